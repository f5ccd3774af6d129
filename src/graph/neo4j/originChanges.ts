// The origins that a write transaction adds, changes and removes, and the catalogue that follows from them.
import type { Catalogue } from "../../model/catalogue.js";
import type { OriginContent } from "../../model/interaction.js";
import { type Declared, mayRename, sameCatalogue } from "../history/catalogue.js";
import type { CountDeltas } from "../history/counts.js";
import { int, type Row, type Tx } from "./connection.js";
import type { Meta } from "./meta.js";
import { type Names, namesOf, originText, saveNames } from "./names.js";
import * as cypher from "./statements/index.js";

export class OriginChanges {
  readonly #tx: Tx;
  readonly #version: number;
  readonly #names: Names;
  readonly #deltas: CountDeltas;
  readonly #new = new Map<string, { number: number; content: OriginContent }>();
  #nextOrigin: number;
  #standing: { readonly text: string; readonly catalogue: Catalogue };
  /** The numbers of the origins that the caller must remove. */
  removed: readonly unknown[] = [];

  /** `deltas` has the numbers of interactions that the transaction adds to origins and removes from them. */
  constructor(tx: Tx, { version, nextOrigin }: Meta, names: Names, deltas: CountDeltas) {
    this.#tx = tx;
    this.#version = version;
    this.#names = names;
    this.#deltas = deltas;
    this.#nextOrigin = nextOrigin;
    this.#standing = { text: "", catalogue: names.catalogue };
  }

  /** The number of an origin. A new origin is created only if some of its interactions remain. */
  numberOf(content: OriginContent): number {
    const text = originText(content);
    const known = this.#names.byContent.get(text) ?? this.#new.get(text)?.number;
    if (known !== undefined) return known;
    const number = this.#nextOrigin++;
    this.#new.set(text, { number, content });
    return number;
  }

  /**
   * The catalogue with the changes so far. It still contains names that will be removed. It is used for the next batch,
   * and to find the names that were created.
   */
  catalogue(): Catalogue {
    const live = this.liveNew();
    const text = [...live.keys()].join(" ");
    if (text !== this.#standing.text)
      this.#standing = {
        text,
        catalogue:
          live.size === 0
            ? this.#names.catalogue
            : namesOf(0, this.#names.declared, new Map([...this.#names.origins, ...live]), this.#names.interactions)
                .catalogue,
      };
    return this.#standing.catalogue;
  }

  /** The new origins that have interactions. */
  liveNew(): Map<number, OriginContent> {
    const live = new Map<number, OriginContent>();
    for (const { number, content } of this.#new.values())
      if ((this.#deltas.origins.get(number) ?? 0) > 0) live.set(number, content);
    return live;
  }

  /**
   * Sends the changes. Returns the names after the commit. `declared` has the new declarations, or null, and `set`
   * receives the changed properties of the Meta node.
   */
  async flush(declared: Declared | null, set: Record<string, unknown>): Promise<Names> {
    const created = this.liveNew();
    const changes: Row[] = [];
    const touched: OriginContent[] = [];
    let some = false;
    for (const [number, interactions] of this.#deltas.origins) {
      if (interactions === 0 || !this.#names.origins.has(number)) continue;
      changes.push({ number: int(number), interactions: int(interactions) });
      touched.push(this.#names.origins.get(number)!);
      some ||= interactions < 0;
    }
    const emptied: number[] = [];
    if (some) {
      const counts = await this.#tx.run(cypher.CHANGE_ORIGINS, { rows: changes });
      for (const { number, interactions } of counts) if ((interactions as number) <= 0) emptied.push(number as number);
    } else this.#tx.send(cypher.CHANGE_ORIGINS, { rows: changes });

    const others = created.size > 0 || emptied.length > 0 || declared !== null;
    if (!others && !mayRename(this.#names.catalogue, touched)) return this.#names;
    const origins = new Map([...this.#names.origins, ...created]);
    for (const number of emptied) origins.delete(number);
    const after = await this.#namesAfter(origins, declared);
    if (!others && after.catalogue === this.#names.catalogue) return this.#names;
    saveNames(this.#tx, this.#names, after);
    this.#tx.send(cypher.CREATE_ORIGINS, {
      rows: [...created].map(([number, content]) => ({
        ...content,
        number: int(number),
        source: int(content.source),
        interactions: int(this.#deltas.origins.get(number)!),
      })),
    });
    this.removed = emptied.map((number) => int(number));
    set.namesVersion = int(this.#version);
    set.nextOrigin = int(this.#nextOrigin);
    if (after.catalogue.version !== this.#names.catalogue.version) set.catalogueVersion = int(this.#version);
    return after;
  }

  /** The catalogue's version rises only if its content changes. */
  async #namesAfter(origins: ReadonlyMap<number, OriginContent>, change: Declared | null): Promise<Names> {
    const declared = change ?? this.#names.declared;
    const namesFrom = (interactions: ReadonlyMap<number, number>): Names =>
      namesOf(this.#version, { ...declared, version: this.#version }, origins, interactions);
    let after = namesFrom(this.#names.interactions);
    // The spelling that is shown depends on the current numbers of interactions, including those of other processes.
    if (after.catalogue.mergedNames.length > 0) after = namesFrom(await this.#countOrigins());
    if (!sameCatalogue(after.catalogue, this.#names.catalogue) || change !== null) return after;
    return { ...after, declared, catalogue: this.#names.catalogue };
  }

  /** The numbers of interactions of the origins that exist and of those that this transaction adds. */
  async #countOrigins(): Promise<Map<number, number>> {
    const rows = await this.#tx.run(cypher.COUNT_ORIGINS);
    return new Map([
      ...this.#deltas.origins,
      ...rows.map(({ number, interactions }) => [number as number, interactions as number] as const),
    ]);
  }
}
