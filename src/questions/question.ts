// What every question implements. A question has two halves, so that worker threads load no GraphQL: this one counts, and
// schema/NAME.ts says how a client asks it. registry.ts lists the questions; tasks, drill-down and warm-up derive from it.
import type { AddJourney, JourneyFinder, Scanner, ScanTask } from "../engine/scan.js";
import type { CutPart } from "../engine/terms.js";
import type { PointSelector } from "../model/catalogue.js";
import type { Projection } from "../projection/projection.js";

export type { AddJourney, JourneyFinder } from "../engine/scan.js";

/**
 * Compiled arguments go in, rows come out. `Params` can be cloned to a thread; `Row` is how a reference names one of the
 * counts of the answer (never, where no count of this question opens).
 */
export interface Question<Params, Result, Row = never> {
  /** Every scan that `run` makes. A thread finds the scan by its name, so names are unique. */
  // biome-ignore lint/suspicious/noExplicitAny: tasks of all kinds; whoever looks one up by name has its arguments.
  readonly tasks: readonly ScanTask<any, unknown>[];
  /** Throws a ThroughlineError that names the argument's path, or rejects with the scanner's reason. */
  run(projection: Projection, params: Params, scanner: Scanner): Promise<Result>;
  readonly drilldown?: Drilldown<Params, Result, Row>;
  /** Parameters to ask with once a projection is built, so that the engine has compiled the code before a client asks. */
  warmUp?(points: WarmUpPoints): readonly Params[];
}

/** Opens the counts of an answer: which journeys does a row count? */
export interface Drilldown<Params, Result, Row> {
  /**
   * The same answer, in which each row that counts journeys carries `behind`: a reference, or what a resolver makes one
   * from. `args` is what the client asked with.
   */
  rows(args: object, result: Result): Result;
  /** The only guard of a row that a client gives back. */
  isRow(row: unknown): row is Row;
  /**
   * Calls `add` once for each journey of the visited ranges that the row counts, by the rule that `run` counts with. What is
   * shown, and what is not, has been resolved to a row before (see `shown`).
   */
  find(projection: Projection, params: Params, row: Exclude<Row, CutRow>, add: AddJourney): JourneyFinder;
  /** Arguments that choose which rows are shown and change none of them: a reference to a row leaves them out. */
  readonly choosesRows?: readonly string[];
  /** Arguments that matter only to rows with the part named here, such as `breakdown` to rows with a `group`. */
  readonly onlyWith?: Readonly<Record<string, string>>;
  /** Whether comparisons are made of this question: then a reference may hold the filter of a side. */
  readonly hasSides?: boolean;
  /**
   * All rows shown, as one row: its journeys are `shown` of the totals, and `otherCount` is the rest of those counted.
   * Absent where the answer shows all that it counts.
   */
  shown?(result: Result): Exclude<Row, CutRow>;
}

/** A row of totals: the journeys on the rows that the answer shows (SHOWN), or the counted ones on none of them (OTHER). */
export interface CutRow {
  readonly of: CutPart;
  readonly group?: unknown;
}

/** A reference to a row of an answer: what `filter.behind` holds, encoded. Everything in it is plain JSON. */
export interface Reference {
  /** A question with drill-down; comparisons name the question they are made of. */
  readonly question: string;
  /** As the client gave them. */
  readonly args: object;
  /** The filter of the side of a comparison whose row it is; it must hold besides that of `args`. */
  readonly side?: object | null;
  readonly row: unknown;
}

/** A row with its reference. */
export interface Named {
  readonly behind: Reference;
}

/** Two points of the catalogue to ask about, and how many rows clients ask for by default. */
export interface WarmUpPoints {
  readonly from: PointSelector;
  readonly to: PointSelector;
  readonly first: number;
}
