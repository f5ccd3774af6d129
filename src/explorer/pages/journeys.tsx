export default function Page() {
  return (
    <article>
      <h1>journeys</h1>
    </article>
  );
}
