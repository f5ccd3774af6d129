// From the log of handoffs to counts per pair, and per pair and customer. Distinct journeys and customers are counted by
// remembering the last one met, since a customer's journeys are neighbours. Cost: linear in the handoffs.
import type { Projection } from "../projection/projection.js";
import { EARLIER_SPAN, type HandoffLog, SETTLED } from "./handoffLog.js";
import { HANDOFF_REASONS } from "./results.js";

export interface PairCounts {
  readonly pairs: number;
  /** By pair; those of the earlier span are in none of them. */
  readonly count: Uint32Array;
  readonly observed: Uint32Array;
  readonly journeys: Uint32Array;
  readonly customers: Uint32Array;
  readonly settled: Uint32Array;
  readonly failed: Uint32Array;
  readonly failedJourneys: Uint32Array;
  readonly failedCustomers: Uint32Array;
  /** Settled handoffs by pair · 6 + reason. */
  readonly reasons: Uint32Array;
  readonly byCustomer: CustomerCounts;
}

/** Settled handoffs of one customer on one pair, customer by customer. */
export interface CustomerCounts {
  customers: number;
  /** Rows of customer c: firsts[c] … firsts[c + 1] − 1. */
  readonly firsts: Uint32Array;
  readonly pair: Uint32Array;
  readonly settled: Uint32Array;
  readonly failed: Uint32Array;
  /** The same in the earlier span. */
  readonly earlierSettled: Uint32Array;
  readonly earlierFailed: Uint32Array;
}

const NONE = 0xffff_ffff;

/** `failure`: bits of the reasons that make a settled handoff failed. */
export function countHandoffs(projection: Projection, log: HandoffLog, failure: number): PairCounts {
  const pairs = log.pairs.size;
  const column = (): Uint32Array => new Uint32Array(pairs);
  const count = column();
  const observed = column();
  const journeys = column();
  const customers = column();
  const settled = column();
  const failed = column();
  const failedJourneys = column();
  const failedCustomers = column();
  const reasons = new Uint32Array(pairs * HANDOFF_REASONS.length);
  const unmet = (): Uint32Array => column().fill(NONE);
  const lastJourney = unmet();
  const lastFailedJourney = unmet();
  const lastCustomer = unmet();
  const lastFailedCustomer = unmet();
  // The row of the pair and of the customer at hand, if it has one: at least the customer's first.
  const rowOf = column();

  const firsts = new Uint32Array(log.journeys + 1);
  const pairOf = new Uint32Array(log.handoffs);
  const n = new Uint32Array(log.handoffs);
  const f = new Uint32Array(log.handoffs);
  const m = new Uint32Array(log.handoffs);
  const g = new Uint32Array(log.handoffs);
  let rows = 0;
  let customer = -1;
  let number = -1;
  for (let j = 0; j < log.journeys; j++) {
    const whose = projection.segments[log.segment[j]!]!.segment.customer[log.journey[j]!]!;
    if (whose !== number) {
      number = whose;
      firsts[++customer] = rows;
    }
    for (let h = log.firsts[j]!; h < log.firsts[j + 1]!; h++) {
      const pair = log.pair[h]!;
      const verdict = log.verdict[h]!;
      const earlier = (verdict & EARLIER_SPAN) !== 0;
      if (!earlier) {
        count[pair]!++;
        if (!Number.isNaN(log.wait[h]!)) observed[pair]!++;
        if (lastJourney[pair] !== j) {
          lastJourney[pair] = j;
          journeys[pair]!++;
        }
        if (lastCustomer[pair] !== customer) {
          lastCustomer[pair] = customer;
          customers[pair]!++;
        }
      }
      if ((verdict & SETTLED) === 0) continue;
      let row = rowOf[pair]!;
      if (row < firsts[customer]! || row >= rows || pairOf[row] !== pair) {
        row = rows++;
        rowOf[pair] = row;
        pairOf[row] = pair;
      }
      const fails = (verdict & failure) !== 0;
      if (earlier) {
        m[row]!++;
        if (fails) g[row]!++;
        continue;
      }
      settled[pair]!++;
      n[row]!++;
      for (let bits = verdict & (SETTLED - 1), r = pair * HANDOFF_REASONS.length; bits !== 0; bits >>= 1, r++)
        if ((bits & 1) !== 0) reasons[r]!++;
      if (!fails) continue;
      failed[pair]!++;
      f[row]!++;
      if (lastFailedJourney[pair] !== j) {
        lastFailedJourney[pair] = j;
        failedJourneys[pair]!++;
      }
      if (lastFailedCustomer[pair] !== customer) {
        lastFailedCustomer[pair] = customer;
        failedCustomers[pair]!++;
      }
    }
  }
  firsts[customer + 1] = rows;
  const byCustomer = {
    customers: customer + 1,
    firsts,
    pair: pairOf,
    settled: n,
    failed: f,
    earlierSettled: m,
    earlierFailed: g,
  };
  return {
    pairs,
    count,
    observed,
    journeys,
    customers,
    settled,
    failed,
    failedJourneys,
    failedCustomers,
    reasons,
    byCustomer,
  };
}
