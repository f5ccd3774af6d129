// Explains how to fill an empty store.
export function NoData() {
  return (
    <main className="note">
      <h1>There are no journeys yet</h1>
      <p>Stop the service, then load a file of your own, or look at generated data first:</p>
      <pre>
        <code>{`node dist/cli.js import orders.csv\nnode dist/cli.js demo`}</code>
      </pre>
      <p>
        A file has a row for each interaction: who, when, and what; better also on which channel. The import names the
        columns that it recognised and those that it did not.
      </p>
    </main>
  );
}
