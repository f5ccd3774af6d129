// Finds out why no journey passes a filter: divides it into its conditions, and makes two filters for each, one with
// this condition alone and one with all others. A journey must satisfy all conditions. If none does, either no journey
// satisfies a certain condition, or some conditions exclude each other.
import type { JourneyFilter } from "../../client/client.js";
import { withField } from "./state.js";

export interface SingleCondition {
  /** Identifies the condition within the filter. */
  readonly id: string;
  /** The condition alone. */
  readonly alone: JourneyFilter;
  /** The filter without the condition. */
  readonly without: JourneyFilter;
}

/** Fields that together are one condition: the period. */
const PERIOD = ["startedFrom", "startedBefore", "startedWithin"] as const;

/** Fields whose entries must all hold, so that each entry is a condition. */
const LISTS = ["touches", "avoids", "attributes"] as const;

export function conditionsOf(filter: JourneyFilter): readonly SingleCondition[] {
  const conditions: SingleCondition[] = [];
  const period = pick(filter, PERIOD);
  if (Object.keys(period).length > 0)
    conditions.push({
      id: "period",
      alone: period,
      without: PERIOD.reduce((rest, f) => withField(rest, f, undefined), filter),
    });
  for (const [field, value] of Object.entries(filter) as [keyof JourneyFilter, unknown][]) {
    if (value == null || (PERIOD as readonly string[]).includes(field)) continue;
    if (!(LISTS as readonly string[]).includes(field)) {
      conditions.push({ id: field, alone: { [field]: value }, without: withField(filter, field, undefined) });
      continue;
    }
    const entries = value as readonly unknown[];
    for (const [i, entry] of entries.entries()) {
      const others = entries.filter((_, at) => at !== i);
      conditions.push({
        id: `${field}/${i}`,
        alone: { [field]: [entry] },
        without: withField(filter, field, others.length === 0 ? undefined : others),
      });
    }
  }
  return conditions;
}

function pick(filter: JourneyFilter, fields: readonly (keyof JourneyFilter)[]): JourneyFilter {
  return Object.fromEntries(fields.flatMap((field) => (filter[field] == null ? [] : [[field, filter[field]]])));
}
