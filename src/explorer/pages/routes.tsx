export default function Page() {
  return (
    <article>
      <h1>routes</h1>
    </article>
  );
}
