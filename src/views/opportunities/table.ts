// The table of opportunities: a row per finding, then a row per note.
import { format } from "../format.js";
import type { TableData } from "../view.js";
import { type Answer, countOpening, markOf, ofOpening, testedText } from "./finding.js";
import { STRATEGIES } from "./strategies.js";

export function table({ opportunities, totals, notes }: Answer): TableData {
  const { otherOpportunities } = totals;
  return {
    caption: `${testedText(totals)}, ranked by customers affected × difference. Notes follow without a rank.`,
    columns: [
      { key: "sentence", name: "Finding", unit: null, kind: "text" },
      { key: "strategy", name: "Strategy", unit: null, kind: "text" },
      { key: "rank", name: "Rank", unit: null, kind: "count" },
      { key: "customers", name: "Affected", unit: "customers", kind: "count" },
      { key: "rate", name: "It went wrong", unit: "of the cases", kind: "rate" },
      { key: "of", name: "Cases", unit: null, kind: "count" },
      { key: "baseline", name: "Elsewhere", unit: "share", kind: "rate" },
      { key: "effect", name: "Difference", unit: "from −1 to 1", kind: "number" },
      { key: "low", name: "Low", unit: "95 % interval", kind: "number" },
      { key: "high", name: "High", unit: "95 % interval", kind: "number" },
      { key: "pValue", name: "p-value", unit: null, kind: "number" },
      { key: "impact", name: "Impact", unit: "customers × difference", kind: "number" },
      { key: "key", name: "Place", unit: "key", kind: "text" },
    ],
    rows: [
      ...opportunities.map((finding, i) => ({
        key: markOf(finding),
        values: {
          sentence: finding.sentence,
          strategy: STRATEGIES[finding.strategy].name,
          rank: i + 1,
          customers: finding.customers,
          rate: finding.rate,
          of: finding.of,
          baseline: finding.baseline,
          effect: finding.effect,
          low: finding.interval.low,
          high: finding.interval.high,
          pValue: finding.pValue,
          impact: finding.impact,
          key: finding.key,
        },
        parts: { rate: { count: finding.count, of: finding.of } },
        opens: { rate: countOpening(finding), of: ofOpening(finding) },
      })),
      ...notes.map(({ strategy, sentence }, i) => ({
        key: `note/${i}`,
        values: { sentence: `Note: ${sentence}`, strategy: STRATEGIES[strategy].name },
        isOther: true,
      })),
      ...(otherOpportunities > 0
        ? [
            {
              key: "beyond",
              values: {
                sentence: `${format.plural(otherOpportunities, "finding")} beyond the first ${opportunities.length}`,
              },
              isOther: true,
            },
          ]
        : []),
    ],
  };
}
