// The scan of transitions: pairs of neighbouring labels of each journey, START before the first and END after the last.
// Codes here are 0 for START, 1 + label code, and count + 1 for END, so that their order is that of the rows.
//
// An edge's number is found in a matrix while that has at most 4 million cells, else in a map. One pass.
import type { Projection } from "../projection/projection.js";
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
  readonly #matrix: Int32Array | null;
  readonly #map = new Map<number, number>();

  constructor(labels: number) {
    this.width = labels + 2;
    this.#matrix = this.width * this.width <= MATRIX_CELLS ? new Int32Array(this.width * this.width).fill(-1) : null;
  }

  /** The edge's number; it comes into being where there is none. */
  edge(from: number, to: number): number {
    const cell = from * this.width + to;
    const known = this.#matrix === null ? (this.#map.get(cell) ?? -1) : this.#matrix[cell]!;
    if (known >= 0) return known;
    const edge = this.size++;
    if (edge === this.from.length) this.#grow();
    if (this.#matrix === null) this.#map.set(cell, edge);
    else this.#matrix[cell] = edge;
    this.from[edge] = from;
    this.to[edge] = to;
    return edge;
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
    const end = edges.width - 1;
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
      if (walk.begin === walk.end) continue;
      const ordinal = ++this.counted;
      if (at[offsets[j + 1]! - 1]! + projection.journeyGap > newest) this.open++;
      const { codes } = walk;
      let before = START_CODE;
      let edge = -1;
      for (let i = walk.begin; i < walk.end; i++) {
        const code = codeOf[codes[i]!]!;
        if (collapse && code === before) continue;
        edge = edges.edge(before, code);
        this.#count(edge, ordinal, number);
        before = code;
      }
      edges.endings[edge]!++;
      this.#count(edges.edge(before, end), ordinal, number);
    }
  }

  #count(edge: number, ordinal: number, customer: number): void {
    const { edges } = this;
    edges.count[edge]!++;
    if (edges.lastJourney[edge] === ordinal) return;
    edges.lastJourney[edge] = ordinal;
    edges.journeys[edge]!++;
    // Journeys of a customer are neighbours, so a change of customer is a new one.
    if (edges.lastCustomer[edge] === customer + 1) return;
    edges.lastCustomer[edge] = customer + 1;
    edges.customers[edge]!++;
  }
}
