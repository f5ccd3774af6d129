// The scans of flow. The first scan counts the journeys of every label at every step, which determines the labels
// shown. If there are few labels, it also counts every pair of labels. The second scan (gather.ts) counts the nodes,
// edges, drop-off and customers shown, including Other. It runs only if the client selects something that the first
// scan did not count. Each scan reads every journey that has an interaction of the anchor, the point at which paths
// start. A path has at most 20 steps, so a table with an entry for each step and label is small even with many labels.

import { eachSelected, keepAmong } from "../../engine/kernels/bits.js";
import { addNodes, addSteps, type StepTables } from "../../engine/kernels/paths.js";
import { isOpen, type JourneyRange, type Scan, type ScanTask } from "../../engine/scan.js";
import { openWords, Scope } from "../../engine/scope.js";
import { Sequences } from "../../engine/sequences.js";
import type { InScope } from "../../engine/terms.js";
import { type FlowParams, FlowPath, type FlowPlan, flowPlan } from "./plan.js";

export interface CountedLabels {
  /** The journeys in scope, which are counted only if there is a filter. */
  readonly inScope: InScope;
  /** The number of journeys with an interaction in the anchor. */
  readonly matched: number;
  readonly open: number;
  /** The number of journeys that have each label at each step. Its index is step × number of labels + label. */
  readonly labels: Uint32Array;
  /**
   * The counts of all nodes and edges. Null if there are too many labels, or if the kernel `addSteps` does not support
   * the arguments.
   */
  readonly tables: StepTables | null;
  /** The number of open journeys whose path ends at each node. */
  readonly openEnds: Uint32Array;
}

/** The largest number of cells of the table of edges, which then takes 4 MiB. */
const MOST_EDGES = 1 << 20;

export const countLabels: ScanTask<FlowParams, CountedLabels> = {
  name: "flow.labels",
  begin: (projection, params) => new LabelCounter(flowPlan(projection, params), params.wanted?.customers !== false),
};

const NO_TABLES: StepTables = { nodes: new Uint32Array(0), edges: new Uint32Array(0), ends: new Uint32Array(0) };

class LabelCounter implements Scan<CountedLabels> {
  readonly #plan: FlowPlan;
  readonly #path: FlowPath;
  readonly #scope: Scope;
  readonly #sequences: Sequences;
  readonly #labels: Uint32Array;
  readonly #tables: StepTables | null;
  readonly #openTables: StepTables;
  #matched = 0;
  #open = 0;

  constructor(plan: FlowPlan, customers: boolean) {
    const { projection, filter, hide, anchor, steps, labels, backward, collapse } = plan;
    const nodes = steps * labels.count;
    const edges = nodes * labels.count;
    this.#plan = plan;
    this.#path = new FlowPath(plan, false);
    this.#scope = new Scope(projection, filter, customers);
    this.#sequences = new Sequences(projection.dictionary.touchpoints.length, hide, [anchor]);
    this.#labels = new Uint32Array(nodes);
    const tables = (all: Uint32Array) => ({
      nodes: all,
      edges: new Uint32Array(edges),
      ends: new Uint32Array(nodes),
    });
    const serves = !backward && !collapse && edges <= MOST_EDGES;
    this.#tables = serves ? tables(this.#labels) : null;
    this.#openTables = serves ? tables(new Uint32Array(nodes)) : NO_TABLES;
  }

  visit(range: JourneyRange): void {
    const { projection, labels, touching } = this.#plan;
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

  #follow(tables: StepTables): number {
    const { steps, labels } = this.#plan;
    const { offsets, codes } = this.#sequences;
    const { isAnchor, labelOf } = this.#path;
    return addSteps(this.#scope, offsets, codes, isAnchor, labelOf, steps, labels.count, tables);
  }

  finish(): CountedLabels {
    if (this.#tables !== null) addNodes(this.#tables, this.#plan.labels.count);
    return {
      inScope: this.#scope.met,
      matched: this.#matched,
      open: this.#open,
      labels: this.#labels,
      tables: this.#tables,
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
