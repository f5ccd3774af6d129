// The names by which columns are recognised, as `plain` writes them.
import { FIELDS, type Field, plain } from "./mapping.js";

/** Names beside a field's own that leave no doubt. */
export const OWN: Readonly<Partial<Record<Field, readonly string[]>>> = {
  touchpoint: ["concept:name"],
  at: ["time:timestamp"],
};

/** Names that are usual for a field. */
export const USUAL: Readonly<Partial<Record<Field, readonly string[]>>> = {
  customer: ["customer_id", "customerid", "client_id", "user", "user_id", "userid"],
  touchpoint: ["activity", "event", "event_name"],
  at: ["timestamp", "time", "date", "datetime", "date_time", "event_time", "event_timestamp"],
  value: ["amount", "revenue"],
  channel: ["source"],
};

export const CASE: readonly string[] = ["case_id", "case:concept:name"];
/** Of the usual names of customers, those that win over a case; a user may be who worked on it. */
export const SURELY_CUSTOMER: readonly string[] = ["customer", "customer_id", "customerid", "client_id"];

const KNOWN: ReadonlySet<string> = new Set([
  ...FIELDS.map(plain),
  ...Object.values(OWN).flat(),
  ...Object.values(USUAL).flat(),
  ...CASE,
  "attributes",
]);
const OF_EVENT: ReadonlySet<string> = new Set(
  (["customer", "touchpoint", "at"] as const).flatMap((field) => [
    field,
    ...(OWN[field] ?? []),
    ...USUAL[field]!,
    ...CASE,
  ]),
);

/** Whether a column of this name would be recognised. */
export function isKnownName(name: string): boolean {
  return KNOWN.has(plain(name));
}

/** Whether the name is one of what every event has: who, what, when. */
export function isOfEvent(name: string): boolean {
  return OF_EVENT.has(plain(name));
}
