// The scan of transitions: pairs of neighbouring labels of each journey, START before the first and END after the last.
// Codes here are 0 for START, 1 + label code, and count + 1 for END, so that their order is that of the rows.
//
// An edge's number is found in a matrix while that has at most 4 million cells, else in a map. One pass.
import type { Projection } from "../projection/projection.js";
import { Examples } from "./examples.js";
import type { JourneyPredicate } from "./filter.js";
import type { JourneyRange } from "./scan.js";
import type { CompiledSelector } from "./selector.js";
import { Walk } from "./walk.js";

export interface TransitionPlan {
  readonly projection: Projection;
  readonly test: JourneyPredicate | null;
  readonly hide: CompiledSelector | null;
  readonly labelOfTouchpoint: Uint16Array;
  readonly labels: number;
  readonly collapse: boolean;
}

export const START_CODE = 0;
/** 16 MB, at some 2,000 labels. */
const MATRIX_CELLS = 1 << 22;

export class Edges {
  size = 0;
  /** Codes of both ends. */
  from = new Uint32Array(256);
  to = new Uint32Array(256);
  count = new Uint32Array(256);
  journeys = new Uint32Array(256);
  customers = new Uint32Array(256);
  /** Occurrences after which the journey ends. */
  endings = new Uint32Array(256);
  /** Ordinal of the journey that had it last, and that journey's customer + 1. */
  lastJourney = new Uint32Array(256);
  lastCustomer = new Float64Array(256);
  readonly width: number;
  /** Edge by cell, −1 where there is none; null where the map is used. A cell is from × width + to. */
  readonly matrix: Int32Array | null;
  readonly #map = new Map<number, number>();

  constructor(labels: number) {
    this.width = labels + 2;
    this.matrix = this.width * this.width <= MATRIX_CELLS ? new Int32Array(this.width * this.width).fill(-1) : null;
  }

  /** The edge's number, −1 if there is none. */
  find(cell: number): number {
    return this.matrix === null ? (this.#map.get(cell) ?? -1) : this.matrix[cell]!;
  }

  /** A new edge; the columns may be other arrays afterwards. */
  add(cell: number): number {
    const edge = this.size++;
    if (edge === this.from.length) this.#grow();
    if (this.matrix === null) this.#map.set(cell, edge);
    else this.matrix[cell] = edge;
    this.from[edge] = Math.floor(cell / this.width);
    this.to[edge] = cell % this.width;
    return edge;
  }

  /** Another occurrence in this journey of this customer. */
  occurred(edge: number, ordinal: number, customer: number): void {
    this.count[edge]!++;
    if (this.lastJourney[edge] === ordinal) return;
    this.lastJourney[edge] = ordinal;
    this.journeys[edge]!++;
    // Journeys of a customer are neighbours, so a change of customer is a new one.
    if (this.lastCustomer[edge] === customer + 1) return;
    this.lastCustomer[edge] = customer + 1;
    this.customers[edge]!++;
  }

  #grow(): void {
    const length = this.from.length * 2;
    for (const column of ["from", "to", "count", "journeys", "customers", "endings", "lastJourney"] as const) {
      const next = new Uint32Array(length);
      next.set(this[column]);
      this[column] = next;
    }
    const next = new Float64Array(length);
    next.set(this.lastCustomer);
    this.lastCustomer = next;
  }
}

export class TransitionScan {
  readonly edges: Edges;
  readonly walk: Walk;
  /** 1 + label by code as the walk gives codes. */
  readonly codes: Uint16Array;
  journeys = 0;
  customers = 0;
  counted = 0;
  open = 0;
  readonly #plan: TransitionPlan;

  constructor(plan: TransitionPlan) {
    this.#plan = plan;
    this.edges = new Edges(plan.labels);
    this.walk = new Walk(plan.projection.dictionary.touchpoints.length, plan.hide, []);
    this.codes = this.walk.table(plan.labelOfTouchpoint.map((label) => label + 1));
  }

