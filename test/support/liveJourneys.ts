// Returns the live journeys of a projection in a form in which two projections can be compared: the order and the names
// do not depend on how the projection was built.

import { journeyKeyOf } from "../../src/projection/journeys.js";
import type { Projection } from "../../src/projection/projection.js";
import { amountAt, SPARSE_COLUMNS } from "../../src/projection/sparse.js";

export function liveJourneysOf(projection: Projection) {
  const { dictionary } = projection;
  const journeys: { key: string; customer: unknown; steps: unknown[] }[] = [];
  for (const { block, live } of projection.blocks)
    for (let j = 0; j < block.journeys; j++) {
      if (live !== null && live[j] === 0) continue;
      const number = block.customer[j]!;
      const attributes: Record<string, string> = {};
      for (const [key, { values, codes }] of projection.customers.attributes) {
        const code = codes[number] ?? 0;
        if (code > 0) attributes[key] = values[code - 1]!;
      }
      const cases = new Map<number, number>();
      const steps = [];
      for (let i = block.offsets[j]!; i < block.offsets[j + 1]!; i++) {
        const known: Record<string, unknown> = {};
        for (const name of SPARSE_COLUMNS) {
          const value =
            name === "value" || name === "cost" ? amountAt(block.columns[name], i) : block.columns[name]?.[i];
          if (value === undefined || value === 0 || Number.isNaN(value)) continue;
          if (name === "intendedChannel") known[name] = dictionary.channels[value - 1];
          else if (name === "caseId") {
            // Cases are numbered in order of appearance, because their numbers only show which cases are equal.
            if (!cases.has(value)) cases.set(value, cases.size + 1);
            known[name] = cases.get(value);
          } else known[name] = value;
        }
        steps.push([dictionary.touchpoints[block.touchpoint[i]!], block.start[j]! + block.elapsed[i]!, known]);
      }
      journeys.push({ key: journeyKeyOf(block, j), customer: attributes, steps });
    }
  const { newest, journeys: count, interactions, customersWithJourneys, journeyGap, catalogue } = projection;
  return {
    journeys: journeys.sort((a, b) => (a.key < b.key ? -1 : 1)),
    counts: { newest, count, interactions, customersWithJourneys, journeyGap },
    catalogue: { ...catalogue, version: 0 },
  };
}
