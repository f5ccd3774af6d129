// Computes how a change of a customer's journeys changes the counts that the graph keeps: the counts of TRANSITIONS_TO
// edges, of touchpoints, and of origins. An origin says how one source writes one touchpoint (docs/graph.md). The sums
// are exact because each change subtracts the old journeys and adds the new ones.
import type { Answer } from "../../model/feedback.js";
import type { Interaction } from "../../model/interaction.js";
import type { Journey } from "../../model/journey.js";

export interface EdgeDelta {
  readonly from: string;
  readonly to: string;
  count: number;
  journeys: number;
  totalWait: number;
}

export interface TouchpointDelta {
  visits: number;
  starts: number;
  ends: number;
}

/**
 * The change of an edge. `lastJourney` is the ordinal of the journey in which the edge was counted last, so that a
 * journey that uses the edge twice counts once.
 */
interface CountedEdge extends EdgeDelta {
  lastJourney: number;
}

export class CountDeltas {
  /** The changes of edges. The keys are the first touchpoint of the edge and, in the inner map, the second. */
  readonly #edges = new Map<string, Map<string, CountedEdge>>();
  readonly touchpoints = new Map<string, TouchpointDelta>();
  /** Says for the id of each origin how much its count of interactions and answers changes. */
  readonly origins = new Map<number, number>();
  journeys = 0;
  interactions = 0;
  answers = 0;
  /** How many journeys have been counted so far. This is also the ordinal of the current journey (`CountedEdge`). */
  #counted = 0;

  /** Counts journeys. `sign` is 1 for added journeys, −1 for removed ones. */
  add(journeys: readonly Journey[], sign: 1 | -1): void {
    this.journeys += sign * journeys.length;
    for (const { interactions } of journeys) {
      this.interactions += sign * interactions.length;
      const journey = ++this.#counted;
      let before: string | null = null;
      let beforeAt = 0;
      for (const { touchpoint, at, origins } of interactions) {
        this.#touchpoint(touchpoint).visits += sign;
        for (const origin of origins) this.origins.set(origin, (this.origins.get(origin) ?? 0) + sign);
        if (before !== null) {
          const edge = this.#edge(before, touchpoint);
          edge.count += sign;
          edge.totalWait += sign * (at - beforeAt);
          if (edge.lastJourney !== journey) {
            edge.lastJourney = journey;
            edge.journeys += sign;
          }
        }
        before = touchpoint;
        beforeAt = at;
      }
      this.#touchpoint(interactions[0]!.touchpoint).starts += sign;
      this.#touchpoint(interactions[interactions.length - 1]!.touchpoint).ends += sign;
    }
  }

  // The next three methods add sums over many journeys, which the caller has computed.

  addEdge(from: string, to: string, count: number, journeys: number, totalWait: number): void {
    const edge = this.#edge(from, to);
    edge.count += count;
    edge.journeys += journeys;
    edge.totalWait += totalWait;
  }

  addTouchpoint(key: string, visits: number, starts: number, ends: number): void {
    const delta = this.#touchpoint(key);
    delta.visits += visits;
    delta.starts += starts;
    delta.ends += ends;
  }

  addOrigin(origin: number, interactions: number): void {
    this.origins.set(origin, (this.origins.get(origin) ?? 0) + interactions);
  }

  /** Hidden interactions (defined in people.ts) belong to no journey, so they change only the counts of origins. */
  addHidden(hidden: readonly Interaction[], sign: 1 | -1): void {
    for (const { origins } of hidden)
      for (const origin of origins) this.origins.set(origin, (this.origins.get(origin) ?? 0) + sign);
  }

  addAnswers(answers: readonly Answer[], sign: 1 | -1): void {
    this.answers += sign * answers.length;
    for (const { origins } of answers)
      for (const origin of origins) this.origins.set(origin, (this.origins.get(origin) ?? 0) + sign);
  }

  /** The edges whose numbers have changed. */
  *changedEdges(): Iterable<EdgeDelta> {
    for (const row of this.#edges.values())
      for (const { from, to, count, journeys, totalWait } of row.values())
        if (count !== 0 || journeys !== 0 || totalWait !== 0) yield { from, to, count, journeys, totalWait };
  }

  #edge(from: string, to: string): CountedEdge {
    let row = this.#edges.get(from);
    if (row === undefined) {
      row = new Map();
      this.#edges.set(from, row);
    }
    let edge = row.get(to);
    if (edge === undefined) {
      edge = { from, to, count: 0, journeys: 0, totalWait: 0, lastJourney: 0 };
      row.set(to, edge);
    }
    return edge;
  }

  #touchpoint(key: string): TouchpointDelta {
    let delta = this.touchpoints.get(key);
    if (delta === undefined) {
      delta = { visits: 0, starts: 0, ends: 0 };
      this.touchpoints.set(key, delta);
    }
    return delta;
  }
}
