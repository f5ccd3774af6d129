// The table of handoffs: every pair of the answer, with all its numbers.
import { format } from "../format.js";
import type { Column, TableData, TableRow } from "../view.js";
import {
  type Answer,
  failuresOpening,
  handoffsBeyond,
  handoffsOpening,
  markOf,
  type Pair,
  pairsBeyond,
  pendingOpening,
  REASONS,
  verdictOf,
} from "./pair.js";

const REASON_KEYS = Object.keys(REASONS) as (keyof typeof REASONS)[];

const COLUMNS: readonly Column[] = [
  { key: "from", name: "From", unit: null, kind: "text" },
  { key: "to", name: "To", unit: null, kind: "text" },
  { key: "verdict", name: "Verdict", unit: null, kind: "text" },
  { key: "failRate", name: "Fail rate", unit: "of settled", kind: "rate" },
  { key: "low", name: "From", unit: "95 % interval", kind: "rate" },
  { key: "high", name: "To", unit: "95 % interval", kind: "rate" },
  { key: "baseline", name: "Baseline", unit: null, kind: "rate" },
  { key: "excessFailures", name: "Excess failures", unit: null, kind: "number" },
  { key: "failed", name: "Failed", unit: "handoffs", kind: "count" },
  { key: "failedJourneys", name: "Failed", unit: "journeys", kind: "count" },
  { key: "failedCustomers", name: "Failed", unit: "customers", kind: "count" },
  { key: "count", name: "All", unit: "handoffs", kind: "count" },
  { key: "journeys", name: "All", unit: "journeys", kind: "count" },
  { key: "customers", name: "All", unit: "customers", kind: "count" },
  { key: "pending", name: "Pending", unit: "handoffs", kind: "count" },
  { key: "pValue", name: "p-value", unit: null, kind: "number" },
  ...REASON_KEYS.map((reason): Column => {
    return { key: reason, name: REASONS[reason].name, unit: "handoffs", kind: "count" };
  }),
  { key: "median", name: "Wait, median", unit: null, kind: "duration" },
  { key: "p90", name: "Wait, p90", unit: null, kind: "duration" },
];

export function table(answer: Answer): TableData {
  const beyond = handoffsBeyond(answer);
  const more = pairsBeyond(answer);
  const shown = format.count(answer.handoffs.length);
  const rows = answer.handoffs.map(rowOf);
  if (beyond !== null && beyond > 0)
    rows.push({
      key: "beyond",
      values: { from: `${format.plural(more ?? 0, "pair")} beyond the first ${shown}`, count: beyond },
      isOther: true,
    });
  return {
    caption: `Handoffs by excess failures: ${more === 0 ? format.plural(answer.handoffs.length, "pair") : more === null ? `the first ${shown} pairs` : `the first ${shown} of ${format.plural(answer.totals.pairs, "pair")}`}`,
    columns: COLUMNS,
    rows,
  };
}

function rowOf(pair: Pair): TableRow {
  return {
    key: markOf(pair),
    values: {
      from: pair.from.label,
      to: pair.to.label,
      verdict: verdictOf(pair),
      count: pair.count,
      journeys: pair.journeys,
      customers: pair.customers,
      pending: pair.pending,
      failed: pair.failed,
      failedJourneys: pair.failedJourneys,
      failedCustomers: pair.failedCustomers,
      failRate: pair.failRate,
      low: pair.failRateInterval?.low ?? null,
      high: pair.failRateInterval?.high ?? null,
      baseline: pair.baseline,
      excessFailures: pair.excessFailures,
      pValue: pair.pValue,
      ...Object.fromEntries(pair.reasons.map(({ reason, count }) => [reason, count])),
      median: pair.wait.median,
      p90: pair.wait.p90,
    },
    parts: { failRate: { count: pair.failed, of: pair.settled } },
    opens: {
      count: handoffsOpening(pair),
      journeys: handoffsOpening(pair),
      pending: pendingOpening(pair),
      failed: failuresOpening(pair),
      failedJourneys: failuresOpening(pair),
    },
  };
}
