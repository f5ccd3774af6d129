export default function Page() {
  return (
    <article>
      <h1>customer</h1>
    </article>
  );
}
