// The second scan of loops collects the details of the rows shown, which count.ts has chosen.
import { type ExampleParts, ExampleRows } from "../../engine/examples.js";
import type { JourneyRange, Scan, ScanTask } from "../../engine/scan.js";
import { Scope } from "../../engine/scope.js";
import { type WaitParts, WaitRows } from "../../engine/waits.js";
import { Edges } from "../transitions/edges.js";
import { type LoopsParams, type LoopsPlan, loopsPlan, REPEAT, RETURN, Runs, SELF_LOOP } from "./plan.js";

export interface ShownLoopsArgs {
  readonly params: LoopsParams;
  /** The label of each row. */
  readonly labels: readonly number[];
  /** The two labels of each return that is shown. */
  readonly from: readonly number[];
  readonly via: readonly number[];
}

export interface ShownLoops {
  /** The examples of the rows of labels and of returns. There are none if the query does not select examples. */
  readonly labels: { readonly examples: ExampleParts };
  readonly returns: { readonly examples: ExampleParts };
  /** The waits of the returns on each row. There are none if the query does not select quantiles. */
  readonly waits: WaitParts;
}

export const gatherLoops: ScanTask<ShownLoopsArgs, ShownLoops> = {
  name: "loops.gather",
  begin: (projection, args) => new LoopGatherer(loopsPlan(projection, args.params), args),
};

class LoopGatherer implements Scan<ShownLoops> {
  readonly #plan: LoopsPlan;
  readonly #scope: Scope;
  readonly #runs: Runs;
  /** The row of each label; −1 if the label is not shown. */
  readonly #rowOf: Int32Array;
  /** The edges of this table are the rows of the returns. */
  readonly #rows: Edges;
  readonly #labels: ExampleRows | null;
  readonly #returns: ExampleRows | null;
  readonly #waits: WaitRows;

  constructor(plan: LoopsPlan, { params, labels, from, via }: ShownLoopsArgs) {
    const { count } = plan.labels;
    this.#plan = plan;
    this.#scope = new Scope(plan.projection, plan.filter, false);
    this.#runs = new Runs(plan, params.wanted?.quantiles !== false);
    this.#rowOf = new Int32Array(count).fill(-1);
    labels.forEach((label, row) => {
      this.#rowOf[label] = row;
    });
    this.#rows = new Edges(count);
    from.forEach((label, row) => {
      this.#rows.add(label * count + via[row]!);
    });
    const examples = params.wanted?.examples !== false;
    this.#labels = examples ? new ExampleRows(labels.length) : null;
    this.#returns = examples ? new ExampleRows(from.length) : null;
    this.#waits = new WaitRows(from.length, params.wanted?.quantiles !== false);
  }

  visit(range: JourneyRange): void {
    const { projection, labels } = this.#plan;
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

  finish(): ShownLoops {
    const part = (rows: ExampleRows | null) => ({ examples: rows?.parts(this.#plan.projection) ?? [] });
    return { labels: part(this.#labels), returns: part(this.#returns), waits: this.#waits.parts() };
  }
}
