// Reads and checks the rows of one call of a mutation that records interactions or feedback answers. Valid rows form a
// batch for the store. All other rows are reported with their index in the call.
import { NOTHING_CREATED } from "../../graph/history/names.js";
import type { RowProblem } from "../../graph/store.js";
import type { FieldProblem } from "../../model/check.js";
import { ownTurn } from "../turns.js";
import { Origins, type WrittenNames } from "./writtenNames.js";

/** The number of rows that are read before other requests get a turn. Reading them takes a few milliseconds. */
const ROWS_A_TURN = 250;

/** The report of a call without a valid row. The rejected rows and the version are added to it. */
export const NOTHING_RECORDED = {
  accepted: 0,
  duplicates: 0,
  replaced: 0,
  conflicts: [],
  created: NOTHING_CREATED,
} as const;

export interface ReadRow<Row> {
  readonly row: Omit<Row, "origin">;
  readonly written: WrittenNames & { readonly feedback?: boolean };
}

export interface RowsOfCall<Row> {
  readonly rows: readonly Row[];
  readonly origins: Origins["all"];
  readonly rejected: readonly RowProblem[];
  /** The problems of the batch's rows, by their index in the call. */
  ofCall(problems: readonly RowProblem[]): RowProblem[];
}

export async function readRows<Asked, Row extends { readonly origin: number }>(
  asked: readonly Asked[],
  read: (row: Asked) => ReadRow<Row> | FieldProblem,
  check: (row: Omit<Row, "origin">) => FieldProblem | null,
): Promise<RowsOfCall<Row>> {
  const rejected: RowProblem[] = [];
  const rows: Row[] = [];
  /** The index in the call, for each row of the batch. */
  const indices: number[] = [];
  const origins = new Origins();
  for (const [index, one] of asked.entries()) {
    if (index % ROWS_A_TURN === ROWS_A_TURN - 1) await ownTurn();
    const found = read(one);
    const problem = "field" in found ? found : check(found.row);
    if (problem !== null || "field" in found) rejected.push({ index, ...(problem as FieldProblem) });
    else {
      rows.push({ ...found.row, origin: origins.indexOf(found.written) } as Row);
      indices.push(index);
    }
  }
  return {
    rows,
    origins: origins.all,
    rejected,
    ofCall: (problems) => problems.map((problem) => ({ ...problem, index: indices[problem.index]! })),
  };
}

/** Problems of rows that were rejected at different times, in the order of the call. */
export function inOrder(problems: readonly RowProblem[]): RowProblem[] {
  return [...problems].sort((a, b) => a.index - b.index);
}
