// Records the text of every statement that is sent to Neo4j, at the driver, for any kind of session or transaction.
import neo4j, { type Driver } from "neo4j-driver";
import { vi } from "vitest";

/**
 * Returns the list of statements in the order of sending, from drivers created after this call. `vi.restoreAllMocks()`
 * ends the recording.
 */
export function noteStatements(): string[] {
  const sent: string[] = [];
  const make = neo4j.driver;
  vi.spyOn(neo4j, "driver").mockImplementation((...args) => noting(make(...args), sent));
  return sent;
}

function noting(driver: Driver, sent: string[]): Driver {
  const openSession = driver.session.bind(driver);
  driver.session = (config) => {
    const session = openSession(config);
    noteRuns(session, sent);
    const begin = session.beginTransaction.bind(session);
    session.beginTransaction = ((config) => {
      const transaction = begin(config);
      // The promise is itself a transaction, and resolves to another one.
      noteRuns(transaction, sent);
      const resolved = transaction.then((opened) => {
        noteRuns(opened, sent);
        return opened;
      });
      return resolved;
    }) as typeof session.beginTransaction;
    return session;
  };
  return driver;
}

function noteRuns(runner: { run: (statement: never, ...rest: never[]) => unknown }, sent: string[]): void {
  const run = runner.run.bind(runner);
  runner.run = (statement, ...rest) => {
    sent.push(String(statement));
    return run(statement, ...rest);
  };
}
