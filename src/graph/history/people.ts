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
import type { Answer } from "../../model/feedback.js";
import { type Interaction, type OriginContent, sameContent } from "../../model/interaction.js";
import type { Attributes, CustomerHistory, IdentityAttributes, Journey, Kept, Trait } from "../../model/journey.js";
import { compareKeys } from "../../model/keys.js";
import type { RecordedIdentities, Statement } from "../store.js";
import { assembleJourneys, compareInteractions } from "./assemble.js";
import { changeAttributes, ordered, shownAttributes, withTrait } from "./attributes.js";
import {
  type IncomingRow,
  keptOf,
  type RecordingOptions,
  type RowReport,
  recordInto,
  withoutNamings,
} from "./change.js";
import { answersWithout, compareAnswers, type IncomingAnswerRow, recordAnswersInto } from "./feedback.js";
import { markOf, type NamingChanges, NamingIndex, type NamingsNeeded } from "./namings.js";
import { type Borne, type Component, FIRST_OWNERS, type RelationChange, Relations, type Walk } from "./relations.js";

/** The customers to which these identities belong, with everything recorded. */
export interface CustomersNeeded {
  readonly customersOf: readonly string[];
}

export type Work<T> = Walk<T, CustomersNeeded | NamingsNeeded>;

/** A customer as stored. */
export interface StoredCustomer {
  readonly key: string;
  /** All identities of the customer, including its key. */
  readonly members: readonly string[];
  /** Null if nothing is recorded about the customer. */
  readonly history: CustomerHistory | null;
}

export interface SavedCustomer {
  /** The stored customer with this key, whose number the customer keeps; null if the customer is new. */
  readonly before: CustomerHistory | null;
  readonly key: string;
  readonly attributes: Attributes;
  readonly journeys: readonly Journey[];
  readonly kept: Kept | undefined;
}

export interface MovedIdentity {
  readonly identity: string;
  /** The keys of the customers to whom the identity belongs before and after the operation. */
  readonly before: string;
  readonly after: string;
}

export interface Settled {
  readonly saved: readonly SavedCustomer[];
  readonly removed: readonly CustomerHistory[];
  readonly moved: readonly MovedIdentity[];
  readonly relations: readonly RelationChange[];
  /** By how much the number of links and declarations changes. */
  readonly relationsAdded: number;
  readonly namings: NamingChanges;
  /** The number of interactions whose customer now has another key. */
  readonly interactionsMoved: number;
  /** The number of interactions that are hidden afterwards, minus those hidden before. */
  readonly hidden: number;
}

/** The source and the origins of an import that is being removed. */
export interface Forgotten {
  readonly source: number;
  readonly origins: ReadonlySet<number>;
}

/** A customer that was loaded and may be changed, with its base. */
interface Holding {
  readonly stored: StoredCustomer;
  readonly rows: Map<string, Map<string, Interaction>>;
  readonly attributes: Map<string, IdentityAttributes>;
  /** The answers of each identity. */
  readonly answers: Map<string, readonly Answer[]>;
  /** The stored interactions that are hidden. */
  readonly hidden: ReadonlySet<Interaction>;
  /** The ids of interactions that were added, changed or removed, by identity. */
  readonly edited: Map<string, Set<string>>;
  changed: boolean;
  /** Whether interactions have changed, or journeys must be assembled again for another reason. */
  rowsChanged: boolean;
  /**
   * Used while an import is removed: whether everything that the import recorded has been removed from this customer.
   */
  cleared: boolean;
}

const NO_ATTRIBUTES: IdentityAttributes = { given: {}, traits: [] };
const NO_ROWS: ReadonlyMap<string, Interaction> = new Map();

export class People {
  readonly relations = new Relations();
  readonly namings = new NamingIndex();
  readonly #holdings = new Map<string, Holding>();
  /** Identities whose relations have changed. */
  readonly #touched = new Set<string>();
  /** By anonymous identity: the ids of changed rows that name this identity. */
  readonly #named = new Map<string, Set<string>>();
  /** By anonymous key: the customers for whom rows or statements of this operation declare it. */
  readonly #bears = new Map<string, Set<string>>();
  /** The anonymous keys of the statements of this operation. */
  readonly #mentioned = new Set<string>();
  readonly #forgotten: Forgotten | null;

