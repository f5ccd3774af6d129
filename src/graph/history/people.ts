// Makes changes that may affect several customers: recording rows, declaring, linking and unlinking identities, erasing
// a customer, and removing an import. An object of the class `People` serves one operation in one write transaction. It
// requests the customers that it needs, changes them, and at the end (`settle`) returns every customer that differs
// from the stored one. It has no access to the store. Instead, its methods are generators: they yield requests, which
// the store answers. The store saves what `settle` returns.
//
// The base of a customer is everything that was recorded under its identities: the attributes, answers and interactions
// (by id) of each identity. The base alone determines the customer that is shown, so the same changes give the same
// customers in any order:
// - An interaction X of an anonymous identity is hidden if X names no anonymous key itself, and if an interaction Y of
//   another identity has the same id and equal content, and names the identity of X. The two count as one interaction,
//   and Y is shown.
// - All other interactions are assembled into journeys. Ids are unique only within an identity.
// - For each attribute, the value of the identity that is the customer's key is shown, or else the value of the first
//   identity in code-point order.
import type { Attributes, Trait } from "../../model/journey.js";
import { compareKeys } from "../../model/keys.js";
import type { Statement } from "../store.js";
import { changeAttributes, withTrait } from "./attributes.js";
import { countOf, NO_ATTRIBUTES, NO_ROWS, type StoredCustomer, setAnswers, setAttributes } from "./base.js";
import { type IncomingRow, type RecordingOptions, type RowReport, recordInto } from "./change.js";
import { type IncomingAnswerRow, recordAnswersInto } from "./feedback.js";
import { type Forgotten, LoadedCustomers, type Work } from "./loaded.js";
import type { NamingIndex } from "./namings.js";
import type { Borne, Relations } from "./relations.js";
import { type Settled, settle } from "./settle.js";

export class People {
  readonly relations: Relations;
  readonly namings: NamingIndex;
  readonly #loaded: LoadedCustomers;
  /** For each anonymous key, the customers for whom rows or statements of this operation declare it. */
  readonly #bears = new Map<string, Set<string>>();
  /** The anonymous keys of statements. */
  readonly #mentioned = new Set<string>();

  constructor(forgotten: Forgotten | null = null) {
    this.#loaded = new LoadedCustomers(forgotten);
    this.relations = this.#loaded.relations;
    this.namings = this.#loaded.namings;
  }

  /** Receives a customer. Must be called with each customer in the result of a request (CustomersNeeded). */
  know(stored: StoredCustomer): void {
    this.#loaded.know(stored);
  }

  /** Loads the relations and then the customers of these identities, with one request for each. */
  *preload(identities: readonly string[]): Work<void> {
    yield* this.relations.load(identities);
    yield* this.#loaded.load(identities);
  }

  // -- changes --

  *record(identity: string, rows: readonly IncomingRow[], options: RecordingOptions, report: RowReport): Work<void> {
    const holding = yield* this.#loaded.holding(identity);
    const before = new Map(holding.rows.get(identity) ?? NO_ROWS);
    const after = new Map(before);
    const changed = recordInto(identity, after, rows, options, report);
    if (changed) yield* this.#loaded.setRows(holding, identity, after);
    // Rejected rows and conflicts declare nothing.
    for (const { row } of rows)
      if (row.anonymous != null && after.get(row.id)?.named?.some(({ anonymous }) => anonymous === row.anonymous))
        this.#declares(row.anonymous, identity);
  }

  /** Records answers of one identity. Returns whether anything changes. */
  *recordAnswers(
    identity: string,
    rows: readonly IncomingAnswerRow[],
    replace: boolean,
    report: RowReport,
  ): Work<boolean> {
    const holding = yield* this.#loaded.holding(identity);
    const byId = new Map((holding.answers.get(identity) ?? []).map((answer) => [answer.id, answer]));
    if (!recordAnswersInto(identity, byId, rows, replace, report)) return false;
    setAnswers(holding, identity, [...byId.values()]);
    return true;
  }

