// The base of a customer is everything that was recorded under its identities (people.ts). An operation changes the
// bases of the customers that it has loaded.
import type { Answer } from "../../model/feedback.js";
import { type Interaction, sameContent } from "../../model/interaction.js";
import type { CustomerHistory, IdentityAttributes, Kept } from "../../model/journey.js";
import { compareKeys } from "../../model/keys.js";
import { ordered } from "./attributes.js";
import { compareAnswers } from "./feedback.js";

/** A customer as stored. */
export interface StoredCustomer {
  readonly key: string;
  /** All identities of the customer, including its key. */
  readonly members: readonly string[];
  /** Null if nothing is recorded about the customer. */
  readonly history: CustomerHistory | null;
}

/**
 * A customer that was loaded and may be changed, with its base. The keys of each map are identities. In `rows`, the
 * value for an identity is a map from id to interaction.
 */
export interface Holding {
  readonly stored: StoredCustomer;
  readonly rows: Map<string, Map<string, Interaction>>;
  readonly attributes: Map<string, IdentityAttributes>;
  /** The answers of each identity. */
  readonly answers: Map<string, readonly Answer[]>;
  /** The stored interactions that are hidden. */
  readonly hidden: ReadonlySet<Interaction>;
  /** For each identity, the ids of the interactions that were added, changed or removed. */
  readonly edited: Map<string, Set<string>>;
  changed: boolean;
  /** Whether interactions have changed, or journeys must be assembled again for another reason. */
  rowsChanged: boolean;
  /**
   * Used while an import is removed: whether everything that the import recorded has been removed from this customer.
   */
  cleared: boolean;
}

export const NO_ATTRIBUTES: IdentityAttributes = { given: {}, traits: [] };
export const NO_ROWS: ReadonlyMap<string, Interaction> = new Map();

export function holdingOf(stored: StoredCustomer): Holding {
  const hidden = new Set(stored.history?.kept?.hidden ?? []);
  const unchanged = { edited: new Map(), changed: false, rowsChanged: false, cleared: false };
  return { stored, ...baseOf(stored), hidden, ...unchanged };
}

/** Returns what was recorded about a customer, separately for each identity. */
function baseOf({
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

export function baseFor(
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

export function hasAnything({ rows, attributes, answers }: Holding, identity: string): boolean {
  return rows.has(identity) || attributes.has(identity) || answers.has(identity);
}

export function setAnswers(holding: Holding, identity: string, after: readonly Answer[]): void {
  if (after.length === 0) holding.answers.delete(identity);
  else holding.answers.set(identity, after);
  holding.changed = true;
}

export function setAttributes(holding: Holding, identity: string, after: IdentityAttributes): void {
  if (Object.keys(after.given).length === 0 && after.traits.length === 0) holding.attributes.delete(identity);
  else holding.attributes.set(identity, { given: ordered(new Map(Object.entries(after.given))), traits: after.traits });
  holding.changed = true;
}

/** Returns the data that a history keeps in addition to its attributes and journeys, or undefined if there are none. */
export function keptIn(
  key: string,
  attributes: ReadonlyMap<string, IdentityAttributes>,
  hidden: readonly Interaction[],
  answers: readonly Answer[],
): Kept | undefined {
  const plain = [...attributes].every(([identity, { traits }]) => identity === key && traits.length === 0);
  if (plain && hidden.length === 0 && answers.length === 0) return undefined;
  return { attributes: new Map([...attributes].sort(([a], [b]) => compareKeys(a, b))), hidden, answers };
}

/** Returns the rows that name anonymous keys: for each of these keys, a map from id to row. */
export function namingsOf(rows: ReadonlyMap<string, Interaction>): Map<string, Map<string, Interaction>> {
  const namings = new Map<string, Map<string, Interaction>>();
  for (const [id, interaction] of rows)
    for (const { anonymous } of interaction.named ?? []) {
      const same = namings.get(anonymous);
      if (same === undefined) namings.set(anonymous, new Map([[id, interaction]]));
      else same.set(id, interaction);
    }
  return namings;
}

/** Returns the ids of the interactions that only one of the two maps has, or whose content differs between them. */
export function changedIds(a: ReadonlyMap<string, Interaction>, b: ReadonlyMap<string, Interaction>): string[] {
  const ids = [...a.keys()].filter((id) => !b.has(id));
  for (const [id, interaction] of b) {
    const before = a.get(id);
    if (before === undefined || (before !== interaction && !sameContent(interaction, before))) ids.push(id);
  }
  return ids;
}

/**
 * Adds to `edited` the ids of the rows that differ. A row that a change does not affect is the same object before and
 * after the change.
 */
export function noteEdits(
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

export function namesIdentity({ named }: Interaction, identity: string): boolean {
  return named?.some(({ anonymous }) => anonymous === identity) === true;
}

export function isSameRow(a: Interaction, b: Interaction): boolean {
  return a.identity === b.identity && a.id === b.id;
}

export function byId(interactions: readonly Interaction[]): Map<string, Interaction> {
  return new Map(interactions.map((interaction) => [interaction.id, interaction]));
}

export function countOf(history: CustomerHistory | null): number {
  return (history?.journeys ?? []).reduce((sum, { interactions }) => sum + interactions.length, 0);
}
