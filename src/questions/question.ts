// The interface that every question implements. A question has two halves, so that worker threads load no GraphQL. The
// half in this folder counts. The other half, schema/NAME.ts, defines how a client asks the question. registry.ts lists
// the questions. Tasks, drill-down and warm-up are derived from it.
import { type AddJourney, type JourneyFinder, type Scanner, type ScanTask, scannerOf } from "../engine/scan.js";
import type { CutPart } from "../engine/terms.js";
import type { PointSelector } from "../model/catalogue.js";
import type { Projection } from "../projection/projection.js";

export type { AddJourney, JourneyFinder } from "../engine/scan.js";

/**
 * `Params` are the arguments after the schema has read them, as plain data that can be sent to a thread. `Result` is
 * the answer. `Row` identifies a count of the answer, for drill-down; it is `never` if the question has no drill-down.
 */
export interface Question<Params, Result, Row = never> {
  /** All scans that `run` uses. A thread finds a scan by its name, so names must be unique. */
  // biome-ignore lint/suspicious/noExplicitAny: tasks of all kinds. Code that finds a task by name has its arguments.
  readonly tasks: readonly ScanTask<any, unknown>[];
  /** Throws a ThroughlineError that names the argument's path, or rejects with the scanner's reason. */
  run(projection: Projection, params: Params, scanner: Scanner): Promise<Result>;
  readonly drilldown?: Drilldown<Params, Result, Row>;
  /**
   * Parameters for questions that are asked once a projection is built, so that V8 has compiled the code before a
   * client asks.
   */
  warmUp?(points: WarmUpPoints): readonly Params[];
}

/**
 * Makes the function of a question. If an argument is invalid, its promise rejects with a ThroughlineError that names
 * the path of the argument. If the question is aborted, it rejects with the reason. Without a scanner, it scans on this
 * thread.
 */
export function answering<Params, Result>(answer: Question<Params, Result>["run"]) {
  return (projection: Projection, params: Params, scanner: Scanner = scannerOf(projection)): Promise<Result> =>
    answer(projection, params, scanner);
}

/** Drill-down: finds the journeys that a row of an answer counts. */
export interface Drilldown<Params, Result, Row> {
  /**
   * Returns the same answer, in which each row that counts journeys has a field `behind`. The field holds a reference,
   * or what a resolver needs to make one. `args` are the arguments of the client.
   */
  rows(args: object, result: Result): Result;
  /** Checks the row of a reference that a client sends. There is no other check. */
  isRow(row: unknown): row is Row;
  /**
   * Calls `add` once for each journey of the visited ranges that the row counts, by the rule with which `run` counts.
   * The rows SHOWN and OTHER have already been replaced (see `shown`).
   */
  find(projection: Projection, params: Params, row: Exclude<Row, CutRow>, add: AddJourney): JourneyFinder;
  /** The arguments that only choose which rows are shown. They are left out of references. */
  readonly choosesRows?: readonly string[];
  /**
   * Arguments that matter only for rows with a given field, by the name of the argument. For example, `breakdown`
   * matters only for rows with the field `group`. References to other rows leave them out.
   */
  readonly onlyWith?: Readonly<Record<string, string>>;
  /** Whether a comparison applies this question to its sides. A reference may then contain the filter of a side. */
  readonly hasSides?: boolean;
  /**
   * Combines all rows shown into one row. Its journeys are those of `shown` in the totals, and the remaining counted
   * journeys are those of `otherCount`. Absent if the answer shows everything that it counts. `row` is the row of the
   * totals, which may be limited to a group.
   */
  shown?(result: Result, row: CutRow): Exclude<Row, CutRow>;
}

/**
 * A row of the totals: the journeys on the rows that the answer shows (SHOWN), or the counted journeys on none of them
 * (OTHER).
 */
export interface CutRow {
  readonly of: CutPart;
  readonly group?: unknown;
}

/** A reference to a row of an answer, which `filter.behind` holds in encoded form. Everything in it is plain JSON. */
export interface Reference {
  /** The name of a question with drill-down. The references of comparisons name the question that is compared. */
  readonly question: string;
  /** The arguments in the form in which the client gave them. */
  readonly args: object;
  /** For a row of a comparison: the filter of its side, which applies in addition to the filter in `args`. */
  readonly side?: object | null;
  readonly row: unknown;
}

/** A row with its reference. */
export interface Named {
  readonly behind: Reference;
}

/**
 * What questions for the warm-up can use: two selectors from the catalogue, and the number of rows that clients request
 * by default.
 */
export interface WarmUpPoints {
  readonly from: PointSelector;
  readonly to: PointSelector;
  readonly first: number;
}
