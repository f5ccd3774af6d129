// The second scan of a flow counts the nodes and edges that the diagram shows. The first scan (count.ts) has chosen the
// labels of each step.
import { ExampleRows } from "../../engine/examples.js";
import { isOpen, type JourneyRange, type PartOf, PlannedScan, type ScanTask } from "../../engine/scan.js";
import { Scope } from "../../engine/scope.js";
import { COUNTS_ALONE, EVERYTHING } from "../../engine/selection.js";
import { WaitRows } from "../../engine/waits.js";
import { rowsByLabel } from "./count.js";
import { type FlowParams, FlowPath, type FlowPlan, flowPlan } from "./plan.js";

export interface ShownFlowArgs {
  readonly params: FlowParams;
  /** The labels shown, by step and row. */
  readonly rows: readonly (readonly number[])[];
}

/** The counts of the diagram, from one thread. */
export type ShownFlow = PartOf<typeof gatherFlow>;

export const gatherFlow = {
  name: "flow.gather",
  begin: (projection, { params, rows }) =>
    new FlowGatherer(flowPlan(projection, params), { wanted: params.wanted, rows }),
} satisfies ScanTask<ShownFlowArgs, unknown>;

/** An empty result, to which counts are added. */
export function emptyShown(plan: FlowPlan): ShownFlow {
  return new FlowGatherer(plan, { wanted: COUNTS_ALONE, rows: [] }).finish();
}

/**
 * The number of a node is step × (rowsPerStep + 1) + row, where the last row of a step is Other. The number of an edge
 * is (number of the node that it leaves) × (rowsPerStep + 1) + (row of the node that it reaches).
 */
class FlowGatherer extends PlannedScan<FlowPlan, Omit<ShownFlowArgs, "params"> & Pick<FlowParams, "wanted">> {
  readonly #wanted = this.params.wanted ?? EVERYTHING;
  readonly #width = this.plan.rowsPerStep + 1;
  readonly #path = new FlowPath(this.plan, this.#wanted.waits !== false);
  readonly #scope = new Scope(this.plan.projection, this.plan.filter, false);
  /** The row of each label at each step (`rowsByLabel` in count.ts). The index is step × number of labels + label. */
  readonly #rowOf = rowsByLabel(this.plan, this.params.rows);
  readonly #size = this.plan.steps * this.#width;
  readonly #nodes = new Cells(this.#size, this.#wanted.examples);
  readonly #edges = new Cells(this.#size * this.#width, this.#wanted.examples);
  /** The number of customers for each step, and the last customer that was counted there. */
  readonly #customers = new Uint32Array(this.plan.steps);
  readonly #lastCustomer = new Uint32Array(this.plan.steps);
  /** The number of journeys whose path ends at each node, and how many of them are open. */
  readonly #dropOff = new Uint32Array(this.#size);
  readonly #dropOffOpen = new Uint32Array(this.#size);
  /** For each edge, the sum of the waits in milliseconds. */
  readonly #waited = new Float64Array(this.#size * this.#width);
  /** The waits of each edge that occurs. There are none if the query does not select quantiles. */
  readonly #waits = this.#wanted.quantiles ? new WaitRows(this.#size * this.#width) : null;
  /** The number of customers seen so far. */
  #ordinal = 0;
  /** The journeys that are on the node Other at any step. */
  #other = 0;

  visit(range: JourneyRange): void {
    const { projection, labels, rowsPerStep, touching } = this.plan;
    const { block } = projection.blocks[range.block]!;
    const scope = this.#scope;
    const { customer } = block;
    const path = this.#path;
    const rowOf = this.#rowOf;
    const nodes = this.#nodes;
    const edges = this.#edges;
    const width = labels.count;
    const rows = this.#width;
    const waited = this.#waited;
    const waits = this.#waits;
    const customers = this.#customers;
    const last = this.#lastCustomer;
    let ordinal = this.#ordinal;
    let lastCustomer = -1;
    // Examples are the latest journeys, which are mostly at the end. The journeys are therefore visited backward: once
    // enough examples are found, rejecting an older journey costs one comparison. (This reduced the CPU time of a flow
    // with examples from 1,730 to 510 ms.)
    const journeys = scope.list(range, touching(range.block).words);
    for (let at = journeys.length - 1; at >= 0; at--) {
      const j = journeys[at]!;
      const length = path.read(block, j);
      if (length === 0) continue;
      if (customer[j] !== lastCustomer) {
        lastCustomer = customer[j]!;
        ordinal++;
      }
      let node = 0;
      let other = false;
      for (let step = 0; step < length; step++) {
        const row = rowOf[step * width + path.labels[step]!]!;
        if (row === rowsPerStep) other = true;
        if (step > 0) {
          const edge = node * rows + row;
          edges.met(edge, ordinal);
          waited[edge]! += path.waits[step]!;
          if (waits !== null) waits.add(edge, path.waits[step]!);
          edges.examples?.add(edge, block, j);
        }
        node = step * rows + row;
        nodes.met(node, ordinal);
        nodes.examples?.add(node, block, j);
        if (last[step] !== ordinal) {
          last[step] = ordinal;
          customers[step]!++;
        }
      }
      if (other) this.#other++;
      if (path.ends) {
        this.#dropOff[node]!++;
        if (isOpen(projection, block, j)) this.#dropOffOpen[node]!++;
      }
    }
    this.#ordinal = ordinal;
  }

  finish() {
    return {
      nodes: this.#nodes.columns(this.plan),
      edges: this.#edges.columns(this.plan),
      customers: this.#customers,
      dropOff: this.#dropOff,
      dropOffOpen: this.#dropOffOpen,
      waited: this.#waited,
      other: this.#other,
      waits: this.#waits?.parts() ?? [],
    };
  }
}

/** The counts of nodes or of edges. */
class Cells {
  readonly journeys: Uint32Array;
  readonly customers: Uint32Array;
  readonly #lastCustomer: Uint32Array;
  /** The examples of each cell; null if examples are not selected. */
  readonly examples: ExampleRows | null;

  constructor(cells: number, examples: boolean) {
    this.journeys = new Uint32Array(cells);
    this.customers = new Uint32Array(cells);
    this.#lastCustomer = new Uint32Array(cells);
    this.examples = examples ? new ExampleRows(cells) : null;
  }

  /** Counts a journey of the customer with this ordinal. Journeys of a customer are neighbours. */
  met(cell: number, ordinal: number): void {
    this.journeys[cell]!++;
    this.customers[cell]! += Number(this.#lastCustomer[cell] !== ordinal);
    this.#lastCustomer[cell] = ordinal;
  }

  columns({ projection }: FlowPlan) {
    const { journeys, customers, examples } = this;
    return { journeys, customers, examples: examples?.parts(projection) ?? [] };
  }
}
