// Lists properties and their values, with counts of interactions.
import { DEFAULT_FIRST } from "../engine/totals.js";
import { folded, searching } from "../model/search.js";
import type { Projected } from "./projected.js";
import type { Properties, PropertyCount, PropertyValueCount } from "./properties.js";

interface Asked {
  readonly search?: string | null;
  readonly first?: number | null;
}

export class PropertyLists {
  readonly #projected: Projected;
  readonly #properties: Properties;

  constructor(projected: Projected, properties: Properties) {
    this.#projected = projected;
    this.#properties = properties;
  }

  /** The properties, most interactions first. */
  async keys(asked: Asked): Promise<readonly PropertyCount[]> {
    const all = await this.#projected.about("properties", (projection) => this.#properties.keys(projection));
    return shown(all, asked, ({ key }) => key);
  }

  async one(key: string): Promise<PropertyCount | null> {
    const interactions = await this.#projected.about("property", (projection) =>
      this.#properties.count(projection, key),
    );
    return interactions === 0 ? null : { key, interactions };
  }

  /** The values of a property, most interactions first. */
  async values(key: string, asked: Asked): Promise<readonly PropertyValueCount[]> {
    const all = await this.#projected.about("property", (projection) => this.#properties.values(projection, key));
    return shown(all, asked, ({ value }) => value);
  }
}

function shown<T>(all: readonly T[], { search, first }: Asked, textOf: (entry: T) => string): readonly T[] {
  const passes = searching(search);
  const found = passes === null ? all : all.filter((entry) => passes(folded(textOf(entry))));
  return found.slice(0, first ?? DEFAULT_FIRST);
}
