// Holds what one operation on several customers has loaded: the relations of identities, and the customers with
// everything that was recorded about them. Each of these is loaded when the operation first needs it. The methods are
// generators that yield requests, which the store answers.
import type { Interaction } from "../../model/interaction.js";
import {
  byId,
  changedIds,
  type Holding,
  holdingOf,
  NO_ROWS,
  namingsOf,
  noteEdits,
  type StoredCustomer,
  setAnswers,
  setAttributes,
} from "./base.js";
import { keptOf, withoutNamings } from "./change.js";
import { answersWithout } from "./feedback.js";
import { type IndexNeeded, NamingIndex, type NamingsNeeded } from "./namings.js";
import { type Borne, Relations, type Walk } from "./relations.js";

/** A request for the customers to whom these identities belong, with everything recorded about them. */
export interface CustomersNeeded {
  readonly customersOf: readonly string[];
  /** True if the operation will not change these customers. The store then need not keep them. */
  readonly transient?: boolean;
}

export type Work<T> = Walk<T, CustomersNeeded | NamingsNeeded | IndexNeeded>;

/** The source and the origins of an import that is being removed. */
export interface Forgotten {
  readonly source: number;
  readonly origins: ReadonlySet<number>;
}

/** The number of customers that `visit` reads at once. */
const VISITED = 500;

export class LoadedCustomers {
  readonly relations = new Relations();
  readonly namings = new NamingIndex();
  readonly holdings = new Map<string, Holding>();
  /** Identities whose relations have changed. */
  readonly touched = new Set<string>();
  /** For each anonymous identity, the ids of changed rows that name it. */
  readonly named = new Map<string, Set<string>>();
  /** Counts the changes of relations that the operation makes. */
  edits = 0;
  readonly #forgotten: Forgotten | null;

  constructor(forgotten: Forgotten | null) {
    this.#forgotten = forgotten;
  }

  /** Receives a customer. Must be called with each customer in the result of a request (CustomersNeeded). */
  know(stored: StoredCustomer): void {
    if (this.holdings.has(stored.key)) return;
    const holding = holdingOf(stored);
    for (const member of stored.members) this.holdings.set(member, holding);
  }

  *load(identities: Iterable<string>): Work<void> {
    const missing = [...new Set(identities)].filter((identity) => !this.holdings.has(identity));
    if (missing.length > 0) yield { customersOf: missing };
  }

  /**
   * Reads the rows of many identities, some at a time. Customers that are read only for this are not kept, so memory
   * does not grow with their number.
   */
  *visit(identities: readonly string[], use: (identity: string, rows: Iterable<Interaction>) => void): Work<void> {
    for (let from = 0; from < identities.length; from += VISITED) {
      const some = identities.slice(from, from + VISITED);
      const missing = some.filter((identity) => !this.holdings.has(identity));
      if (missing.length > 0) yield { customersOf: missing, transient: true };
      for (const identity of some) use(identity, this.holdings.get(identity)!.rows.get(identity)?.values() ?? []);
      for (const identity of missing)
        for (const member of this.holdings.get(identity)?.stored.members ?? []) this.holdings.delete(member);
    }
  }

  *holding(identity: string): Work<Holding> {
    yield* this.load([identity]);
    const holding = this.holdings.get(identity)!;
    if (this.#forgotten !== null && !holding.cleared) {
      holding.cleared = true;
      yield* this.#clear(holding, this.#forgotten);
    }
    return holding;
  }

  *#clear(holding: Holding, { source, origins }: Forgotten): Work<void> {
    for (const [identity, rows] of [...holding.rows]) {
      const left = keptOf([...rows.values()], origins);
      if (left !== null) yield* this.setRows(holding, identity, byId(left));
    }
    for (const [identity, { given, traits }] of [...holding.attributes]) {
      const left = traits.filter((trait) => trait.source !== source);
      if (left.length < traits.length) setAttributes(holding, identity, { given, traits: left });
    }
    for (const [identity, answers] of [...holding.answers]) {
      const left = answersWithout(answers, origins);
      if (left !== null) setAnswers(holding, identity, left);
    }
  }

  /** Removes an erased anonymous key from the rows of another customer that name it. */
  *unname(owner: string, anonymous: string): Work<void> {
    const holding = yield* this.holding(owner);
    const left = withoutNamings([...(holding.rows.get(owner)?.values() ?? [])], (key) => key === anonymous);
    if (left !== null) yield* this.setRows(holding, owner, byId(left));
  }

  *setRows(holding: Holding, identity: string, after: Map<string, Interaction>): Work<void> {
    const before = holding.rows.get(identity) ?? NO_ROWS;
    if (after.size === 0) holding.rows.delete(identity);
    else holding.rows.set(identity, after);
    holding.changed = true;
    holding.rowsChanged = true;
    noteEdits(holding, identity, before, after);
    const [was, is] = [namingsOf(before), namingsOf(after)];
    for (const anonymous of new Set([...was.keys(), ...is.keys()])) {
      const [rowsBefore, rowsAfter] = [was.get(anonymous), is.get(anonymous)];
      const ids = changedIds(rowsBefore ?? NO_ROWS, rowsAfter ?? NO_ROWS);
      this.#nameAnew(anonymous, ids);
      if (ids.length > 0 && (yield* this.relations.of(anonymous)).maintained)
        for (const id of ids) {
          const [row, rowAfter] = [rowsBefore?.get(id), rowsAfter?.get(id)];
          if (row !== undefined) this.namings.set(anonymous, identity, row, false);
          if (rowAfter !== undefined) this.namings.set(anonymous, identity, rowAfter, true);
        }
      const rows = rowsAfter !== undefined;
      if ((rowsBefore !== undefined) !== rows)
        yield* this.declare(anonymous, identity, ({ sources }) => ({ rows, sources }));
    }
  }

  #nameAnew(anonymous: string, ids: readonly string[]): void {
    if (ids.length === 0) return;
    const known = this.named.get(anonymous);
    if (known === undefined) this.named.set(anonymous, new Set(ids));
    else for (const id of ids) known.add(id);
  }

  *declare(anonymous: string, customer: string, change: (borne: Borne) => Borne): Work<boolean> {
    if (anonymous === customer) return false;
    const changed = yield* this.relations.declare(anonymous, customer, change);
    if (changed) {
      this.touched.add(anonymous).add(customer);
      this.edits++;
    }
    return changed;
  }
}
