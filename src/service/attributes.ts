// Lists the attributes of customers, and counts the customers who have each value, from the projection.
import { DEFAULT_FIRST } from "../engine/totals.js";
import type { AttributeValueResult, CustomerAttributeResult } from "../questions/customerAttributes/index.js";
import { type AskedList, partOf } from "./page.js";
import type { Projected } from "./projected.js";

export class Attributes {
  readonly #projected: Projected;

  constructor(projected: Projected) {
    this.#projected = projected;
  }

  /** The attributes, in order of their keys. */
  async all(
    { search, ...list }: AskedList & { readonly search?: string | null },
    signal: AbortSignal,
  ): Promise<readonly CustomerAttributeResult[]> {
    const { attributes } = await this.#ask(null, search, 0, signal);
    return partOf(attributes, list);
  }

  async one(key: string, signal: AbortSignal): Promise<CustomerAttributeResult | null> {
    const { attributes } = await this.#ask(null, null, 0, signal);
    return attributes.find((attribute) => attribute.key === key) ?? null;
  }

  /** The values of the attribute. The values that most customers have come first. */
  async values(
    { key }: CustomerAttributeResult,
    { search, first }: { readonly search?: string | null; readonly first?: number | null },
    signal: AbortSignal,
  ): Promise<readonly AttributeValueResult[]> {
    return (await this.#ask(key, search, first ?? DEFAULT_FIRST, signal)).values;
  }

  async #ask(valuesOf: string | null, search: string | null | undefined, limit: number, signal: AbortSignal) {
    const projection = await this.#projected.current("customerAttributes");
    const params = { valuesOf, search: search ?? null, limit };
    return this.#projected.ask("customerAttributes", projection, params, () => params, signal);
  }
}
