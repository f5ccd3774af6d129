// The rules for every interaction, from a file or through the API: keys exist and are not too long, the time is not far
// in the future, amounts are in range, and attributes are not too large.
//
// The first broken rule is reported with its field, in the order of the fields in this file. A value is never changed
// so that it satisfies a rule.
import { AMOUNT_UNIT, MAX_AMOUNT } from "./amount.js";
import type { ErrorCode } from "./errors.js";
import type { IncomingInteraction } from "./interaction.js";
import { keyTooLong, MAX_KEY_BYTES } from "./keys.js";
import { whyNobody } from "./placeholders.js";
import { isSequence } from "./sequence.js";
import { FUTURE_TOLERANCE, formatInstant } from "./time.js";

export interface FieldProblem {
  /** The name of the field in IncomingInteraction. */
  readonly field: string;
  readonly code: ErrorCode;
  readonly message: string;
}

/**
 * The largest size of the attributes of an interaction. A journey node in Neo4j holds the attributes of all its
 * interactions in one list, which must not become too large.
 */
export const MAX_ATTRIBUTES_BYTES = 16_384;

export const ATTRIBUTES_TOO_LONG: FieldProblem = {
  field: "attributes",
  code: "BAD_VALUE",
  message: `The attributes are longer than ${MAX_ATTRIBUTES_BYTES} bytes.`,
};

/** Fields whose values are stored as keys. The fields in REQUIRED must be present. */
const REQUIRED = ["touchpoint", "id"] as const;
const OPTIONAL = ["journey", "caseId", "intendedChannel", "referredBy"] as const;

export type CheckedInteraction = Omit<IncomingInteraction, "origin">;

/**
 * Returns the first problem of a row, or null. `now` is in UTC milliseconds. If it is null, times in the future are
 * allowed.
 */
export function checkInteraction(row: CheckedInteraction, now: number | null): FieldProblem | null {
  const nobody = checkCustomer(row.customer);
  if (nobody !== null) return nobody;
  for (const field of REQUIRED) {
    const problem = checkKey(field, row[field]);
    if (problem !== null) return problem;
  }
  const anonymous = row.anonymous == null ? null : checkCustomer(row.anonymous, "anonymous");
  if (anonymous !== null) return anonymous;
  const time = checkTime(row.at, now);
  if (time !== null) return time;
  for (const field of OPTIONAL) {
    const key = row[field];
    const problem = key === null ? null : checkKey(field, key);
    if (problem !== null) return problem;
  }
  if (!isSequence(row.sequence))
    return { field: "sequence", code: "BAD_NUMBER", message: "The sequence is not a whole number of 64 bits." };
  return (
    checkAmount("value", row.value) ??
    checkAmount("cost", row.cost) ??
    (row.attributes !== null && Buffer.byteLength(row.attributes) > MAX_ATTRIBUTES_BYTES ? ATTRIBUTES_TOO_LONG : null)
  );
}

export function checkKey(field: string, key: string): FieldProblem | null {
  if (isBlank(key)) return { field, code: "MISSING_FIELD", message: `The ${field} is missing.` };
  if (keyTooLong(key))
    return {
      field,
      code: "KEY_TOO_LONG",
      message: `The ${field} has ${Buffer.byteLength(key)} bytes; a key has at most ${MAX_KEY_BYTES}.`,
    };
  // The stores use U+0000 to end or separate strings, and UTF-8 cannot encode half a surrogate pair.
  if (key.includes("\u0000") || /\p{Surrogate}/u.test(key))
    return {
      field,
      code: "BAD_VALUE",
      message: `The ${field} has a character that is not allowed in keys (U+0000 or half a surrogate pair).`,
    };
  return null;
}

/**
 * Like `checkKey`, but also checks that the text identifies a customer. Such a text has no blanks at its ends, and is
 * no placeholder for an unknown customer (placeholders.ts).
 */
export function checkCustomer(key: string, field: "customer" | "anonymous" = "customer"): FieldProblem | null {
  const problem = checkKey(field, key);
  if (problem !== null) return problem;
  const name = field === "customer" ? "customer" : "anonymous key";
  if (key !== key.trim())
    return { field, code: "BAD_VALUE", message: `The ${name} has blanks at its ends; remove them.` };
  const why = whyNobody(key);
  return why === null ? null : { field, code: "BAD_VALUE", message: `The ${name} "${shownKey(key)}" ${why}.` };
}

function shownKey(key: string): string {
  return key.length > 60 ? `${key.slice(0, 57)}…` : key;
}

export function checkTime(at: number, now: number | null): FieldProblem | null {
  if (!Number.isSafeInteger(at)) return { field: "at", code: "BAD_TIME", message: "The time cannot be read." };
  if (now !== null && at > now + FUTURE_TOLERANCE)
    return { field: "at", code: "FUTURE_TIME", message: `${formatInstant(at)} is more than a day in the future.` };
  return null;
}

/** `amount` is in units of 1/10,000, or NaN if the text was not a number. */
export function checkAmount(field: "value" | "cost", amount: number | null): FieldProblem | null {
  if (amount === null) return null;
  if (Number.isNaN(amount))
    return { field, code: "BAD_NUMBER", message: `The ${field} is not a number (with a decimal point).` };
  if (!(Math.abs(amount) <= MAX_AMOUNT * AMOUNT_UNIT))
    return { field, code: "BAD_NUMBER", message: `The ${field} is beyond ±${MAX_AMOUNT}.` };
  return null;
}

export function isBlank(text: string): boolean {
  return text === "" || text.trim() === "";
}
