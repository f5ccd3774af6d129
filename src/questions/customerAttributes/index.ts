// Which attributes do customers have, with which values, and how many customers have each? Clients use the answer to
// offer choices for a filter. Customers without journeys count too. Memberships of segments are stored like attributes
// but are not included. The cost is one read of each customer for each attribute that is counted.

import { type Scanner, scannerOf } from "../../engine/scan.js";
import { compareKeys } from "../../model/keys.js";
import { folded, searching } from "../../model/search.js";
import { MEMBERSHIP } from "../../model/segment.js";
import type { Projection } from "../../projection/projection.js";
import type { Question } from "../question.js";

export interface CustomerAttributesParams {
  /** The attribute whose values are listed; null lists the attributes themselves. */
  readonly valuesOf: string | null;
  /** If given, only the attributes or values that contain these words are listed. */
  readonly search: string | null;
  /** The largest number of values in the answer. Attributes are not limited. */
  readonly limit: number;
}

export interface CustomerAttributesResult {
  /** The attributes in order of their keys. The list is empty if the values of one attribute are listed instead. */
  readonly attributes: readonly CustomerAttributeResult[];
  /**
   * The values, most customers first, then in order of the values. The list is empty if attributes are listed instead.
   */
  readonly values: readonly AttributeValueResult[];
}

export interface CustomerAttributeResult {
  readonly key: string;
  /** The number of customers who have the attribute or value. */
  readonly customers: number;
  /** The number of values that at least one customer has. */
  readonly distinctValues: number;
}

export interface AttributeValueResult {
  readonly value: string;
  readonly customers: number;
}

export async function customerAttributes(
  { customers: { attributes } }: Projection,
  { valuesOf, search, limit }: CustomerAttributesParams,
  scanner: Pick<Scanner, "turn">,
): Promise<CustomerAttributesResult> {
  const passes = searching(search);
  const isFound = (text: string): boolean => passes === null || passes(folded(text));
  if (valuesOf !== null) {
    const column = valuesOf.startsWith(MEMBERSHIP) ? undefined : attributes.get(valuesOf);
    const counts = column === undefined ? [] : countsOf(column.codes, column.values.length);
    const values = (column?.values ?? [])
      .map((value, i) => ({ value, customers: counts[i]! }))
      .filter(({ value, customers }) => customers > 0 && isFound(value))
      .sort((a, b) => b.customers - a.customers || compareKeys(a.value, b.value));
    return { attributes: [], values: values.slice(0, limit) };
  }
  const found: CustomerAttributeResult[] = [];
  for (const [key, { codes, values }] of attributes) {
    if (key.startsWith(MEMBERSHIP) || !isFound(key)) continue;
    const counts = countsOf(codes, values.length);
    const customers = counts.reduce((sum, count) => sum + count, 0);
    if (customers > 0) found.push({ key, customers, distinctValues: counts.filter((count) => count > 0).length });
    await scanner.turn();
  }
  return { attributes: found.sort((a, b) => compareKeys(a.key, b.key)), values: [] };
}

/** The number of customers with each value. */
function countsOf(codes: Uint32Array, values: number): Uint32Array {
  const counts = new Uint32Array(values + 1);
  for (const code of codes) counts[code]!++;
  return counts.subarray(1);
}

export const question: Question<CustomerAttributesParams, CustomerAttributesResult> = {
  tasks: [],
  run: (projection, params, scanner = scannerOf(projection)) => customerAttributes(projection, params, scanner),
};
