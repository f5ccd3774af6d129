// The second scan of loops collects the details of the rows shown, which count.ts has chosen.
import { ExampleRows } from "../../engine/examples.js";
import { type JourneyRange, PlannedScan, type ScanTask } from "../../engine/scan.js";
import { Scope } from "../../engine/scope.js";
import { WaitRows } from "../../engine/waits.js";
import { PairNumbers } from "../transitions/edges.js";
import { type LoopsParams, type LoopsPlan, loopsPlan, REPEAT, RETURN, Runs, SELF_LOOP } from "./plan.js";

export interface ShownLoopsArgs {
  readonly params: LoopsParams;
  /** The label of each row. */
  readonly labels: readonly number[];
  /** The two labels of each return that is shown. */
  readonly from: readonly number[];
  readonly via: readonly number[];
}

export const gatherLoops = {
  name: "loops.gather",
  begin: (projection, args) => new LoopGatherer(loopsPlan(projection, args.params), args),
} satisfies ScanTask<ShownLoopsArgs, unknown>;

class LoopGatherer extends PlannedScan<LoopsPlan, ShownLoopsArgs> {
  readonly #scope = new Scope(this.plan.projection, this.plan.filter, false);
  readonly #quantiles = this.params.params.wanted?.quantiles !== false;
  readonly #runs = new Runs(this.plan, this.#quantiles);
  /** The row of each label; −1 if the label is not shown. */
  readonly #rowOf = new Int32Array(this.plan.labels.count).fill(-1);
  /** The edges of this table are the rows of the returns. */
  readonly #rows = new PairNumbers(this.plan.labels.count);
  // The examples of the rows of labels and of returns. There are none if the query does not select examples.
  readonly #hasExamples = this.params.params.wanted?.examples !== false;
  readonly #labels = this.#hasExamples ? new ExampleRows(this.params.labels.length) : null;
  readonly #returns = this.#hasExamples ? new ExampleRows(this.params.from.length) : null;
  /** The waits of the returns on each row. There are none if the query does not select quantiles. */
  readonly #waits = new WaitRows(this.params.from.length, this.#quantiles);

  constructor(plan: LoopsPlan, args: ShownLoopsArgs) {
    super(plan, args);
    args.labels.forEach((label, row) => {
      this.#rowOf[label] = row;
    });
    args.from.forEach((label, row) => {
      this.#rows.add(label * plan.labels.count + args.via[row]!);
    });
  }

  visit(range: JourneyRange): void {
    const { projection, labels } = this.plan;
    const { block } = projection.blocks[range.block]!;
    const journeys = this.#scope.list(range);
    const runs = this.#runs;
    const rowOf = this.#rowOf;
    const rows = this.#rows;
    const waits = this.#waits;
    const width = labels.count;
    // Examples are the latest journeys, which are mostly at the end. The journeys are therefore visited backward: once
    // enough examples are found, rejecting an older journey costs one comparison.
    for (let at = journeys.length - 1; at >= 0; at--) {
      const j = journeys[at]!;
      runs.read(block, j);
      const { n, labels: run, reached, left } = runs;
      for (let k = 0; k < n; k++) {
        const label = run[k]!;
        const mark = runs.mark(k);
        const row = rowOf[label]!;
        if ((mark & (SELF_LOOP | REPEAT)) !== 0 && row >= 0) this.#labels?.add(row, block, j);
        if ((mark & RETURN) === 0) continue;
        const back = rows.find(label * width + run[k - 1]!);
        if (back < 0) continue;
        waits.add(back, reached[k]! - left[k - 2]!);
        this.#returns?.add(back, block, j);
      }
    }
  }

  finish() {
    const part = (rows: ExampleRows | null) => ({ examples: rows?.parts(this.plan.projection) ?? [] });
    return { labels: part(this.#labels), returns: part(this.#returns), waits: this.#waits.parts() };
  }
}
