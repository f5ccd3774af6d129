export default function Page() {
  return (
    <article>
      <h1>customers</h1>
    </article>
  );
}