  visit(range: JourneyRange): void {
    const { projection, test, collapse } = this.#plan;
    const { segment, live } = projection.segments[range.segment]!;
    const { offsets, customer, at } = segment;
    const { walk, codes: codeOf, edges } = this;
    const { width, matrix } = edges;
    const newest = projection.newest!;
    let lastCustomer = -1;
    for (let j = range.from; j < range.to; j++) {
      if (live !== null && live[j] === 0) continue;
      if (test !== null && !test(range.segment, j)) continue;
      this.journeys++;
      const number = customer[j]!;
      if (number !== lastCustomer) {
        lastCustomer = number;
        this.customers++;
      }
      walk.enter(segment, j);
      const { codes, begin, end } = walk;
      if (begin === end) continue;
      const ordinal = ++this.counted;
      if (at[offsets[j + 1]! - 1]! + projection.journeyGap > newest) this.open++;
      let before = START_CODE;
      let edge = -1;
      for (let i = begin; i < end; i++) {
        const code = codeOf[codes[i]!]!;
        if (collapse && code === before) continue;
        const cell = before * width + code;
        edge = matrix === null ? edges.find(cell) : matrix[cell]!;
        if (edge < 0) edge = edges.add(cell);
        edges.occurred(edge, ordinal, number);
        before = code;
      }
      edges.endings[edge]!++;
      const last = before * width + width - 1;
      edge = edges.find(last);
      edges.occurred(edge < 0 ? edges.add(last) : edge, ordinal, number);
    }
  }
}

/** What only the shown edges need, by row. Waits of row r are waits[begins[r]] … waits[ends[r] − 1]. */
export interface ShownEdges {
  /** Row by edge, −1 where it is not shown. */
  readonly rowOf: Int32Array;
  readonly waits: Float64Array;
  readonly begins: Float64Array;
  readonly ends: Float64Array;
  readonly examples: readonly Examples[];
  /** `oldest` of the examples of each row, where it is looked up quickly. */
  readonly oldest: Float64Array;
  /** Journeys on a shown edge, and journeys that are counted but on none. */
  on: number;
  off: number;
}

export function shownEdges({ size, count, from, to, width }: Edges, shown: readonly number[]): ShownEdges {
  const rowOf = new Int32Array(size).fill(-1);
  const begins = new Float64Array(shown.length);
  let length = 0;
  shown.forEach((edge, row) => {
    rowOf[edge] = row;
    begins[row] = length;
    if (from[edge] !== START_CODE && to[edge] !== width - 1) length += count[edge]!;
  });
  const examples = shown.map(() => new Examples());
  const oldest = new Float64Array(shown.length).fill(Number.NEGATIVE_INFINITY);
  return { rowOf, waits: new Float64Array(length), begins, ends: begins.slice(), examples, oldest, on: 0, off: 0 };
}

/** The second pass over one range. */
export function gatherEdges(
  { projection, test, collapse }: TransitionPlan,
  found: TransitionScan,
  range: JourneyRange,
  shown: ShownEdges,
): void {
  const { segment, live } = projection.segments[range.segment]!;
  const { at, offsets } = segment;
  const { walk, codes: codeOf, edges } = found;
  const { width, matrix } = edges;
  const { rowOf, waits, ends, examples, oldest } = shown;
  const lastJourney = new Int32Array(examples.length).fill(-1);
  for (let j = range.from; j < range.to; j++) {
    if (live !== null && live[j] === 0) continue;
    if (test !== null && !test(range.segment, j)) continue;
    walk.enter(segment, j);
    const { codes, times, begin, end } = walk;
    if (begin === end) continue;
    const start = at[offsets[j]!]!;
    let before = START_CODE;
    let any = false;
    for (let i = begin; i <= end; i++) {
      const code = i === end ? width - 1 : codeOf[codes[i]!]!;
      if (collapse && code === before) continue;
      const cell = before * width + code;
      const row = rowOf[matrix === null ? edges.find(cell) : matrix[cell]!]!;
      if (row >= 0) {
        any = true;
        if (before !== START_CODE && i < end) waits[ends[row]!++] = times[i]! - times[i - 1]!;
        if (lastJourney[row] !== j) {
          lastJourney[row] = j;
          if (start >= oldest[row]!) {
            examples[row]!.add(segment, j);
            oldest[row] = examples[row]!.oldest;
          }
        }
      }
      before = code;
    }
    if (any) shown.on++;
    else shown.off++;
  }
}
