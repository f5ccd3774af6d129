// The scans of flow. The first scan counts the journeys of every label at every step, which determines the labels
// shown. If there are few labels, it also counts every pair of labels. The second scan (gather.ts) counts the nodes,
// edges, drop-off and customers shown, including Other. It runs only if the client selects something that the first
// scan did not count. Each scan reads every journey that has an interaction of the anchor, the point at which paths
// start. A path has at most 20 steps, so a table with an entry for each step and label is small even with many labels.

import { eachSelected, keepAmong } from "../../engine/kernels/bits.js";
import { addNodes, addSteps, type StepTables } from "../../engine/kernels/paths.js";
import { isOpen, type JourneyRange, PlannedScan, type ScanTask } from "../../engine/scan.js";
import { openWords, Scope } from "../../engine/scope.js";
import { Sequences } from "../../engine/sequences.js";
import { type FlowParams, FlowPath, type FlowPlan, flowPlan } from "./plan.js";

/** The largest number of cells of the table of edges, which then takes 4 MiB. */
const MOST_EDGES = 1 << 20;

export const countLabels = {
  name: "flow.labels",
  begin: (projection, params) => new LabelCounter(flowPlan(projection, params), params),
} satisfies ScanTask<FlowParams, unknown>;

const NO_TABLES: StepTables = { nodes: new Uint32Array(0), edges: new Uint32Array(0), ends: new Uint32Array(0) };

class LabelCounter extends PlannedScan<FlowPlan, FlowParams> {
  readonly #path = new FlowPath(this.plan, false);
  readonly #scope = new Scope(this.plan.projection, this.plan.filter, this.params.wanted?.customers !== false);
  readonly #sequences = new Sequences(this.plan.projection.dictionary.touchpoints.length, this.plan.hide, [
    this.plan.anchor,
  ]);
  readonly #nodes = this.plan.steps * this.plan.labels.count;
  readonly #edges = this.#nodes * this.plan.labels.count;
  readonly #serves = !this.plan.backward && !this.plan.collapse && this.#edges <= MOST_EDGES;
  /** The number of journeys that have each label at each step. The index is step × number of labels + label. */
  readonly #labels = new Uint32Array(this.#nodes);
  /**
   * The counts of all nodes and edges. Null if there are too many labels, or if the kernel `addSteps` does not support
   * the arguments.
   */
  readonly #tables = this.#serves ? this.#tablesOf(this.#labels) : null;
  readonly #openTables = this.#serves ? this.#tablesOf(new Uint32Array(this.#nodes)) : NO_TABLES;
  /** The number of journeys with an interaction in the anchor. */
  #matched = 0;
  #open = 0;

  visit(range: JourneyRange): void {
    const { projection, labels, touching } = this.plan;
    const { block } = projection.blocks[range.block]!;
    const scope = this.#scope;
    scope.enter(range, touching(range.block).words);
    if (this.#tables !== null) {
      this.#sequences.enter(block, scope);
      this.#matched += this.#follow(this.#tables);
      keepAmong(scope, openWords(projection, range.block));
      this.#open += this.#follow(this.#openTables);
      return;
    }
    const path = this.#path;
    const counts = this.#labels;
    const width = labels.count;
    eachSelected(scope, (j) => {
      const length = path.read(block, j);
      if (length === 0) return;
      this.#matched++;
      if (isOpen(projection, block, j)) this.#open++;
      for (let step = 0; step < length; step++) counts[step * width + path.labels[step]!]!++;
    });
  }

  #tablesOf(nodes: Uint32Array): StepTables {
    return { nodes, edges: new Uint32Array(this.#edges), ends: new Uint32Array(this.#nodes) };
  }

  #follow(tables: StepTables): number {
    const { steps, labels } = this.plan;
    const { offsets, codes } = this.#sequences;
    const { isAnchor, labelOf } = this.#path;
    return addSteps(this.#scope, offsets, codes, isAnchor, labelOf, steps, labels.count, tables);
  }

  finish() {
    if (this.#tables !== null) addNodes(this.#tables, this.plan.labels.count);
    return {
      inScope: this.#scope.met,
      matched: this.#matched,
      open: this.#open,
      labels: this.#labels,
      tables: this.#tables,
      /** The number of open journeys whose path ends at each node. */
      openEnds: this.#openTables.ends,
    };
  }
}

/**
 * Returns the row of each label at each step, at the index step × number of labels + label. Labels without a row of
 * their own have the row `rowsPerStep`, which is Other.
 */
export function rowsByLabel(
  { steps, rowsPerStep, labels }: FlowPlan,
  rows: readonly (readonly number[])[],
): Uint8Array {
  const rowOf = new Uint8Array(steps * labels.count).fill(rowsPerStep);
  rows.forEach((shown, step) => {
    shown.forEach((label, row) => {
      rowOf[step * labels.count + label] = row;
    });
  });
  return rowOf;
}
