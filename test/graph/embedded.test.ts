// Runs the contract suite on the embedded store three times: with writes in this thread, with writes in a separate
// thread, and with writes of whole customers, as in imports.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { openEmbedded } from "../../src/graph/embedded/embeddedStore.js";
import type { GraphStore, RecordBatch, RecordOutcome, RowProblem } from "../../src/graph/store.js";
import { columnsOf } from "../support/rowColumns.js";
import { storeContract } from "./store.contract.js";

let folders = 0;
const root = await mkdtemp(join(tmpdir(), "throughline-embedded-"));
afterAll(() => rm(root, { recursive: true, force: true, maxRetries: 3 }));

for (const writer of ["inline", "thread"] as const) {
  storeContract({
    name: `embedded, ${writer} writer`,
    open: () => openEmbedded(join(root, `store.${++folders}`), { writer }),
    reopen: () => openEmbedded(join(root, `store.${folders}`), { writer }),
    runs: writer === "inline" ? 25 : 3,
  });
}

const recordingCustomers = async (folder: string): Promise<GraphStore> => {
  const store = await openEmbedded(folder);
  return new Proxy(store, {
    get(target, name) {
      if (name === "record") return (batch: RecordBatch) => recordCustomers(target, batch);
      const value = Reflect.get(target, name, target) as unknown;
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
};
storeContract({
  name: "embedded, whole customers",
  open: () => recordingCustomers(join(root, `store.${++folders}`)),
  reopen: () => recordingCustomers(join(root, `store.${folders}`)),
  runs: 10,
});

/** Records the batch customer by customer. The outcome identifies rows by their index in the batch. */
async function recordCustomers(store: GraphStore, { rows, ...batch }: RecordBatch): Promise<RecordOutcome> {
  const byCustomer = new Map<string, number[]>();
  rows.forEach(({ customer }, index) => {
    const indexes = byCustomer.get(customer);
    if (indexes === undefined) byCustomer.set(customer, [index]);
    else indexes.push(index);
  });
  const indexes = [...byCustomer.values()].flat();
  const customers = {
    *[Symbol.iterator]() {
      for (const places of byCustomer.values()) {
        const ofCustomer = places.map((index) => rows[index]!);
        yield { count: places.length, columns: () => columnsOf(ofCustomer), rows: () => ofCustomer };
      }
    },
  };
  const outcome = await store.recordCustomers!({ ...batch, customers, rowCount: rows.length });
  const inBatch = (problems: readonly RowProblem[]): RowProblem[] =>
    problems.map((problem) => ({ ...problem, index: indexes[problem.index]! })).sort((a, b) => a.index - b.index);
  return { ...outcome, conflicts: inBatch(outcome.conflicts), rejected: inBatch(outcome.rejected) };
}
