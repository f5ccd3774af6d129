// Finds the customers whose key starts with a text. Keys are sorted by their UTF-8 bytes, and therefore by code points,
// so the keys of these customers are a range.
import { ThroughlineError } from "../../model/errors.js";
import { keyTooLong } from "../../model/keys.js";
import { type Databases, type Snapshot, within } from "./databases.js";

/** At most `limit` keys, in order. `after` is exclusive. */
export function keysStartingWith(
  { keys }: Databases,
  snapshot: Snapshot | undefined,
  prefix: string,
  limit: number,
  after: string | null,
): string[] {
  if (keyTooLong(prefix)) return [];
  if (after !== null && keyTooLong(after))
    throw new ThroughlineError("BAD_CURSOR", "The cursor does not refer to a customer.", {
      remedy: "Use a cursor of a page, unchanged.",
    });
  const { start, end } = rangeOf(prefix);
  const isLater = after !== null && Buffer.compare(Buffer.from(after), start) >= 0;
  const from = isLater ? { start: Buffer.from(after), exclusiveStart: true } : { start };
  return [...keys.getKeys({ ...from, end, limit, ...within(snapshot) })].map((key) => Buffer.from(key).toString());
}

export function countStartingWith({ keys }: Databases, snapshot: Snapshot | undefined, prefix: string): number {
  return keyTooLong(prefix) ? 0 : keys.getKeysCount({ ...rangeOf(prefix), ...within(snapshot) });
}

/** The range of the keys that start with the prefix. No byte of UTF-8 is 0xff, so 0xff can mark the end. */
function rangeOf(prefix: string): { start: Buffer; end: Buffer } {
  const start = Buffer.from(prefix);
  return { start, end: Buffer.concat([start, Buffer.of(0xff)]) };
}
