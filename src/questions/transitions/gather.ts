// The second scan of transitions collects the details of the rows shown, which the first scan has chosen.
import { ExampleRows } from "../../engine/examples.js";
import { type JourneyRange, PlannedScan, type ScanTask } from "../../engine/scan.js";
import { Scope } from "../../engine/scope.js";
import { WaitRows } from "../../engine/waits.js";
import type { Block } from "../../projection/projection.js";
import { PairNumbers } from "./edges.js";
import { START_CODE, type TransitionsParams, type TransitionsPlan, transitionsPlan, viewOf } from "./plan.js";

export interface ShownEdgesArgs {
  readonly params: TransitionsParams;
  /** The codes of the two labels of each row. */
  readonly from: readonly number[];
  readonly to: readonly number[];
}

export const gatherEdges = {
  name: "transitions.gather",
  begin: (projection, args) => new EdgeGatherer(transitionsPlan(projection, args.params), args),
} satisfies ScanTask<ShownEdgesArgs, unknown>;

/** Finds the journeys that have edges shown. How a journey is read depends on the adjacency. */
export abstract class RowGatherer extends PlannedScan<TransitionsPlan, ShownEdgesArgs> {
  /** The edges shown. The number of an edge in this table is the number of its row. */
  protected readonly rows = new PairNumbers(this.plan.width);
  /** The waits of each row. There are none if the query does not select quantiles. */
  protected readonly waits = new WaitRows(this.params.from.length, this.params.params.wanted?.quantiles !== false);
  /** The examples of each row. There are none if the query does not select examples. */
  protected readonly examples =
    this.params.params.wanted?.examples === false ? null : new ExampleRows(this.params.from.length);
  readonly #scope = new Scope(this.plan.projection, this.plan.filter, false);
  /** The counted journeys that have at least one edge shown. */
  #on = 0;
  readonly #met: ((journey: number) => void) | null;

  /** `met` is called for each journey that a row counts. */
  constructor(plan: TransitionsPlan, args: ShownEdgesArgs, met: ((journey: number) => void) | null = null) {
    super(plan, args);
    this.#met = met;
    args.from.forEach((code, row) => {
      this.rows.add(code * plan.width + args.to[row]!);
    });
  }

  /**
   * Returns a function that adds the waits and examples of a journey of the block, and returns whether one of its edges
   * is shown. What it needs for every journey is looked up once for each range.
   */
  protected abstract reader(block: Block): (journey: number) => boolean;

  visit(range: JourneyRange): void {
    const { block } = this.plan.projection.blocks[range.block]!;
    const journeys = this.#scope.list(range);
    const read = this.reader(block);
    const met = this.#met;
    let on = 0;
    // Examples are the latest journeys, which are mostly at the end. The journeys are therefore visited backward: once
    // enough examples are found, rejecting an older journey costs one comparison.
    for (let at = journeys.length - 1; at >= 0; at--) {
      const j = journeys[at]!;
      if (!read(j)) continue;
      on++;
      if (met !== null) met(j);
    }
    this.#on += on;
  }

  finish() {
    const examples = this.examples?.parts(this.plan.projection) ?? [];
    return { on: this.#on, waits: this.waits.parts(), examples };
  }
}

export class EdgeGatherer extends RowGatherer {
  readonly #view = viewOf(this.plan);

  protected reader(block: Block): (journey: number) => boolean {
    const { collapse, width, previous } = this.plan;
    const { view, codeOf } = this.#view;
    const { rows, waits, examples } = this;
    const { matrix } = rows;
    return (journey) => {
      view.enter(block, journey);
      const { codes, elapsed, begin, end } = view;
      if (begin === end) return false;
      let before = START_CODE;
      let earlier = START_CODE;
      let any = false;
      for (let i = begin; i <= end; i++) {
        const code = i === end ? width - 1 : codeOf[codes[i]!]!;
        if (collapse && code === before) continue;
        const cell = before * width + code;
        const row = matrix === null ? rows.find(cell) : matrix[cell]!;
        if (row >= 0 && (previous === null || previous[earlier] === 1)) {
          any = true;
          if (i > begin && i < end) waits.add(row, elapsed[i]! - elapsed[i - 1]!);
          if (examples !== null) examples.add(row, block, journey);
        }
        earlier = before;
        before = code;
      }
      return any;
    };
  }
}
