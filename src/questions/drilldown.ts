// Drill-down: finds the journeys that a row of an answer counts. The field `behind` of a row is a reference to the row,
// and a filter that contains this reference selects these journeys. Each question finds the journeys of a row with the
// plan and the counting rule of its own scan, so there are always as many journeys as the row counts. The result has a
// bit for each journey of each block, in shared memory. It is valid for one projection only (engine/filter.ts).
//
// The rows SHOWN and OTHER depend on which rows the answer shows. To find their journeys, the question is first
// answered without details. SHOWN is then the journeys on at least one of the rows shown, and OTHER the counted
// journeys on none of them. Finding the journeys of any other row costs one pass.

import { enlarged } from "../engine/enlarged.js";
import type { Scanner, ScanTask } from "../engine/scan.js";
import { COUNTS_ALONE } from "../engine/selection.js";
import { CUT_PARTS, TOTALS_PARTS, type TotalsPart } from "../engine/terms.js";
import { sharedUint32 } from "../projection/columns.js";
import { wordsFor } from "../projection/journeyIndex.js";
import type { Projection } from "../projection/projection.js";
import type { AddJourney, CutRow, Drilldown, JourneyFinder, Named, Question } from "./question.js";
import { either, oneOf, record, type Shape } from "./shape.js";

// biome-ignore lint/suspicious/noExplicitAny: questions of all kinds.
export type AnyQuestion = Question<any, any, any>;

/** Parameters of a question. */
export type Params<Q extends AnyQuestion> = Parameters<Q["run"]>[1];
/** The type of the rows of a question; `never` if the question has no drill-down. */
// biome-ignore lint/suspicious/noExplicitAny: only the row is looked at.
export type Row<Q extends AnyQuestion> = Q extends Question<any, any, infer R> ? R : never;

/**
 * A row of any question, with the parameters of that question. Parameters that only choose the rows shown, such as
 * `first`, matter only for SHOWN and OTHER.
 */
export type DrilldownParams<Questions extends Readonly<Record<string, AnyQuestion>>> = {
  readonly [Name in keyof Questions & string]: [Row<Questions[Name]>] extends [never]
    ? never
    : { readonly question: Name; readonly params: Params<Questions[Name]>; readonly row: Row<Questions[Name]> };
}[keyof Questions & string];

export interface DrilldownResult {
  /** For each block, bit j & 31 of word j >>> 5 is set if the row counts journey j. */
  readonly words: readonly Uint32Array[];
  readonly journeys: number;
}

/** A part of the totals that path questions share. */
export type TotalsRow = { readonly of: TotalsPart } | CutRow;
export const isTotalsRow: Shape<TotalsRow> = either(
  record({ of: oneOf(...TOTALS_PARTS) }),
  record({ of: oneOf(...CUT_PARTS) }),
);
/** The journeys that `behind` of the totals refers to by default. */
export const COUNTED: { readonly of: TotalsPart } = { of: "COUNTED" };

/**
 * Whether a row is SHOWN or OTHER, which depend on the rows shown. The row must have passed `isRow` of its question.
 */
export function isCut(row: unknown): row is CutRow {
  const of: unknown = (row as { readonly of?: unknown }).of;
  return (CUT_PARTS as readonly unknown[]).includes(of);
}

/** Returns a function that gives each row a reference to this question with these arguments. */
export function naming<R>(question: string, args: object): (row: R) => Named {
  return (row) => ({ behind: { question, args, row } });
}

/** For each field of an answer whose entries have drill-down: returns the row to which an entry refers. */
export type Opens<Result, Row> = {
  readonly [Field in keyof Result]?: (
    entry: Result[Field] extends readonly (infer Entry)[] ? Entry : Result[Field],
    index: number,
  ) => Row;
};