  constructor(forgotten: Forgotten | null = null) {
    this.#forgotten = forgotten;
  }

  /** Receives a customer. Must be called with each customer in the result of a request (CustomersNeeded). */
  know(stored: StoredCustomer): void {
    if (this.#holdings.has(stored.key)) return;
    const hidden = new Set(stored.history?.kept?.hidden ?? []);
    const unchanged = { edited: new Map(), changed: false, rowsChanged: false, cleared: false };
    const holding: Holding = { stored, ...baseOf(stored), hidden, ...unchanged };
    for (const member of stored.members) this.#holdings.set(member, holding);
  }

  /** Loads the relations and then the customers of these identities, with one request for each. */
  *preload(identities: readonly string[]): Work<void> {
    yield* this.relations.load(identities);
    yield* this.#load(identities);
  }

  // -- changes --

  *record(identity: string, rows: readonly IncomingRow[], options: RecordingOptions, report: RowReport): Work<void> {
    const holding = yield* this.#holding(identity);
    const before = new Map(holding.rows.get(identity) ?? NO_ROWS);
    const after = new Map(before);
    const changed = recordInto(identity, after, rows, options, report);
    if (changed) yield* this.#setRows(holding, identity, after);
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
    const holding = yield* this.#holding(identity);
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
      const isNew = yield* this.#declare(anonymous, customer, ({ rows, sources }) => ({
        rows,
        sources: sources.includes(source) ? sources : [...sources, source].sort((a, b) => a - b),
      }));
      if (isNew) this.#declares(anonymous, customer);
      changed = this.relations.version !== before;
    }
    const identity = customer ?? anonymous;
    const brought = Object.entries(traits).filter(([, value]) => value !== "");
    if (identity === null || brought.length === 0) return changed;
    const holding = yield* this.#holding(identity);
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
    const holding = yield* this.#holding(identity);
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
    this.#touched.add(from).add(into);
    return true;
  }

  /** Returns whether the link existed. */
  *unlink(from: string, into: string): Work<boolean> {
    if (!(yield* this.relations.removeLink(from, into))) return false;
    this.#touched.add(from).add(into);
    return true;
  }

  /** Erases everything of the customer to whom the identity belongs. Returns what was removed. */
  *erase(
    identity: string,
  ): Work<{ found: boolean; customers: number; interactions: number; answers: number; related: boolean }> {
    const holding = yield* this.#holding(identity);
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
        if (rows && !members.has(owner)) yield* this.#unname(owner, member);
        related = (yield* this.#declare(member, owner, () => NOBODY)) || related;
      }
      for (const anonymous of [...declares.keys()])
        related = (yield* this.#declare(anonymous, member, () => NOBODY)) || related;
      yield* this.#setRows(holding, member, new Map());
    }
    holding.attributes.clear();
    holding.answers.clear();
    holding.changed = true;
    holding.rowsChanged = true;
    const exists = holding.stored.history !== null;
    return { found: exists || related, customers: exists ? 1 : 0, interactions, answers, related };
  }

  /**
   * Removes what the removed import recorded from the customer to whom the identity belongs. Returns whether there was
   * anything to remove.
   */
  *forget(identity: string): Work<boolean> {
    return (yield* this.#holding(identity)).changed;
  }

  /** Removes a statement of a source. */
  *retract(anonymous: string, customer: string, source: number): Work<void> {
    yield* this.#declare(anonymous, customer, ({ rows, sources }) => ({
      rows,
      sources: sources.filter((other) => other !== source),
    }));
  }

  /** Marks a customer to be assembled again, because the journey gap has changed. */
  *assembleAnew(identity: string): Work<void> {
    const holding = yield* this.#holding(identity);
    holding.changed = true;
    holding.rowsChanged = true;
  }

  // -- the result --

  /** Returns the changes for the store to save. Must be the last call. */
  *settle(journeyGap: number): Work<Settled> {
    const groups = yield* this.#groups();
    const saved: SavedCustomer[] = [];
    const moved: MovedIdentity[] = [];
    const standing = new Set<Holding>();
    const touched = new Set<Holding>();
    let interactionsMoved = 0;
    let hiddenMore = 0;
    for (const { key, members } of groups) {
      const holdings = new Set<Holding>();
      for (const member of members) holdings.add(yield* this.#holding(member));
      for (const holding of holdings) touched.add(holding);
      const own = [...holdings].find(({ stored }) => stored.key === key);
      // True if no part of the customer has changed, and the identities that it gained or lost have no data.
      const same =
        own !== undefined &&
        [...holdings].every((holding) => !holding.changed && (holding === own || holding.stored.history === null)) &&
        own.stored.members.every((member) => members.has(member) || !hasAnything(own, member));
      const before = own?.stored.history ?? null;
      if (own !== undefined) standing.add(own);
      for (const member of members) {
        const { stored } = this.#holdings.get(member)!;
        if (stored.key !== key) moved.push({ identity: member, before: stored.key, after: key });
      }
      if (same && ![...members].some((member) => this.#isNamedAnew(member))) continue;
      const base = baseFor(members, holdings);
      const hidden = yield* this.#hiddenOf(base.rows);
      const sameHidden =
        hidden.size === (before?.kept?.hidden.length ?? 0) &&
        [...hidden].every((one) => before!.kept!.hidden.some((other) => isSameRow(one, other)));
      if (same && sameHidden) continue;
      hiddenMore += hidden.size;
      for (const holding of holdings)
        for (const member of holding.stored.members) {
          if (!members.has(member) || holding.stored.key === key) continue;
          for (const interaction of holding.rows.get(member)?.values() ?? [])
            if (!hidden.has(interaction)) interactionsMoved++;
        }
      // If only answers or attributes have changed, the journeys are the same.
      const sameRows =
        before !== null && holdings.size === 1 && !own!.rowsChanged && members.size === own!.stored.members.length;
      const visible = hidden.size === 0 ? base.rows : base.rows.filter((interaction) => !hidden.has(interaction));
      const journeys = sameRows && sameHidden ? before.journeys : assembleJourneys(key, visible, journeyGap);
      const attributes = shownAttributes(key, base.attributes);
      const kept = keptIn(key, base.attributes, [...hidden].sort(compareInteractions), base.answers);
      saved.push({ before, key, attributes, journeys, kept });
    }
    for (const identity of this.#touched) {
      const related = yield* this.relations.of(identity);
      if (related.indexed && related.owners.size === 0) this.namings.drop(identity);
    }
    const removed: CustomerHistory[] = [];
    const savedBefore = new Set(saved.map(({ before }) => before));
    for (const holding of touched) {
      const { history } = holding.stored;
      if (history === null) continue;
      if (!standing.has(holding)) removed.push(history);
      if (savedBefore.has(history) || !standing.has(holding)) hiddenMore -= history.kept?.hidden.length ?? 0;
    }
    return {
      saved,
      removed,
      moved,
      relations: this.relations.changes(),
      relationsAdded: this.relations.added,
      namings: this.namings.changes(),
      interactionsMoved,
      hidden: hiddenMore,
    };
  }

  /** Finds the customers that may differ from the stored ones after the operation, each as a set of identities. */
  *#groups(): Work<Component[]> {
    for (const anonymous of this.#named.keys()) yield* this.#holding(anonymous);
    for (;;) {
      const before = this.#edits;
      const groups = new Map<string, Component>();
      const waiting = new Set(this.#touched);
      // The loop also visits identities that are added to the set during the loop.
      for (const identity of waiting) {
        if (groups.has(identity)) continue;
        const group = yield* this.relations.component(identity);
        yield* this.#load(group.members);
        for (const member of group.members) {
          groups.set(member, group);
          for (const other of (yield* this.#holding(member)).stored.members) waiting.add(other);
        }
      }
      // If customers were loaded while an import is removed, its rows were removed from them, which may have changed
      // more relations. The search then begins again.
      if (this.#edits !== before) continue;
      for (const holding of new Set(this.#holdings.values())) {
        const { key, members } = holding.stored;
        if (groups.has(key)) continue;
        if (!holding.changed && !members.some((member) => this.#isNamedAnew(member))) continue;
        const group = { key, members: new Set(members) };
        for (const member of members) groups.set(member, group);
      }
      return [...new Set(groups.values())];
    }
  }

  /**
   * Whether an interaction of the identity may become hidden or shown, because a row that names the identity has
   * changed and has the same id.
   */
  #isNamedAnew(identity: string): boolean {
    const ids = this.#named.get(identity);
    const rows = this.#holdings.get(identity)?.rows.get(identity);
    if (ids === undefined || rows === undefined) return false;
    return [...ids].some((id) => rows.has(id));
  }

  /**
   * Finds those of the interactions that are hidden. Whether an interaction is hidden depends only on itself and on the rows
   * that name its identity. If both are as stored, it keeps its state.
   */
  *#hiddenOf(rows: readonly Interaction[]): Work<Set<Interaction>> {
    const hidden = new Set<Interaction>();
    const unsure = new Map<string, Interaction[]>();
    for (const interaction of rows) {
      const { id, identity, named } = interaction;
      if (named !== null) continue;
      const holding = this.#holdings.get(identity)!;
      if (holding.edited.get(identity)?.has(id) || this.#named.get(identity)?.has(id)) {
        const same = unsure.get(identity);
        if (same === undefined) unsure.set(identity, [interaction]);
        else same.push(interaction);
      } else if (holding.hidden.has(interaction)) hidden.add(interaction);
    }
    yield* this.relations.load(unsure.keys());
    for (const [identity, interactions] of unsure)
      for (const interaction of yield* this.#namedByOwners(identity, interactions)) hidden.add(interaction);
    return hidden;
  }

  /** Those interactions of an anonymous identity for which an owner has a row with the same id and equal content. */
  *#namedByOwners(identity: string, interactions: readonly Interaction[]): Work<Interaction[]> {
    const related = yield* this.relations.of(identity);
    if (related.owners.size === 0) return [];
    if (!related.indexed) {
      const owners = [...(yield* this.relations.allOwners(identity))].flatMap(([owner, { rows }]) =>
        rows ? owner : [],
      );
      yield* this.#load(owners);
      if (owners.length <= FIRST_OWNERS) {
        const same = (a: Interaction): boolean =>
          owners.some((owner) => {
            const b = this.#holdings.get(owner)!.rows.get(owner)?.get(a.id);
            return b !== undefined && namesIdentity(b, identity) && sameContent(a, b);
          });
        return interactions.filter(same);
      }
      for (const owner of owners)
        for (const interaction of this.#holdings.get(owner)!.rows.get(owner)?.values() ?? [])
          if (namesIdentity(interaction, identity)) this.namings.set(identity, owner, interaction, true);
      this.namings.build(identity);
      related.indexed = true;
    }
    const marks = interactions.map((interaction) => markOf(identity, interaction));
    const named = yield* this.namings.among(identity, marks);
    return interactions.filter((_, i) => named.has(marks[i]!));
  }
  // -- parts --

  /** Counts changes of relations. */
  #edits = 0;

  *#load(identities: Iterable<string>): Work<void> {
    const missing = [...new Set(identities)].filter((identity) => !this.#holdings.has(identity));
    if (missing.length > 0) yield { customersOf: missing };
  }

  *#holding(identity: string): Work<Holding> {
    yield* this.#load([identity]);
    const holding = this.#holdings.get(identity)!;
    if (this.#forgotten !== null && !holding.cleared) {
      holding.cleared = true;
      yield* this.#clear(holding, this.#forgotten);
    }
    return holding;
  }

  *#clear(holding: Holding, { source, origins }: Forgotten): Work<void> {
    for (const [identity, rows] of [...holding.rows]) {
      const left = keptOf([...rows.values()], origins);
      if (left !== null) yield* this.#setRows(holding, identity, byId(left));
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
  *#unname(owner: string, anonymous: string): Work<void> {
    const holding = yield* this.#holding(owner);
    const left = withoutNamings([...(holding.rows.get(owner)?.values() ?? [])], (key) => key === anonymous);
    if (left !== null) yield* this.#setRows(holding, owner, byId(left));
  }

  *#setRows(holding: Holding, identity: string, after: Map<string, Interaction>): Work<void> {
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
      if (ids.length > 0 && (yield* this.relations.of(anonymous)).indexed)
        for (const id of ids) {
          const [row, rowAfter] = [rowsBefore?.get(id), rowsAfter?.get(id)];
          if (row !== undefined) this.namings.set(anonymous, identity, row, false);
          if (rowAfter !== undefined) this.namings.set(anonymous, identity, rowAfter, true);
        }
      const rows = rowsAfter !== undefined;
      if ((rowsBefore !== undefined) !== rows)
        yield* this.#declare(anonymous, identity, ({ sources }) => ({ rows, sources }));
    }
  }

  #nameAnew(anonymous: string, ids: readonly string[]): void {
    if (ids.length === 0) return;
    const known = this.#named.get(anonymous);
    if (known === undefined) this.#named.set(anonymous, new Set(ids));
    else for (const id of ids) known.add(id);
  }

  *#declare(anonymous: string, customer: string, change: (borne: Borne) => Borne): Work<boolean> {
    if (anonymous === customer) return false;
    const changed = yield* this.relations.declare(anonymous, customer, change);
    if (changed) {
      this.#touched.add(anonymous).add(customer);
      this.#edits++;
    }
    return changed;
  }
}

const NOBODY: Borne = { rows: false, sources: [] };

/** The numbers of customers and interactions that a change of relations affected, as a store reports them. */
export function changedBy({ saved, removed, interactionsMoved }: Settled): { customers: number; interactions: number } {
  const left = saved.filter(
    ({ journeys, attributes, kept }) => journeys.length > 0 || Object.keys(attributes).length > 0 || kept !== undefined,
  );
  return { customers: left.length + removed.length, interactions: interactionsMoved };
}

/**
 * Adjusts the report of a recording: if a row makes an interaction of an anonymous identity hidden, the row counts as a
 * duplicate instead of accepted.
 */
export function countHidden(
  report: RowReport,
  hidden: number,
  declared: Omit<RecordedIdentities, "named">,
): RecordedIdentities {
  const named = Math.min(Math.max(0, hidden), report.accepted);
  report.accepted -= named;
  report.duplicates += named;
  return { ...declared, named };
}

/** Everything recorded about a customer, by identity. */
export function baseOf({
  key,
  history,
}: Pick<StoredCustomer, "key" | "history">): Pick<Holding, "rows" | "attributes" | "answers"> {
  const rows = new Map<string, Map<string, Interaction>>();
  const attributes = new Map<string, IdentityAttributes>();
  const answers = new Map<string, Answer[]>();
  if (history === null) return { rows, attributes, answers };
  const add = (interaction: Interaction): void => {
    const same = rows.get(interaction.identity);
    if (same === undefined) rows.set(interaction.identity, new Map([[interaction.id, interaction]]));
    else same.set(interaction.id, interaction);
  };
  for (const { interactions } of history.journeys) for (const interaction of interactions) add(interaction);
  for (const interaction of history.kept?.hidden ?? []) add(interaction);
  if (history.kept !== undefined) for (const [identity, one] of history.kept.attributes) attributes.set(identity, one);
  else if (Object.keys(history.attributes).length > 0) attributes.set(key, { given: history.attributes, traits: [] });
  for (const answer of history.kept?.answers ?? []) {
    const same = answers.get(answer.identity);
    if (same === undefined) answers.set(answer.identity, [answer]);
    else same.push(answer);
  }
  return { rows, attributes, answers };
}

function baseFor(
  members: ReadonlySet<string>,
  holdings: Iterable<Holding>,
): { rows: Interaction[]; attributes: Map<string, IdentityAttributes>; answers: Answer[] } {
  const rows: Interaction[] = [];
  const answers: Answer[] = [];
  const attributes = new Map<string, IdentityAttributes>();
  for (const holding of holdings) {
    for (const [identity, own] of holding.rows)
      if (members.has(identity)) for (const interaction of own.values()) rows.push(interaction);
    for (const [identity, own] of holding.attributes) if (members.has(identity)) attributes.set(identity, own);
    for (const [identity, own] of holding.answers) if (members.has(identity)) answers.push(...own);
  }
  return { rows, attributes, answers: answers.sort(compareAnswers) };
}

function hasAnything({ rows, attributes, answers }: Holding, identity: string): boolean {
  return rows.has(identity) || attributes.has(identity) || answers.has(identity);
}

function setAnswers(holding: Holding, identity: string, after: readonly Answer[]): void {
  if (after.length === 0) holding.answers.delete(identity);
  else holding.answers.set(identity, after);
  holding.changed = true;
}

function setAttributes(holding: Holding, identity: string, after: IdentityAttributes): void {
  if (Object.keys(after.given).length === 0 && after.traits.length === 0) holding.attributes.delete(identity);
  else holding.attributes.set(identity, { given: ordered(new Map(Object.entries(after.given))), traits: after.traits });
  holding.changed = true;
}

/** Returns the data that a history keeps in addition to its attributes and journeys, or undefined if there are none. */
function keptIn(
  key: string,
  attributes: ReadonlyMap<string, IdentityAttributes>,
  hidden: readonly Interaction[],
  answers: readonly Answer[],
): Kept | undefined {
  const plain = [...attributes].every(([identity, { traits }]) => identity === key && traits.length === 0);
  if (plain && hidden.length === 0 && answers.length === 0) return undefined;
  return { attributes: new Map([...attributes].sort(([a], [b]) => compareKeys(a, b))), hidden, answers };
}

/** The rows that name each anonymous key, by id. */
function namingsOf(rows: ReadonlyMap<string, Interaction>): Map<string, Map<string, Interaction>> {
  const namings = new Map<string, Map<string, Interaction>>();
  for (const [id, interaction] of rows)
    for (const { anonymous } of interaction.named ?? []) {
      const same = namings.get(anonymous);
      if (same === undefined) namings.set(anonymous, new Map([[id, interaction]]));
      else same.set(id, interaction);
    }
  return namings;
}

/** The ids of interactions that only one of the two has, or whose content differs between them. */
function changedIds(a: ReadonlyMap<string, Interaction>, b: ReadonlyMap<string, Interaction>): string[] {
  const ids = [...a.keys()].filter((id) => !b.has(id));
  for (const [id, interaction] of b) {
    const before = a.get(id);
    if (before === undefined || (before !== interaction && !sameContent(interaction, before))) ids.push(id);
  }
  return ids;
}

/** Notes the ids of the rows that differ. Rows that a change does not affect are the same objects in both. */
function noteEdits(
  holding: Holding,
  identity: string,
  before: ReadonlyMap<string, Interaction>,
  after: ReadonlyMap<string, Interaction>,
): void {
  const ids = holding.edited.get(identity) ?? new Set();
  holding.edited.set(identity, ids);
  for (const [id, row] of after) if (before.get(id) !== row) ids.add(id);
  for (const id of before.keys()) if (!after.has(id)) ids.add(id);
}

function namesIdentity({ named }: Interaction, identity: string): boolean {
  return named?.some(({ anonymous }) => anonymous === identity) === true;
}

function isSameRow(a: Interaction, b: Interaction): boolean {
  return a.identity === b.identity && a.id === b.id;
}

function byId(interactions: readonly Interaction[]): Map<string, Interaction> {
  return new Map(interactions.map((interaction) => [interaction.id, interaction]));
}

function countOf(history: CustomerHistory | null): number {
  return (history?.journeys ?? []).reduce((sum, { interactions }) => sum + interactions.length, 0);
}

/** The numbers of the origins of a source. */
export function originsOf(
  origins: Iterable<readonly [number, Pick<OriginContent, "source">]>,
  source: number,
): Set<number> {
  const numbers = new Set<number>();
  for (const [number, origin] of origins) if (origin.source === source) numbers.add(number);
  return numbers;
}
