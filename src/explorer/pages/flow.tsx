export default function Page() {
  return (
    <article>
      <h1>flow</h1>
    </article>
  );
}