  /** Applies a statement of a source about identities. Returns whether anything changes. */
  *state({ customer, anonymous, at, traits }: Statement, source: number): Work<boolean> {
    let changed = false;
    if (customer !== null && anonymous !== null && customer !== anonymous) {
      this.#mentioned.add(anonymous);
      const before = this.relations.version;
      const isNew = yield* this.#loaded.declare(anonymous, customer, ({ rows, sources }) => ({
        rows,
        sources: sources.includes(source) ? sources : [...sources, source].sort((a, b) => a - b),
      }));
      if (isNew) this.#declares(anonymous, customer);
      changed = this.relations.version !== before;
    }
    const identity = customer ?? anonymous;
    const brought = Object.entries(traits).filter(([, value]) => value !== "");
    if (identity === null || brought.length === 0) return changed;
    const holding = yield* this.#loaded.holding(identity);
    const { given, traits: before } = holding.attributes.get(identity) ?? NO_ATTRIBUTES;
    const after = brought.reduce(
      (list: readonly Trait[], [name, value]) => withTrait(list, { name, value, at, source }),
      before,
    );
    if (after === before) return changed;
    setAttributes(holding, identity, { given, traits: after });
    return true;
  }

  /**
   * Counts the declarations of the rows and statements of this operation, and finds which of their anonymous identities
   * are now shared devices.
   */
  *declared(): Work<{ declared: number; shared: string[] }> {
    let declared = 0;
    const shared: string[] = [];
    for (const owners of this.#bears.values()) declared += owners.size;
    for (const anonymous of new Set([...this.#bears.keys(), ...this.#mentioned])) {
      if (yield* this.relations.isShared(anonymous)) shared.push(anonymous);
    }
    return { declared, shared: shared.sort(compareKeys) };
  }

  #declares(anonymous: string, customer: string): void {
    const owners = this.#bears.get(anonymous);
    if (owners === undefined) this.#bears.set(anonymous, new Set([customer]));
    else owners.add(customer);
  }

  /**
   * Sets attributes through the API. The value '' removes an attribute from all identities of the customer. Returns
   * whether anything changes.
   */
  *give(identity: string, attributes: Attributes): Work<boolean> {
    const holding = yield* this.#loaded.holding(identity);
    const removed = Object.fromEntries(Object.entries(attributes).filter(([, value]) => value === ""));
    let changed = false;
    for (const one of new Set([identity, ...holding.attributes.keys()])) {
      const { given, traits } = holding.attributes.get(one) ?? NO_ATTRIBUTES;
      const after = changeAttributes(given, one === identity ? attributes : removed);
      if (after === null) continue;
      setAttributes(holding, one, { given: after, traits });
      changed = true;
    }
    return changed;
  }

  /** Returns whether the link is new. */
  *link(from: string, into: string): Work<boolean> {
    if (!(yield* this.relations.addLink(from, into))) return false;
    this.#loaded.touched.add(from).add(into);
    return true;
  }

  /** Returns whether the link existed. */
  *unlink(from: string, into: string): Work<boolean> {
    if (!(yield* this.relations.removeLink(from, into))) return false;
    this.#loaded.touched.add(from).add(into);
    return true;
  }

  /** Erases everything of the customer to whom the identity belongs. Returns what was removed. */
  *erase(
    identity: string,
  ): Work<{ found: boolean; customers: number; interactions: number; answers: number; related: boolean }> {
    const holding = yield* this.#loaded.holding(identity);
    const members = new Set(holding.stored.members);
    const interactions = countOf(holding.stored.history);
    const answers = holding.stored.history?.kept?.answers.length ?? 0;
    let related = false;
    for (const member of members) {
      const { into, from, declares } = yield* this.relations.of(member);
      const owners = yield* this.relations.allOwners(member);
      for (const other of [...into]) related = (yield* this.unlink(member, other)) || related;
      for (const other of [...from]) related = (yield* this.unlink(other, member)) || related;
      for (const [owner, { rows }] of [...owners]) {
        if (rows && !members.has(owner)) yield* this.#loaded.unname(owner, member);
        related = (yield* this.#loaded.declare(member, owner, () => NOBODY)) || related;
      }
      for (const anonymous of [...declares.keys()])
        related = (yield* this.#loaded.declare(anonymous, member, () => NOBODY)) || related;
      yield* this.#loaded.setRows(holding, member, new Map());
    }
    holding.attributes.clear();
    holding.answers.clear();
    holding.changed = true;
    holding.rowsChanged = true;
    const exists = holding.stored.history !== null;
    return { found: exists || related, customers: exists ? 1 : 0, interactions, answers, related };
  }

  /**
   * Removes everything that the removed import recorded about one customer: the customer to whom the identity belongs.
   * Returns whether there was anything to remove.
   */
  *forget(identity: string): Work<boolean> {
    return (yield* this.#loaded.holding(identity)).changed;
  }

  /** Removes a statement of a source. */
  *retract(anonymous: string, customer: string, source: number): Work<void> {
    yield* this.#loaded.declare(anonymous, customer, ({ rows, sources }) => ({
      rows,
      sources: sources.filter((other) => other !== source),
    }));
  }

  /** Marks a customer to be assembled again, because the journey gap has changed. */
  *assembleAnew(identity: string): Work<void> {
    const holding = yield* this.#loaded.holding(identity);
    holding.changed = true;
    holding.rowsChanged = true;
  }

  /** Returns the changes for the store to save. Must be the last call. */
  settle(journeyGap: number): Work<Settled> {
    return settle(this.#loaded, journeyGap);
  }
}

const NOBODY: Borne = { rows: false, sources: [] };
