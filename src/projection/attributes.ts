// Builds the columns of customer attributes, which hold codes. A refresh copies a column before it changes one of its
// codes, so the columns of earlier projections stay unchanged.
import type { Attributes } from "../model/journey.js";
import { grownCapacity, resized, sharedUint32 } from "./columns.js";
import type { CustomerColumns } from "./projection.js";

interface Column {
  values: string[];
  index: Map<string, number>;
  codes: Uint32Array;
  /**
   * Whether the arrays belong to the new projection and may be changed. False while they are shared with the previous
   * projection.
   */
  own: boolean;
}

export class AttributesBuilder {
  readonly #columns = new Map<string, Column>();

  constructor(before?: CustomerColumns) {
    for (const [key, { values, codes }] of before?.attributes ?? [])
      this.#columns.set(key, {
        values: values as string[],
        index: new Map(values.map((value, i) => [value, i + 1])),
        codes,
        own: false,
      });
  }

  set(customer: number, attributes: Attributes): void {
    for (const [key, column] of this.#columns)
      if ((column.codes[customer] ?? 0) !== 0 && attributes[key] === undefined)
        this.#own(column, customer).codes[customer] = 0;
    for (const key in attributes) {
      const value = attributes[key]!;
      let column = this.#columns.get(key);
      if (column === undefined) {
        column = { values: [], index: new Map(), codes: sharedUint32(0), own: true };
        this.#columns.set(key, column);
      }
      let code = column.index.get(value);
      if (code === undefined) {
        this.#own(column, customer);
        code = column.values.push(value);
        column.index.set(value, code);
      }
      if (column.codes[customer] !== code) this.#own(column, customer).codes[customer] = code;
    }
  }

  finish(): CustomerColumns {
    return { attributes: new Map([...this.#columns].map(([key, { values, codes }]) => [key, { values, codes }])) };
  }

  #own(column: Column, customer: number): Column {
    const { length } = column.codes;
    if (!column.own || customer >= length)
      column.codes = resized(
        column.codes,
        length,
        customer < length ? length : grownCapacity(length, customer + 1),
        sharedUint32,
      );
    if (!column.own) column.values = [...column.values];
    column.own = true;
    return column;
  }
}
