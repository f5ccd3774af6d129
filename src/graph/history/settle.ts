// Completes an operation on several customers (people.ts): finds the customers that may differ from the stored ones,
// assembles them, and returns the changes for the store to save.
import { type Interaction, sameContent } from "../../model/interaction.js";
import type { Attributes, CustomerHistory, Journey, Kept } from "../../model/journey.js";
import type { RecordedIdentities } from "../store.js";
import { assembleJourneys, compareInteractions } from "./assemble.js";
import { shownAttributes } from "./attributes.js";
import { baseFor, type Holding, hasAnything, isSameRow, keptIn, namesIdentity } from "./base.js";
import type { RowReport } from "./change.js";
import type { LoadedCustomers, Work } from "./loaded.js";
import { markOf, type NamingChanges } from "./namings.js";
import { type Component, FIRST_OWNERS, type RelationChange } from "./relations.js";

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
  /** The number of links and declarations afterwards, minus the number before. */
  readonly relationsAdded: number;
  readonly namings: NamingChanges;
  /** The number of interactions whose customer now has another key. */
  readonly interactionsMoved: number;
  /** The number of interactions that are hidden afterwards, minus those hidden before. */
  readonly hidden: number;
}

/** Returns the changes for the store to save. Must be the last call. */
export function* settle(loaded: LoadedCustomers, journeyGap: number): Work<Settled> {
  const groups = yield* groupsOf(loaded);
  const saved: SavedCustomer[] = [];
  const moved: MovedIdentity[] = [];
  const standing = new Set<Holding>();
  const touched = new Set<Holding>();
  let interactionsMoved = 0;
  let hiddenMore = 0;
  for (const { key, members } of groups) {
    const holdings = new Set<Holding>();
    for (const member of members) holdings.add(yield* loaded.holding(member));
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
      const { stored } = loaded.holdings.get(member)!;
      if (stored.key !== key) moved.push({ identity: member, before: stored.key, after: key });
    }
    if (same && ![...members].some((member) => isNamedAnew(loaded, member))) continue;
    const base = baseFor(members, holdings);
    const hidden = yield* hiddenAmong(loaded, base.rows);
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
  for (const identity of loaded.touched) {
    const related = yield* loaded.relations.of(identity);
    if (related.maintained && related.owners.size === 0) loaded.namings.drop(identity);
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
    relations: loaded.relations.changes(),
    relationsAdded: loaded.relations.added,
    namings: loaded.namings.changes(),
    interactionsMoved,
    hidden: hiddenMore,
  };
}

/** Finds the customers that may differ from the stored ones after the operation, each as a set of identities. */
function* groupsOf(loaded: LoadedCustomers): Work<Component[]> {
  for (const anonymous of loaded.named.keys()) yield* loaded.holding(anonymous);
  for (;;) {
    const before = loaded.edits;
    const groups = new Map<string, Component>();
    const waiting = new Set(loaded.touched);
    // The loop also visits identities that are added to the set during the loop.
    for (const identity of waiting) {
      if (groups.has(identity)) continue;
      const group = yield* loaded.relations.component(identity);
      yield* loaded.load(group.members);
      for (const member of group.members) {
        groups.set(member, group);
        for (const other of (yield* loaded.holding(member)).stored.members) waiting.add(other);
      }
    }
    // While an import is removed, loading a customer removes the rows of the import from this customer. If relations
    // have changed because of this, the search begins again.
    if (loaded.edits !== before) continue;
    for (const holding of new Set(loaded.holdings.values())) {
      const { key, members } = holding.stored;
      if (groups.has(key)) continue;
      if (!holding.changed && !members.some((member) => isNamedAnew(loaded, member))) continue;
      const group = { key, members: new Set(members) };
      for (const member of members) groups.set(member, group);
    }
    return [...new Set(groups.values())];
  }
}

/**
 * Whether an interaction of the identity may become hidden or shown. This is so if a row with the same id has changed,
 * and if this row names the identity.
 */
function isNamedAnew(loaded: LoadedCustomers, identity: string): boolean {
  const ids = loaded.named.get(identity);
  const rows = loaded.holdings.get(identity)?.rows.get(identity);
  if (ids === undefined || rows === undefined) return false;
  return [...ids].some((id) => rows.has(id));
}

/**
 * Finds the hidden interactions among `rows`. Whether an interaction is hidden depends only on the interaction and on
 * the rows that name its identity. If neither has changed, the interaction stays hidden or shown as before.
 */
function* hiddenAmong(loaded: LoadedCustomers, rows: readonly Interaction[]): Work<Set<Interaction>> {
  const hidden = new Set<Interaction>();
  const unsure = new Map<string, Interaction[]>();
  for (const interaction of rows) {
    const { id, identity, named } = interaction;
    if (named !== null) continue;
    const holding = loaded.holdings.get(identity)!;
    if (holding.edited.get(identity)?.has(id) || loaded.named.get(identity)?.has(id)) {
      const same = unsure.get(identity);
      if (same === undefined) unsure.set(identity, [interaction]);
      else same.push(interaction);
    } else if (holding.hidden.has(interaction)) hidden.add(interaction);
  }
  yield* loaded.relations.load(unsure.keys());
  for (const [identity, interactions] of unsure)
    for (const interaction of yield* namedByOwners(loaded, identity, interactions)) hidden.add(interaction);
  return hidden;
}

/** Finds the interactions of an anonymous identity for which an owner has a row with the same id and equal content. */
function* namedByOwners(
  loaded: LoadedCustomers,
  identity: string,
  interactions: readonly Interaction[],
): Work<Interaction[]> {
  const related = yield* loaded.relations.of(identity);
  if (related.owners.size === 0) return [];
  if (!related.indexed) {
    const owners = [...(yield* loaded.relations.allOwners(identity))].flatMap(([owner, { rows }]) =>
      rows ? owner : [],
    );
    if (owners.length <= FIRST_OWNERS) {
      yield* loaded.load(owners);
      const same = (a: Interaction): boolean =>
        owners.some((owner) => {
          const b = loaded.holdings.get(owner)!.rows.get(owner)?.get(a.id);
          return b !== undefined && namesIdentity(b, identity) && sameContent(a, b);
        });
      return interactions.filter(same);
    }
    yield { unindexed: identity };
    yield* loaded.visit(owners, (owner, rows) => {
      for (const interaction of rows)
        if (namesIdentity(interaction, identity)) loaded.namings.set(identity, owner, interaction, true);
    });
    loaded.namings.build(identity);
    related.indexed = true;
    related.maintained = true;
  }
  const marks = interactions.map((interaction) => markOf(identity, interaction));
  const named = yield* loaded.namings.among(identity, marks);
  return interactions.filter((_, i) => named.has(marks[i]!));
}
/** The numbers of customers and interactions that a change of relations affected, as a store reports them. */
export function changedBy({ saved, removed, interactionsMoved }: Settled): { customers: number; interactions: number } {
  const left = saved.filter(
    ({ journeys, attributes, kept }) => journeys.length > 0 || Object.keys(attributes).length > 0 || kept !== undefined,
  );
  return { customers: left.length + removed.length, interactions: interactionsMoved };
}

/**
 * Adjusts the report of a recording: if a row makes an interaction of an anonymous identity hidden, the row is counted
 * as a duplicate, and not as accepted.
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
