// Which identities belong to one customer? Links (made by people) and declarations (made by rows) relate identities. A
// customer is a connected component of identities that these relations join.
//
// - A link joins its two identities. The declarations of an identity that is `from` in a link have no effect. A link
//   from an identity to itself therefore keeps this identity separate.
// - A declaration says that an anonymous identity belongs to another identity, its owner. The declaration joins the
//   two, unless the anonymous identity is a shared device. An identity is a shared device if it has several owners, and
//   if links alone do not join these owners to one customer. A shared device is joined to none of its owners.
// - An identity points to the identities into which it is linked. If declarations join it to its owners, it points to
//   the owners too. The key of the customer is the identity that points to no other identity. If there are several such
//   identities, the key is the first of these in code-point order. If there is none, the key is the first of all
//   identities of the customer.
//
// The customers and their keys depend on the set of links and declarations, not on their order. Relations are loaded on
// demand: methods are generators that yield requests, which the store answers. The time is proportional to the number
// of relations of the component. Of the owners of a shared device, only the first ones are read.
import { compareKeys } from "../../model/keys.js";

/**
 * The support of a declaration. The declaration exists as long as at least one row of interactions, or at least one
 * source with a statement, supports it.
 */
export interface Borne {
  /** Whether rows of interactions support the declaration. */
  readonly rows: boolean;
  /** The numbers of the sources with a statement, in ascending order. */
  readonly sources: readonly number[];
}

/** The relations of one identity. */
export interface Related {
  /** The identities into which this identity is linked. */
  readonly into: Set<string>;
  /** The identities that are linked into this one. */
  readonly from: Set<string>;
  /** The identities for which this identity is declared. */
  readonly owners: Map<string, Borne>;
  /** The identities that are declared for this one. */
  readonly declares: Map<string, Borne>;
  /** False if there are more owners than were read. `owners` then has at least two. */
  complete: boolean;
  /** Whether the store has an index of the rows of other identities that name this one (namings.ts). */
  indexed: boolean;
  /** Whether changes of such rows must be entered in the index, which exists or is being built. */
  maintained: boolean;
}

/** A request for the relations of these identities, or for all owners of one identity. */
export type RelationsNeeded = { readonly relations: readonly string[] } | { readonly owners: string };

export type Walk<T, N = never> = Generator<RelationsNeeded | N, T, void>;

/**
 * The number of owners that are read first. Two owners that are not the same customer are enough to show that the
 * identity is a shared device.
 */
export const FIRST_OWNERS = 16;

export function noRelations(): Related {
  return {
    into: new Set(),
    from: new Set(),
    owners: new Map(),
    declares: new Map(),
    complete: true,
    indexed: false,
    maintained: false,
  };
}

export interface Component {
  /** The customer's key. */
  readonly key: string;
  /** All identities, including the key. */
  readonly members: ReadonlySet<string>;
}

export interface Link {
  readonly from: string;
  readonly into: string;
}

export interface Declaration extends Borne {
  readonly anonymous: string;
  readonly customer: string;
}

/** A change of a relation, for the store to save. If `borne` is null, the declaration is removed. */
export type RelationChange =
  | { readonly link: Link; readonly exists: boolean }
  | {
      readonly declared: Omit<Declaration, keyof Borne>;
      readonly borne: Borne | null;
      /** Whether the store has the declaration already. */
      readonly existed: boolean;
    };

const NOTHING: Borne = { rows: false, sources: [] };

/** The relations that an operation has read, with its changes. */
export class Relations {
  readonly #read = new Map<string, Related>();
  readonly #links = new Map<string, { readonly link: Link; readonly before: boolean; exists: boolean }>();
  readonly #declared = new Map<
    string,
    { readonly anonymous: string; readonly customer: string; readonly before: Borne | null; borne: Borne | null }
  >();
  readonly #linkComponents = new Map<string, ReadonlySet<string>>();
  /** This number increases with every change. */
  version = 0;

  // -- filled by the store --

