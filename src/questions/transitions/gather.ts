// The second scan of transitions collects the details of the rows shown, which the first scan has chosen.
import { type ExampleParts, ExampleRows } from "../../engine/examples.js";
import type { JourneyRange, Scan, ScanTask } from "../../engine/scan.js";
import { Scope } from "../../engine/scope.js";
import { type WaitParts, WaitRows } from "../../engine/waits.js";
import type { Block } from "../../projection/projection.js";
import { Edges } from "./edges.js";
import { START_CODE, type TransitionsParams, type TransitionsPlan, transitionsPlan, viewOf } from "./plan.js";

export interface ShownEdgesArgs {
  readonly params: TransitionsParams;
  /** The codes of the two labels of each row. */
  readonly from: readonly number[];
  readonly to: readonly number[];
}

export interface ShownEdges {
  /** The counted journeys that have at least one edge shown. */
  readonly on: number;
  /** The waits of each row. There are none if the query does not select quantiles. */
  readonly waits: WaitParts;
  /** The examples of each row. There are none if the query does not select examples. */
  readonly examples: ExampleParts;
}

export const gatherEdges: ScanTask<ShownEdgesArgs, ShownEdges> = {
  name: "transitions.gather",
  begin: (projection, args) => new EdgeGatherer(transitionsPlan(projection, args.params), args),
};

/** Finds the journeys that have edges shown. How a journey is read depends on the adjacency. */
export abstract class RowGatherer implements Scan<ShownEdges> {
  protected readonly plan: TransitionsPlan;
  /** The edges shown. The number of an edge in this table is the number of its row. */
  protected readonly rows: Edges;
  protected readonly waits: WaitRows;
  protected readonly examples: ExampleRows | null;
  readonly #scope: Scope;
  #on = 0;
  readonly #met: ((journey: number) => void) | null;

  /** `met` is called for each journey that a row counts. */
  constructor(
    plan: TransitionsPlan,
    { params, from, to }: ShownEdgesArgs,
    met: ((journey: number) => void) | null = null,
  ) {
    this.plan = plan;
    this.#scope = new Scope(plan.projection, plan.filter, false);
    this.#met = met;
    this.rows = new Edges(plan.width);
    from.forEach((code, row) => {
      this.rows.add(code * plan.width + to[row]!);
    });
    this.waits = new WaitRows(from.length, params.wanted?.quantiles !== false);
    this.examples = params.wanted?.examples === false ? null : new ExampleRows(from.length);
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

  finish(): ShownEdges {
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
