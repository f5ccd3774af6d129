// Makes keys from names (slugs), derives the keys of journeys and of rows without an id, and defines the order and the
// limits of keys.
import { hash } from "node:crypto";

/**
 * The largest size of a key. LMDB limits its keys to 1,978 bytes, and 512 bytes leave room for the prefixes of both
 * stores.
 */
export const MAX_KEY_BYTES = 512;

/** The channel of rows without a channel. */
export const UNKNOWN_CHANNEL = "unknown";

/**
 * The key of the label of touchpoints without a stage, and of interactions without a value. No stage may be declared
 * with this key.
 */
export const NO_STAGE = "(none)";

/**
 * The key for a name: NFKC, lower case. Letters, marks and digits of any script are kept, and so are the signs `+ # / %
 * & @ = < > * $`, so that C++ and C#, or /a/b and /a-b, have different keys. Each run of other characters becomes one
 * `-`. At the beginning and at the end of the name, such runs are removed. If nothing is left, the key is `x-` and a
 * short hash of the name.
 */
export function slug(name: string): string {
  return slugOf(name, NOT_OF_A_KEY);
}

/**
 * The key for a channel's name: like `slug`, but without slashes, because a slash separates channel and kind in the key
 * of a touchpoint.
 */
export function channelSlug(name: string): string {
  return slugOf(name, NOT_OF_A_CHANNEL);
}

const NOT_OF_A_KEY = /[^\p{L}\p{M}\p{N}+#/%&@=<>*$]+/gu;
const NOT_OF_A_CHANNEL = /[^\p{L}\p{M}\p{N}+#%&@=<>*$]+/gu;
const SIGNS = /[^\p{L}\p{M}\p{N}]+/gu;

function slugOf(name: string, others: RegExp): string {
  const key = name.normalize("NFKC").toLowerCase().replace(others, "-").replace(/^-|-$/g, "");
  return key === "" ? `x-${sha256(name).slice(0, 8)}` : key;
}

/** The key for a name in stores of format 1, where every sign became `-`. For migrations only. */
export function formerSlug(name: string): string {
  return slugOf(name, SIGNS);
}

export function touchpointKey(channelKey: string, kindKey: string): string {
  return `${channelKey}/${kindKey}`;
}

export function keyTooLong(key: string): boolean {
  // A UTF-16 unit needs at most 3 bytes of UTF-8, so the bytes of most keys need not be counted.
  return key.length * 3 > MAX_KEY_BYTES && Buffer.byteLength(key) > MAX_KEY_BYTES;
}

/** Orders by Unicode code point. JavaScript orders by UTF-16 unit, which differs beyond U+FFFF. */
export function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) {
      // A surrogate is half of a character beyond U+FFFF, so it comes after all other units in code-point order.
      const xs = x >= 0xd800 && x <= 0xdfff;
      const ys = y >= 0xd800 && y <= 0xdfff;
      return xs === ys ? x - y : xs ? 1 : -1;
    }
  }
  return a.length - b.length;
}

/** Compares labels one after another. A list that is a prefix of another comes first. */
export function compareLabels(a: readonly string[], b: readonly string[]): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const order = compareKeys(a[i]!, b[i]!);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Bytes of the hash in a journey's key. With 20 million journeys, the probability that two share a key is 1e-13. */
export const JOURNEY_HASH_BYTES = 12;

/**
 * Returns a journey's key: `j-` and 24 hexadecimal digits. It is derived from the customer's key, and from the given
 * journey key or else the id of the journey's first interaction. `apart` is the identity to which that key or that
 * interaction belongs, or null if this identity is the customer's key. The key is the same on every store, and does not
 * reveal the customer.
 */
export function journeyKey(
  customer: string,
  given: string | null,
  firstId: string,
  apart: string | null = null,
): string {
  const seed = `${customer}\u0000${given === null ? `i\u0000${firstId}` : `k\u0000${given}`}${apart === null ? "" : `\u0000${apart}`}`;
  return `j-${sha256(seed).slice(0, 2 * JOURNEY_HASH_BYTES)}`;
}

/**
 * The id of a row without an id column, derived from its raw fields and from the number of equal rows before it in its
 * file.
 */
export function rowId(fields: readonly string[], equalBefore: number): string {
  return rowIdOf(fields.join("\u0001"), equalBefore);
}

/** Like `rowId`. `fields` is one text in which U+0001 separates the fields. */
export function rowIdOf(fields: string, equalBefore: number): string {
  return rowIdFromHash(hash("sha256", `${fields}\u0000${equalBefore}`, "base64url"));
}

/** Returns the id for a hash in base 64. The id contains the first 16 digits of the hash, which are 12 bytes. */
export function rowIdFromHash(digits: string): string {
  return `r-${digits.slice(0, ROW_ID_LENGTH - 2)}`;
}

export const ROW_ID_LENGTH = 18;

/** Names an identity in a global id without revealing it. */
export function identityHash(identity: string): string {
  return sha256(identity).slice(0, 16);
}

/** The hash in hexadecimal. For a short text, one call of `hash` takes half the time of createHash. */
function sha256(text: string): string {
  return hash("sha256", text, "hex");
}

/**
 * Similar names are suggested only for a name of at most this many characters. No key is longer than MAX_KEY_BYTES, and
 * suggestions only help with typing errors.
 */
const MAX_MISSPELT = 2 * MAX_KEY_BYTES;
/**
 * The largest number of steps in which one name is compared with others. This many steps take about 10 ms. In a large
 * catalogue, only the first names are compared.
 */
const MAX_STEPS = 3_000_000;

/** Returns the names that are nearest to a misspelt name, for error messages: at most `most`, nearest first. */
export function nearest(name: string, names: Iterable<string>, most = 3): string[] {
  if (name.length > MAX_MISSPELT) return [];
  const wanted = name.toLowerCase();
  const farthest = Math.max(2, Math.floor(wanted.length / 2));
  const scored: { name: string; distance: number }[] = [];
  let steps = 0;
  for (const candidate of names) {
    const text = candidate.toLowerCase();
    if (text.includes(wanted) || wanted.includes(text)) scored.push({ name: candidate, distance: 1 });
    else if (Math.abs(text.length - wanted.length) <= farthest && steps < MAX_STEPS) {
      steps += text.length * wanted.length;
      const distance = editDistance(wanted, text);
      if (distance <= farthest) scored.push({ name: candidate, distance });
    }
  }
  return scored
    .sort((a, b) => a.distance - b.distance || compareKeys(a.name, b.name))
    .slice(0, most)
    .map((s) => s.name);
}

function editDistance(a: string, b: string): number {
  let row = Uint16Array.from({ length: b.length + 1 }, (_, i) => i);
  let next = new Uint16Array(b.length + 1);
  for (let i = 1; i <= a.length; i++) {
    next[0] = i;
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    [row, next] = [next, row];
  }
  return row[b.length]!;
}
