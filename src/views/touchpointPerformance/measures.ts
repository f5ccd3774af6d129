// The measures by which touchpoints can be ranked. Each has a value, an interval, counts and the journeys behind it. If
// the question compares the times before and after a date, it also has a change.
import { format, NOTHING } from "../format.js";
import { type Opening, opening, type Parts } from "../view.js";
import type { MeasureKey, Row } from "./answer.js";

export type ChangeKey = keyof NonNullable<Row["change"]>;

export interface Measured {
  /** Durations are in ISO 8601; null if there is no value. */
  readonly value: number | string | null;
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** The data on which the value is based, such as "1,291 of 3,457 visits" or "12 answers". */
  readonly basis: string | null;
  /** The two counts of a rate. */
  readonly parts?: Parts;
  /** The count that opens journeys; null if the value does not count journeys. */
  readonly count: number | null;
  readonly opening: Opening | null;
}

export interface Measure {
  readonly name: string;
  readonly kind: "count" | "rate" | "number" | "duration";
  /** Writes a value, if its kind does not determine how it is written. */
  readonly text?: (value: number) => string;
  readonly of: (row: Row) => Measured;
  readonly change: ChangeKey | null;
}

type RateKey = "reach" | "conversion" | "failure" | "repeatContact" | "repeatPurchase" | "retention" | "dropOff";

const rate =
  (key: RateKey, unit: string): Measure["of"] =>
  (row) => {
    const { count, of, rate, interval, behindCount } = row[key];
    const basis = `${format.fraction(count, of)} ${unit}`;
    return {
      value: rate,
      interval,
      basis,
      parts: { count, of },
      count,
      opening:
        count === 0 ? null : opening(`${basis}: ${row.label.label}`, key === "reach" ? count : null, behindCount),
    };
  };

type CountKey = "visits" | "assistedConversions" | "entries" | "exits";
type CountBehind = "behindJourneys" | "behindAssisted" | "behindEntries" | "behindExits";

const count =
  (key: CountKey, behind: CountBehind, one: string, many?: string): Measure["of"] =>
  (row) => {
    const text = format.plural(row[key], one, many);
    const journeys = key === "visits" ? row.journeys : key === "assistedConversions" ? null : row[key];
    return {
      value: row[key],
      interval: null,
      basis: key === "visits" ? `in ${format.plural(row.journeys, "journey")}` : null,
      count: row[key],
      opening: row[key] === 0 ? null : opening(`${text}: ${row.label.label}`, journeys, row[behind]),
    };
  };

const number =
  (key: "engagement" | "cost" | "value", basis: (row: Row) => string | null): Measure["of"] =>
  (row) => ({ value: row[key], interval: null, basis: basis(row), count: null, opening: null });

const mean =
  (key: "responseTime" | "resolutionTime", one: string): Measure["of"] =>
  (row) => ({
    value: row[key].mean,
    interval: null,
    basis: format.plural(row[key].n, one),
    count: null,
    opening: null,
  });

const score =
  (key: "csat" | "nps" | "ces" | "emotion"): Measure["of"] =>
  (row) => {
    const { value, interval, answers, behind } = row.scores[key];
    const basis = format.plural(answers, "answer");
    return {
      value,
      interval,
      basis,
      count: answers,
      opening: answers === 0 ? null : opening(`${basis}: ${row.label.label}`, null, behind),
    };
  };

const none = () => null;

export const MEASURES: Readonly<Record<MeasureKey, Measure>> = {
  VISITS: { name: "Visits", kind: "count", of: count("visits", "behindJourneys", "visit"), change: null },
  REACH: { name: "Reach", kind: "rate", of: rate("reach", "journeys"), change: "reach" },
  CONVERSION: { name: "Conversion", kind: "rate", of: rate("conversion", "visits"), change: "conversion" },
  ASSISTED_CONVERSIONS: {
    name: "Assisted conversions",
    kind: "count",
    of: count("assistedConversions", "behindAssisted", "assisted conversion"),
    change: null,
  },
  ENTRIES: { name: "Entries", kind: "count", of: count("entries", "behindEntries", "entry", "entries"), change: null },
  EXITS: { name: "Exits", kind: "count", of: count("exits", "behindExits", "exit"), change: null },
  ENGAGEMENT: {
    name: "Engagement",
    kind: "number",
    of: number("engagement", () => "visits per customer"),
    change: null,
  },
  FAILURE: { name: "Failure", kind: "rate", of: rate("failure", "visits"), change: "failure" },
  RESPONSE_TIME: {
    name: "Response time",
    kind: "duration",
    of: mean("responseTime", "response"),
    change: "responseTime",
  },
  RESOLUTION_TIME: {
    name: "Resolution time",
    kind: "duration",
    of: mean("resolutionTime", "resolved case"),
    change: "resolutionTime",
  },
  REPEAT_CONTACT: { name: "Repeat contact", kind: "rate", of: rate("repeatContact", "cases"), change: "repeatContact" },
  REPEAT_PURCHASE: { name: "Repeat purchase", kind: "rate", of: rate("repeatPurchase", "customers"), change: null },
  RETENTION: { name: "Retention", kind: "rate", of: rate("retention", "months"), change: null },
  COST: { name: "Cost", kind: "number", of: number("cost", none), change: null },
  VALUE: { name: "Value", kind: "number", of: number("value", none), change: null },
  CSAT: { name: "Satisfaction (CSAT)", kind: "rate", of: score("csat"), change: "csat" },
  NPS: { name: "Recommendation (NPS)", kind: "number", text: format.nps, of: score("nps"), change: "nps" },
  CES: { name: "Ease (CES)", kind: "number", of: score("ces"), change: "ces" },
  EMOTION: { name: "Emotion", kind: "number", text: format.signed, of: score("emotion"), change: "emotion" },
};

export const MEASURE_KEYS = Object.keys(MEASURES) as readonly MeasureKey[];

/** The journeys that end here without the goal. Touchpoints cannot be ranked by this measure. */
export const DROP_OFF: Measure = { name: "Drop-off", kind: "rate", of: rate("dropOff", "journeys"), change: "dropOff" };

export function valueText({ kind, text }: Measure, { value }: Pick<Measured, "value">): string {
  if (value === null) return NOTHING;
  if (text !== undefined) return text(Number(value));
  if (kind === "duration") return format.duration(value);
  if (kind === "rate") return format.percent(Number(value));
  return kind === "count" ? format.count(Number(value)) : format.number(Number(value));
}
