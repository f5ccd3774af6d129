// The first scan of commonRoutes: finds the match of each journey (its start and its target), and counts its route (the
// labels between them). It also records a hit, with which the second scan finds the journey again (hits.ts).
//
// The start is the earliest interaction of `from` for which the next interaction of `to`, at a later position, comes
// within `within`. That interaction is the target. With the option LAST, the target is the same, and the start is the
// last interaction of `from` before the target. Without `from`, the route starts with the journey. Without `to`, it
// ends with the journey.
//
// The scan uses the indexes of the blocks to skip journeys without a start. Journeys without a target are counted
// without being read, 32 at a time if all of them are closed and mature. The cost is one read of each journey that has
// a start and a target.

import { LeasedBuffer } from "../../engine/bufferLease.js";
import { tableOf } from "../../engine/journeyView.js";
import { bitCount, differ, lowestBit } from "../../engine/kernels/bits.js";
import type { Codes } from "../../engine/kernels/paths.js";
import { recordOf } from "../../engine/parts.js";
import { bytesOf, emptied, emptyRoutes, type RouteColumns, RouteTable } from "../../engine/routeTable.js";
import { areClosed, type JourneyRange, type ScanTask } from "../../engine/scan.js";
import { Scope } from "../../engine/scope.js";
import { type Elapsed, sharedUint32 } from "../../projection/columns.js";
import { Hits, INITIAL_HIT_WORDS } from "./hits.js";
import {
  type CommonRoutesParams,
  type RouteCandidates,
  type RoutePlan,
  routeCandidates,
  routePlan,
  routeView,
} from "./plan.js";

const FROM = 1;
const TO = 2;
const EXCLUDE = 4;
const FIRST_VIA = 8;

export const ROUTE_COUNTS = [
  "matched",
  "completed",
  "counted",
  "pending",
  "open",
  "mature",
  "matureCompleted",
] as const;
export type RouteCounts = Record<(typeof ROUTE_COUNTS)[number], number>;

/**
 * Sets of journeys of one range, as bits, for comparisons, which count each customer separately. Bit 0 of the first
 * word is the journey whose number is that of the range's first journey, rounded down to a multiple of 32.
 */
export interface RouteMarks {
  /** Journeys that are matched and mature. */
  readonly mature: Uint32Array;
  /** Journeys that are matched, mature and completed. */
  readonly matureCompleted: Uint32Array;
}

/** The states of a matched journey. */
export const COMPLETED = 0;
export const DROPPED = 1;
export const PENDING = 2;

/**
 * Receives the path of each matched journey. The path has the interactions `first` to `end` − 1 of these columns,
 * without those later than `until` (in milliseconds since the start of the journey; may be infinite). `state` is
 * COMPLETED, DROPPED or PENDING.
 */
export type PathVisitor = (
  journey: number,
  state: number,
  codes: Codes,
  elapsed: Elapsed,
  first: number,
  end: number,
  until: number,
) => void;

interface RouteMemory {
  readonly routes: RouteColumns;
  readonly words: Uint32Array;
}

const buffers = new LeasedBuffer<RouteMemory>(({ routes, words }) => bytesOf(routes) + words.byteLength);

/**
 * Replaces the memory that this thread leases by memory with the size of the merged table, so that it need not grow
 * again for the next question.
 */
export function keepLarger(parts: readonly CountedRoutes[], merged: RouteTable): void {
  for (const { lease } of parts) buffers.replace(lease, (memory) => ({ ...memory, routes: merged.columns() }));
}

function takeMemory(): RouteMemory {
  const memory = buffers.take();
  return memory === null ? newMemory() : { ...memory, routes: emptied(memory.routes) };
}

function newMemory(): RouteMemory {
  return { routes: emptyRoutes(), words: sharedUint32(INITIAL_HIT_WORDS) };
}

export const countRoutes = {
  name: "commonRoutes.count",
  begin: (projection, params) => new RouteCounter(routePlan(projection, params)),
} satisfies ScanTask<CommonRoutesParams, unknown>;

export type CountedRoutes = ReturnType<RouteCounter["finish"]>;

export class RouteCounter {
  readonly #plan: RoutePlan;
  readonly #view: ReturnType<typeof routeView>;
  readonly #table: Uint32Array;
  readonly #scope: Scope;
  readonly #candidates: RouteCandidates;
  readonly #routes: RouteTable;
  readonly #hits: Hits;
  readonly #marks: RouteMarks | null;
  readonly #paths: PathVisitor | null;
  readonly #counts: RouteCounts = recordOf(ROUTE_COUNTS, () => 0);

