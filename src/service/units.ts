// Provides units of analysis other than the stored journey, such as the interactions of one order. For questions, a
// projection is recut into such units (projection/recut.ts). For lists, single units are loaded in the form of
// journeys.
import { unknownName } from "../engine/selector.js";
import type { GraphStore } from "../graph/store.js";
import { compareKeys } from "../model/keys.js";
import { textOfUnit, type Unit, unitOfKey } from "../model/unit.js";
import { findJourney } from "../projection/journeys.js";
import type { Projection } from "../projection/projection.js";
import { Recutter } from "../projection/recut.js";
import { dropOldest } from "./kept.js";
import { Outdated, type Properties } from "./properties.js";
import { type LoadedJourney, loadedJourney } from "./views.js";

/** Bytes of recut blocks that are kept for further questions. */
const MAX_BYTES = 1 << 30;

export class Units {
  readonly #store: Pick<GraphStore, "customersByNumber">;
  readonly #properties: Properties;
  /** One recutter for each unit, in order of their last use. */
  readonly #recutters = new Map<string, Recutter>();

  constructor(store: Pick<GraphStore, "customersByNumber">, properties: Properties) {
    this.#store = store;
    this.#properties = properties;
  }

  /**
   * Returns a projection with the units as its journeys. `refined` is the projection itself, or its refinement by
   * properties. `at` is the place of the argument, for errors. Rejects with UNKNOWN_NAME if no interaction has the
   * property, or with Outdated.
   */
  async of(projection: Projection, refined: Projection, unit: Unit, at: string): Promise<Projection> {
    return (await this.#recutter(projection, unit, at)).recut(projection, refined);
  }

  async #recutter(projection: Projection, unit: Unit, at: string): Promise<Recutter> {
    const columns = unit.kind === "property" ? await this.#properties.column(projection, unit.key) : null;
    if (unit.kind === "property" && columns!.values.length === 0)
      throw unknownName(
        unit.key,
        "property",
        `${at}.property`,
        (await this.#properties.keys(projection)).map(({ key }) => key),
      );
    const text = textOfUnit(unit);
    let recutter = this.#recutters.get(text);
    if (recutter === undefined || !recutter.continues(columns)) recutter = new Recutter(unit, columns);
    this.#recutters.delete(text);
    this.#recutters.set(text, recutter);
    dropOldest(this.#recutters, MAX_BYTES, (one) => one.bytes(projection));
    return recutter;
  }

  /** The units with these keys, as journeys; null for keys that do not exist in this projection. */
  async journeys(projection: Projection, keys: readonly string[]): Promise<(LoadedJourney | null)[]> {
    const places = new Map<
      string,
      { readonly number: number; readonly positions: readonly number[]; readonly all: number }
    >();
    for (const key of [...new Set(keys)].sort(compareKeys)) {
      const unit = unitOfKey(key);
      if (unit === null) continue;
      const recutter = await this.#recutter(projection, unit, "key").catch(notKnown);
      if (recutter === null) continue;
      const recut = await recutter.recut(projection, projection);
      const at = findJourney(recut, key);
      if (at === null) continue;
      const stored = projection.blocks[at.block]!.block;
      const number = recut.blocks[at.block]!.block.customer[at.journey]!;
      places.set(key, { number, ...recutter.positions(stored, at.journey) });
    }
    const numbers = [...new Set([...places.values()].map(({ number }) => number))];
    const histories = await this.#store.customersByNumber(numbers);
    const byNumber = new Map(numbers.map((number, i) => [number, histories[i] ?? null]));
    return keys.map((key) => {
      const place = places.get(key);
      if (place === undefined) return null;
      const history = byNumber.get(place.number) ?? null;
      const all = history?.journeys.flatMap(({ interactions }) => interactions) ?? [];
      if (history === null || history.version > projection.version || all.length !== place.all) throw new Outdated();
      const interactions = place.positions.map((position) => all[position]!);
      return loadedJourney({
        customer: history.key,
        journey: { ...history.journeys[0]!, key, name: null, interactions },
      });
    });
  }
}

/** A key may name a property that no interaction has any longer. Such a key finds nothing. */
function notKnown(error: unknown): null {
  if ((error as { code?: string }).code === "UNKNOWN_NAME") return null;
  throw error;
}
