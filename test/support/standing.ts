// What stands in a projection, in an order and with names that do not depend on how it was built.
import { journeyKeyOf } from "../../src/projection/journeys.js";
import type { Projection } from "../../src/projection/projection.js";
import { SPARSE_COLUMNS } from "../../src/projection/segmentBuilder.js";

export function standingOf(projection: Projection) {
  const { dictionary } = projection;
  const journeys: { key: string; customer: unknown; steps: unknown[] }[] = [];
  for (const { segment, live } of projection.segments)
    for (let j = 0; j < segment.journeys; j++) {
      if (live !== null && live[j] === 0) continue;
      const number = segment.customer[j]!;
      const attributes: Record<string, string> = {};
      for (const [key, { values, codes }] of projection.customers.attributes) {
        const code = codes[number] ?? 0;
        if (code > 0) attributes[key] = values[code - 1]!;
      }
      const cases = new Map<number, number>();
      const steps = [];
      for (let i = segment.offsets[j]!; i < segment.offsets[j + 1]!; i++) {
        const known: Record<string, unknown> = {};
        for (const name of SPARSE_COLUMNS) {
          const value = segment.columns[name]?.[i];
          if (value === undefined || value === 0 || Number.isNaN(value)) continue;
          if (name === "intendedChannel") known[name] = dictionary.channels[value - 1];
          else if (name === "caseId") {
            // Numbers of cases only tell same from other.
            if (!cases.has(value)) cases.set(value, cases.size + 1);
            known[name] = cases.get(value);
          } else known[name] = value;
        }
        steps.push([dictionary.touchpoints[segment.touchpoint[i]!], segment.at[i], known]);
      }
      journeys.push({ key: journeyKeyOf(segment, j), customer: attributes, steps });
    }
  const { newest, journeys: count, interactions, customersWithJourneys, journeyGap, catalogue } = projection;
  return {
    journeys: journeys.sort((a, b) => (a.key < b.key ? -1 : 1)),
    counts: { newest, count, interactions, customersWithJourneys, journeyGap },
    catalogue: { ...catalogue, version: 0 },
  };
}