  /**
   * A counter with `marks` may visit only one range. A counter with `paths` passes paths to the visitor instead of
   * counting routes, and its `finish` must not be called.
   */
  constructor(plan: RoutePlan, marks: RouteMarks | null = null, paths: PathVisitor | null = null) {
    const { from, to, exclude, via, projection } = plan;
    const { routes, words } = paths === null ? takeMemory() : newMemory();
    this.#plan = plan;
    this.#marks = marks;
    this.#paths = paths;
    this.#routes = new RouteTable(routes);
    this.#hits = new Hits(words);
    this.#view = routeView(plan);
    this.#scope = new Scope(projection, plan.filter);
    this.#candidates = routeCandidates(plan);
    this.#table = tableOf(
      [[from, FROM], [to, TO], [exclude, EXCLUDE], ...via.map((selector, i) => [selector, FIRST_VIA << i] as const)],
      projection.dictionary.touchpoints.length,
    );
  }

  visit(range: JourneyRange): void {
    const { projection, from, to, exclude, via, within, last, collapse, minSteps, maxSteps } = this.#plan;
    const { block } = projection.blocks[range.block]!;
    const { offsets, start: startOf, elapsed: ofBlock } = block;
    const { view, labelOf } = this.#view;
    const isPlain = view.isPlain(block);
    const scope = this.#scope;
    const starts = this.#candidates.starts(range.block);
    const targets = this.#candidates.targets(range.block).words;
    const counts = this.#counts;
    const routes = this.#routes;
    const hits = this.#hits;
    const table = this.#table;
    const marks = this.#marks;
    const paths = this.#paths;
    const newest = projection.newest!;
    const longest = Math.max(projection.journeyGap, within ?? 0);
    const viaBits = via.reduce((bits, _, i) => bits | (FIRST_VIA << i), 0);
    const looksBetween = exclude !== null || viaBits !== 0;
    // 1 if equal neighbouring labels are kept; 0 if they are collapsed into one label.
    const repeats = collapse ? 0 : 1;
    // Whether the match leads from the first start to the first target after it, so that the labels can be written
    // during the search for the target.
    const direct = paths === null && from !== null && to !== null && within === null && !last;
    hits.enter(range);
    scope.enter(range, starts.words);

    for (let w = scope.firstWord; w < scope.endWord; w++) {
      let bits = scope.words[w - scope.firstWord]!;
      if (bits === 0) continue;
      // If true, all 32 journeys are closed, and all of them that have a start are mature.
      const settled = areClosed(projection, block, w, longest);
      if (targets !== null && settled && starts.exact && paths === null) {
        const without = bits & ~targets[w]!;
        const journeys = bitCount(without);
        counts.matched += journeys;
        counts.mature += journeys;
        if (marks !== null) marks.mature[w - scope.firstWord]! |= without;
        bits &= targets[w]!;
      }
      for (; bits !== 0; bits &= bits - 1) {
        const j = (w << 5) + lowestBit(bits);
        let codes: Codes = block.touchpoint;
        let elapsed = ofBlock;
        let begin = offsets[j]!;
        let end = offsets[j + 1]!;
        if (!isPlain) {
          view.enter(block, j);
          ({ codes, elapsed, begin, end } = view);
          if (begin === end) continue;
        }

        // Finds the first start. Without `from`, its position is the one before the first interaction.
        let start = begin - 1;
        if (from !== null) {
          start = begin;
          while (start < end && (table[codes[start]!]! & FROM) === 0) start++;
          if (start === end) continue;
        }
        // Times matter only if there is a window, or if the journey may be open.
        const now = settled ? 0 : newest - startOf[j]!;
        let startTime = within === null ? 0 : elapsed[from === null ? begin : start]!;
        const open = !settled && ofBlock[offsets[j + 1]! - 1]! + projection.journeyGap > now;
        const mature = settled || within === null || startTime + within <= now;
        counts.matched++;
        if (open) counts.open++;
        if (mature) {
          counts.mature++;
          if (marks !== null) marks.mature[w - scope.firstWord]! |= bits & -bits;
        }

        // Finds the target. Without `to`, its position is the one after the last interaction.
        let target = end;
        let completed = to === null;
        let room = 0;
        let n = 0;
        if (direct) {
          const route = routes.roomFor(end - start);
          room = routes.at;
          let before = labelOf[codes[start]!]!;
          route[room] = before;
          n = room + 1;
          for (target = start + 1; target < end; target++) {
            const code = codes[target]!;
            const label = labelOf[code]!;
            route[n] = label;
            n += repeats | differ(label, before);
            before = label;
            if ((table[code]! & TO) !== 0) {
              completed = true;
              break;
            }
          }
        } else if (to !== null) {
          target = start + 1;
          for (;;) {
            while (target < end && (table[codes[target]!]! & TO) === 0) target++;
            if (target === end) break;
            if (within === null || elapsed[target]! - startTime <= within) {
              completed = true;
              break;
            }
            if (from === null) break;
            start++;
            while (start < end && (table[codes[start]!]! & FROM) === 0) start++;
            if (start === end) break;
            startTime = elapsed[start]!;
            if (target <= start) target = start + 1;
          }
        }
        if (!completed) {
          const pending = open && (within === null || this.#lastStart(codes, elapsed, begin, end) + within > now);
          if (pending) counts.pending++;
          if (paths !== null) {
            const first = this.#startOfLost(codes, begin, end);
            const until = within === null ? Number.POSITIVE_INFINITY : elapsed[first]! + within;
            paths(j, pending ? PENDING : DROPPED, codes, elapsed, first, end, until);
          }
          continue;
        }
        counts.completed++;
        if (mature) {
          counts.matureCompleted++;
          if (marks !== null) marks.matureCompleted[w - scope.firstWord]! |= bits & -bits;
        }
        if (last && from !== null) {
          start = target - 1;
          while ((table[codes[start]!]! & FROM) === 0) start--;
        }
        if (paths !== null) {
          const first = from === null ? begin : start;
          paths(j, COMPLETED, codes, elapsed, first, to === null ? end : target + 1, Number.POSITIVE_INFINITY);
          continue;
        }

        if (looksBetween) {
          let seen = 0;
          for (let i = start + 1; i < target; i++) seen |= table[codes[i]!]!;
          if ((seen & EXCLUDE) !== 0 || (seen & viaBits) !== viaBits) continue;
        }
        const first = from === null ? begin : start;
        const final = to === null ? end - 1 : target;
        if (!direct) {
          room = routes.at;
          n = this.#labels(codes, first, final, labelOf, repeats);
        }
        if (n - room < minSteps || n - room > maxSteps) continue;
        counts.counted++;
        hits.add(routes.count(n), j, first - begin, final - begin);
      }
    }
  }

  /** The counts so far. */
  get counts(): RouteCounts {
    return this.#counts;
  }

  finish() {
    this.#hits.renumber(this.#routes.settle());
    const routes = this.#routes.columns();
    return {
      inScope: this.#scope.met,
      counts: this.#counts,
      routes,
      hits: this.#hits.columns(),
      /** The lease of the memory of routes and hits. */
      lease: buffers.lease({ routes, words: this.#hits.memory }),
    };
  }

  /** Writes the labels from `first` to `last`. Returns the position after them. */
  #labels(codes: Codes, first: number, last: number, labelOf: Uint16Array, repeats: number): number {
    const route = this.#routes.roomFor(last - first + 1);
    let n = this.#routes.at;
    let before = -1;
    for (let i = first; i <= last; i++) {
      const label = labelOf[codes[i]!]!;
      route[n] = label;
      n += repeats | differ(label, before);
      before = label;
    }
    return n;
  }

  /** For a journey that has a start and is not completed, returns the position at which its path begins. */
  #startOfLost(codes: Codes, begin: number, end: number): number {
    if (this.#plan.from === null) return begin;
    const table = this.#table;
    if (this.#plan.last) {
      let i = end - 1;
      while ((table[codes[i]!]! & FROM) === 0) i--;
      return i;
    }
    let i = begin;
    while ((table[codes[i]!]! & FROM) === 0) i++;
    return i;
  }

  #lastStart(codes: Codes, elapsed: Elapsed, begin: number, end: number): number {
    if (this.#plan.from === null) return elapsed[begin]!;
    let i = end - 1;
    while ((this.#table[codes[i]!]! & FROM) === 0) i--;
    return elapsed[i]!;
  }
}
