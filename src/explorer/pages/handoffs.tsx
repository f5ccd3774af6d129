export default function Page() {
  return (
    <article>
      <h1>handoffs</h1>
    </article>
  );
}
