// The second scan of transitions collects the details of the rows shown, which count.ts has chosen.
import { Examples } from "../../engine/examples.js";
import type { JourneyRange, Scan, ScanTask } from "../../engine/scan.js";
import { Scope } from "../../engine/scope.js";
import { Waits } from "../../engine/waits.js";
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
  /** The waits of each row. Empty if quantiles are not selected. */
  readonly waits: readonly Float64Array[];
  /** The examples of each row, in the form of Examples. Empty if examples are not selected. */
  readonly examples: readonly Uint32Array[];
}

export const gatherEdges: ScanTask<ShownEdgesArgs, ShownEdges> = {
  name: "transitions.gather",
  begin: (projection, args) => new EdgeGatherer(transitionsPlan(projection, args.params), args),
};

export class EdgeGatherer implements Scan<ShownEdges> {
  readonly #plan: TransitionsPlan;
  readonly #scope: Scope;
  readonly #view: ReturnType<typeof viewOf>;
  /** The edges of this table are the rows of the answer. */
  readonly #rows: Edges;
  readonly #waits: readonly Waits[];
  readonly #examples: readonly Examples[];
  /** For each row, the start of its oldest kept example, for a quick check. */
  readonly #oldest: Float64Array;
  #on = 0;
  readonly #met: ((journey: number) => void) | null;

  /** Calls `met` for each journey that a row counts. */
  constructor(
    plan: TransitionsPlan,
    { params, from, to }: ShownEdgesArgs,
    met: ((journey: number) => void) | null = null,
  ) {
    this.#plan = plan;
    this.#scope = new Scope(plan.projection, plan.filter, false);
    this.#met = met;
    this.#view = viewOf(plan);
    this.#rows = new Edges(plan.width);
    from.forEach((code, row) => {
      this.#rows.add(code * plan.width + to[row]!);
    });
    this.#waits = params.wanted?.quantiles === false ? [] : from.map(() => new Waits());
    this.#examples = params.wanted?.examples === false ? [] : from.map(() => new Examples());
    this.#oldest = new Float64Array(this.#examples.length).fill(Number.NEGATIVE_INFINITY);
  }

  visit(range: JourneyRange): void {
    const { projection, collapse, width, previous } = this.#plan;
    const { block } = projection.blocks[range.block]!;
    const journeys = this.#scope.list(range);
    const { view, codeOf } = this.#view;
    const rows = this.#rows;
    const { matrix } = rows;
    const examples = this.#examples;
    const oldest = this.#oldest;
    const waits = this.#waits;
    const met = this.#met;
    const lastJourney = new Int32Array(examples.length).fill(-1);
    for (let k = 0; k < journeys.length; k++) {
      const j = journeys[k]!;
      view.enter(block, j);
      const { codes, elapsed, begin, end } = view;
      if (begin === end) continue;
      const start = block.start[j]!;
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
          if (waits.length > 0 && i > begin && i < end) waits[row]!.add(elapsed[i]! - elapsed[i - 1]!);
          if (examples.length > 0 && lastJourney[row] !== j) {
            lastJourney[row] = j;
            if (start >= oldest[row]!) {
              examples[row]!.add(block, j);
              oldest[row] = examples[row]!.oldest;
            }
          }
        }
        earlier = before;
        before = code;
      }
      if (!any) continue;
      this.#on++;
      if (met !== null) met(j);
    }
  }

  finish(): ShownEdges {
    return {
      on: this.#on,
      waits: this.#waits.map((waits) => waits.values()),
      examples: this.#examples.map((examples) => examples.part(this.#plan.projection)),
    };
  }
}
