export default function Page() {
  return (
    <article>
      <h1>journey</h1>
    </article>
  );
}
