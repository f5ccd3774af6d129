// Finds the values of a customer attribute that at least one customer has. The column of an attribute may also list
// values that no customer has any more, because customers were erased or changed. The values in use are found once for
// each column, in time linear in the number of customers.
import { nearest } from "../model/keys.js";

export interface AttributeColumn {
  readonly values: readonly string[];
  /** The value of each customer, by customer number: 1 + the index in `values`, or 0 if the customer has none. */
  readonly codes: Uint32Array;
}

/**
 * Similar values are suggested only if the attribute has at most this many values. With more, the search would take
 * longer than the question.
 */
const MAX_COMPARED = 1_000;
/** The largest number of values that warnings name for one condition. */
const MAX_NAMED = 3;

const known = new WeakMap<AttributeColumn["codes"], Uint8Array>();

/** Returns the values in use: the entry of a value is 1 if at least one customer has the value, otherwise 0. */
function borne({ values, codes }: AttributeColumn): Uint8Array {
  let found = known.get(codes);
  if (found === undefined || found.length < values.length) {
    found = new Uint8Array(values.length);
    for (const code of codes) if (code > 0) found[code - 1] = 1;
    known.set(codes, found);
  }
  return found;
}

export function hasBearer(column: AttributeColumn): boolean {
  return borne(column).includes(1);
}

/** A warning about an attribute that no customer has. `at` is the path of its key. */
export function warningOfKey(key: string, known: readonly string[], at: string): string {
  return `No customer has the attribute "${key.slice(0, 100)}" (\`${at}\`).${suggestion(key, known)}`;
}

/** Warnings about values that no customer has. `at` is the path of the list of values. */
export function warningsOfValues(
  column: AttributeColumn,
  key: string,
  wanted: readonly string[],
  at: string,
): string[] {
  const found = borne(column);
  const values = column.values.filter((_, i) => found[i] === 1);
  const all = new Set(values);
  const unknown = wanted.flatMap((value, i) => (all.has(value) ? [] : [{ value, place: `${at}[${i}]` }]));
  const warnings = unknown.slice(0, MAX_NAMED).map(({ value, place }) => {
    const nearby = suggestion(value, values);
    return `No customer has the value "${value.slice(0, 100)}" of the attribute "${key}" (\`${place}\`).${nearby}`;
  });
  if (unknown.length > MAX_NAMED)
    warnings.push(`No customer has ${unknown.length - MAX_NAMED} more of the values in \`${at}\`.`);
  return warnings;
}

function suggestion(name: string, known: readonly string[]): string {
  const near = known.length > MAX_COMPARED ? [] : nearest(name.slice(0, 100), known);
  return near.length === 0 ? "" : ` Did you mean ${near.map((one) => `"${one}"`).join(" or ")}?`;
}