  /** Must be called with the result of a request for relations. */
  know(key: string, related: Related): void {
    if (!this.#read.has(key)) this.#read.set(key, related);
  }

  /** Must be called with the result of a request for owners. The result has all stored owners. */
  knowOwners(key: string, owners: ReadonlyMap<string, Borne>): void {
    const related = this.#read.get(key)!;
    for (const [owner, borne] of owners) if (!related.owners.has(owner)) related.owners.set(owner, borne);
    for (const { anonymous, customer, borne } of this.#declared.values())
      if (anonymous === key && borne === null) related.owners.delete(customer);
    related.complete = true;
  }

  // -- reading --

  *load(keys: Iterable<string>): Walk<void> {
    const missing = [...new Set(keys)].filter((key) => !this.#read.has(key));
    if (missing.length > 0) yield { relations: missing };
  }

  *of(key: string): Walk<Related> {
    yield* this.load([key]);
    return this.#read.get(key)!;
  }

  *allOwners(key: string): Walk<ReadonlyMap<string, Borne>> {
    const related = yield* this.of(key);
    if (!related.complete) yield { owners: key };
    return related.owners;
  }

  /** The identities that are joined to this one if only links are considered. */
  *#linked(key: string): Walk<ReadonlySet<string>> {
    const known = this.#linkComponents.get(key);
    if (known !== undefined) return known;
    const members = new Set([key]);
    for (const member of members) {
      const { into, from } = yield* this.of(member);
      for (const other of into) members.add(other);
      for (const other of from) members.add(other);
    }
    for (const member of members) this.#linkComponents.set(member, members);
    return members;
  }

  /**
   * Whether the owners of an identity are one customer if only links are considered. Also true if there is at most one
   * owner.
   */
  *#ownersAreOne(key: string, without: ReadonlySet<string>): Walk<boolean> {
    const one = function* (this: Relations, owners: ReadonlyMap<string, Borne>): Walk<boolean> {
      let linked: ReadonlySet<string> | null = null;
      for (const owner of owners.keys()) {
        if (without.has(owner)) continue;
        if (linked === null) linked = yield* this.#linked(owner);
        else if (!linked.has(owner)) return false;
      }
      return true;
    }.bind(this);
    const related = yield* this.of(key);
    if (!(yield* one(related.owners))) return false;
    if (related.complete) return true;
    return yield* one(yield* this.allOwners(key));
  }

  /** Whether declarations join the identity to its owners. */
  *joins(key: string): Walk<boolean> {
    const related = yield* this.of(key);
    if (related.owners.size === 0 || related.into.size > 0) return false;
    return yield* this.#ownersAreOne(key, NONE);
  }

  /** Whether the identity is a shared device, which means that it is declared for two customers or more. */
  *isShared(key: string): Walk<boolean> {
    const related = yield* this.of(key);
    if (related.owners.size < 2 || related.into.size > 0) return false;
    return !(yield* this.#ownersAreOne(key, NONE));
  }

  *component(key: string): Walk<Component> {
    const members = new Set([key]);
    const pointing = new Set<string>();
    for (const member of members) {
      const { into, from, owners, declares } = yield* this.of(member);
      yield* this.load([...into, ...from, ...declares.keys()]);
      for (const other of into) {
        members.add(other);
        if (other !== member) pointing.add(member);
      }
      for (const other of from) members.add(other);
      if (yield* this.joins(member)) {
        pointing.add(member);
        for (const owner of owners.keys()) members.add(owner);
      }
      for (const anonymous of declares.keys())
        if (!members.has(anonymous) && (yield* this.joins(anonymous))) members.add(anonymous);
    }
    const last = [...members].filter((member) => !pointing.has(member));
    return { key: firstKey(last.length > 0 ? last : members), members };
  }

  /** Shared devices that are declared for a member, in code-point order. */
  *sharedWith(members: ReadonlySet<string>): Walk<string[]> {
    const shared = new Set<string>();
    yield* this.load(members);
    for (const member of members)
      for (const anonymous of (yield* this.of(member)).declares.keys())
        if (!members.has(anonymous) && (yield* this.isShared(anonymous))) shared.add(anonymous);
    return [...shared].sort(compareKeys);
  }

  /** The shared devices that would be joined to a customer if these members were erased, with an owner of each. */
  *joiningWithout(members: ReadonlySet<string>): Walk<{ readonly anonymous: string; readonly owner: string }[]> {
    const joining: { anonymous: string; owner: string }[] = [];
    for (const anonymous of yield* this.sharedWith(members)) {
      if (!(yield* this.#ownersAreOne(anonymous, members))) continue;
      const owner = [...(yield* this.allOwners(anonymous)).keys()].find((key) => !members.has(key));
      if (owner !== undefined) joining.push({ anonymous, owner });
    }
    return joining;
  }

  // -- changes --

  /** Returns whether the link is new. */
  *addLink(from: string, into: string): Walk<boolean> {
    return yield* this.#setLink({ from, into }, true);
  }

  /** Returns whether the link existed. */
  *removeLink(from: string, into: string): Walk<boolean> {
    return yield* this.#setLink({ from, into }, false);
  }

  *#setLink(link: Link, exists: boolean): Walk<boolean> {
    yield* this.load([link.from, link.into]);
    const from = yield* this.of(link.from);
    const into = yield* this.of(link.into);
    const before = from.into.has(link.into);
    if (before === exists) return false;
    if (exists) {
      from.into.add(link.into);
      into.from.add(link.from);
    } else {
      from.into.delete(link.into);
      into.from.delete(link.from);
    }
    const name = JSON.stringify([link.from, link.into]);
    const known = this.#links.get(name);
    if (known === undefined) this.#links.set(name, { link, before, exists });
    else known.exists = exists;
    this.#linkComponents.clear();
    this.version++;
    return true;
  }

  /**
   * Changes the support of a declaration. A declaration that had no support before is added. A declaration that has no
   * support afterwards is removed. Returns whether the declaration was added or removed.
   */
  *declare(anonymous: string, customer: string, change: (borne: Borne) => Borne): Walk<boolean> {
    yield* this.load([anonymous, customer]);
    const ofAnonymous = yield* this.of(anonymous);
    const ofCustomer = yield* this.of(customer);
    const before = ofCustomer.declares.get(anonymous) ?? null;
    const changed = change(before ?? NOTHING);
    const borne = changed.rows || changed.sources.length > 0 ? changed : null;
    if (sameBorne(before, borne)) return false;
    this.version++;
    if (borne === null) {
      ofAnonymous.owners.delete(customer);
      ofCustomer.declares.delete(anonymous);
    } else {
      ofAnonymous.owners.set(customer, borne);
      ofCustomer.declares.set(anonymous, borne);
    }
    const name = JSON.stringify([anonymous, customer]);
    const known = this.#declared.get(name);
    if (known === undefined) this.#declared.set(name, { anonymous, customer, before, borne });
    else known.borne = borne;
    // If only some owners were read, at least two of them must be left: a single owner would not show that there are
    // others. If fewer are left, all owners are read.
    if (!ofAnonymous.complete && ofAnonymous.owners.size < 2) yield { owners: anonymous };
    return (before === null) !== (borne === null);
  }

  /** The number of links and declarations afterwards, minus the number before. */
  get added(): number {
    let added = 0;
    for (const change of this.changes())
      if ("link" in change) added += change.exists ? 1 : -1;
      else added += Number(change.borne !== null) - Number(change.existed);
    return added;
  }

  /** All changes compared with what is stored. */
  changes(): RelationChange[] {
    const changes: RelationChange[] = [];
    for (const { link, before, exists } of this.#links.values()) if (before !== exists) changes.push({ link, exists });
    for (const { anonymous, customer, before, borne } of this.#declared.values())
      if (!sameBorne(before, borne))
        changes.push({ declared: { anonymous, customer }, borne, existed: before !== null });
    return changes;
  }
}

const NONE: ReadonlySet<string> = new Set();

function sameBorne(a: Borne | null, b: Borne | null): boolean {
  if (a === null || b === null) return a === b;
  return a.rows === b.rows && a.sources.join() === b.sources.join();
}

export function firstKey(keys: Iterable<string>): string {
  let first: string | null = null;
  for (const key of keys) if (first === null || compareKeys(key, first) < 0) first = key;
  return first!;
}
