export default function Page() {
  return (
    <article>
      <h1>overview</h1>
    </article>
  );
}
