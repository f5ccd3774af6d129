// The names by which columns are recognised, in the form of `plain`.
import { FIELDS, type Field, plain } from "./mapping/mapping.js";

/** Further names of a field that can have no other meaning, such as those of standards for event logs. */
export const OWN: Readonly<Partial<Record<Field, readonly string[]>>> = {
  touchpoint: ["concept:name"],
  at: ["time:timestamp"],
};

/** Common names for a field. */
export const USUAL: Readonly<Partial<Record<Field, readonly string[]>>> = {
  customer: ["customer_id", "customerid", "client_id", "user", "user_id", "userid"],
  touchpoint: ["activity", "event", "event_name"],
  at: ["timestamp", "time", "date", "datetime", "date_time", "event_time", "event_timestamp"],
  value: ["amount", "revenue"],
  channel: ["source"],
  anonymous: ["anonymous_id", "anonymousid"],
  id: ["message_id"],
};

export const CASE: readonly string[] = ["case_id", "case:concept:name"];
/**
 * Common names of the customer's column that take precedence over a case. `user` is not one of them, because a user may
 * be the employee who worked on the case.
 */
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

/** Whether a column with this name would be recognised. */
export function isKnownName(name: string): boolean {
  return KNOWN.has(plain(name));
}

/** Whether the name is a name for customer, touchpoint or time, which every event has. */
export function isOfEvent(name: string): boolean {
  return OF_EVENT.has(plain(name));
}