/** Returns the answer with a reference on each entry of these fields. `inGroup` limits all rows to a group. */
export function opened<Result extends object, Row extends object>(
  result: Result,
  opens: Opens<Result, Row>,
  named: (row: Row) => Named,
  inGroup: object = {},
): Result {
  const fields = Object.entries(opens).map(([field, rowOf]) => {
    const open = (entry: unknown, i = 0) => ({
      ...(entry as object),
      ...named({ ...(rowOf as (entry: unknown, i: number) => Row)(entry, i), ...inGroup }),
    });
    const entries: unknown = result[field as keyof Result];
    return [field, Array.isArray(entries) ? entries.map(open) : open(entries)];
  });
  return { ...result, ...Object.fromEntries(fields) };
}

/** Makes the function `rows` of a drill-down, which adds references to the entries of these fields. */
export function opening<Result extends object, Row extends object>(
  question: string,
  opens: Opens<Result, Row>,
): (args: object, result: Result) => Result {
  return (args, result) => opened(result, opens, naming<Row>(question, args));
}

/**
 * The drill-down of a question without rows of its own, such as a comparison, which refers to rows of the compared
 * question.
 */
export const NO_OWN_ROWS = {
  isRow: (_row: unknown): _row is never => false,
  find: (): JourneyFinder => ({ visit() {} }),
} satisfies Partial<Drilldown<never, never, never>>;

interface FindArgs {
  readonly question: string;
  readonly params: object;
  readonly row: unknown;
}

interface Found {
  readonly block: number;
  readonly found: Uint32Array;
}

/** The internal question that finds the journeys of rows of these questions. */
export function drilldownInto<Questions extends Readonly<Record<string, AnyQuestion>>>(
  questions: Questions,
): Question<DrilldownParams<Questions>, DrilldownResult> {
  const finderOf = (projection: Projection, { question, params, row }: FindArgs, add: AddJourney): JourneyFinder =>
    questions[question]!.drilldown!.find(projection, params, row, add);

  const findJourneys: ScanTask<FindArgs, readonly Found[]> = {
    name: "drilldown.find",
    begin(projection, args) {
      const parts: Found[] = [];
      let numbers = new Uint32Array(1_024);
      let n = 0;
      const finder = finderOf(projection, args, (journey) => {
        if (n === numbers.length) numbers = enlarged(numbers, n * 2);
        numbers[n++] = journey;
      });
      return {
        visit(range) {
          n = 0;
          finder.visit(range);
          if (n > 0) parts.push({ block: range.block, found: numbers.slice(0, n) });
        },
        finish: () => parts,
      };
    },
  };

  async function find(projection: Projection, args: FindArgs, scanner: Scanner): Promise<DrilldownResult> {
    // If the arguments have an error, this call throws it before threads start.
    finderOf(projection, args, () => {});
    const words = projection.blocks.map(({ block }) => sharedUint32(wordsFor(block.journeys)));
    let journeys = 0;
    for (const part of await scanner.scan(findJourneys, args))
      for (const { block, found } of part) {
        const bits = words[block]!;
        journeys += found.length;
        for (const j of found) bits[j >>> 5]! |= 1 << (j & 31);
      }
    return { words, journeys };
  }

  return {
    tasks: [findJourneys],
    async run(projection, asked, scanner) {
      const { question, params, row } = asked as FindArgs;
      if (!isCut(row)) return find(projection, { question, params, row }, scanner);
      const { run, drilldown } = questions[question]!;
      const counted = { question, params, row: { ...row, of: "COUNTED" } };
      const shownRow =
        drilldown!.shown === undefined
          ? counted.row
          : drilldown!.shown(await run(projection, { ...params, wanted: COUNTS_ALONE }, scanner), row);
      const shown = await find(projection, { question, params, row: shownRow }, scanner);
      if (row.of === "SHOWN") return shown;
      const others = await find(projection, counted, scanner);
      // OTHER is COUNTED without SHOWN. Every journey on a row shown is counted, so removing the bits of SHOWN is
      // enough.
      others.words.forEach((bits, s) => {
        for (let w = 0; w < bits.length; w++) bits[w]! &= ~shown.words[s]![w]!;
      });
      return { words: others.words, journeys: others.journeys - shown.journeys };
    },
  };
}
