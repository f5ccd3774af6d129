// Reads and writes the relations between identities, and the customer of each identity.
//
// The database `relations` holds each link and each declaration twice, once under each of its identities:
// `pairKey(identity, kind and other identity)`. The relations of one identity are contiguous. Among them, the owners of
// the identity (the identities for which it is declared) come last, so that not all owners of a shared device must be
// read. The database `members` holds the customer of each identity that is not itself the key of its customer.
import { compareKeys } from "../../model/keys.js";
import type { NamingChanges, NamingEntry, NamingsNeeded } from "../history/namings.js";
import {
  type Borne,
  type Declaration,
  FIRST_OWNERS,
  type Link,
  noRelations,
  type Related,
} from "../history/relations.js";
import { type Databases, type Snapshot, within } from "./databases.js";
import { EMPTY, keyText, pairKey, pairRange, textKey } from "./keys.js";

// The key of an entry consists of an identity, one of these digits, and another identity. The digit says how the two
// are related. 1: the first is linked into the other. 2: the other is linked into the first. 3: the other is an
// anonymous identity that is declared for the first. 4: the other is an owner of the first, that is, the first is
// declared for it.
const INTO = "1";
const FROM = "2";
const DECLARES = "3";
const OWNER = "4";
/**
 * The digit of the entries that index the rows that name a shared device (history/namings.ts). In these entries, a mark
 * and an owner follow the digit. One more entry, in which nothing follows the digit, says that the device has an index.
 */
const NAMING = "5";

export function relatedOf(dbs: Databases, key: string, snapshot?: Snapshot): Related {
  const related = noRelations();
  const { start, skip } = pairRange(key);
  const end = pairKey(key, NAMING);
  for (const { key: pair, value } of dbs.relations.getRange({ start, end, ...within(snapshot) })) {
    const text = keyText(pair.subarray(skip));
    const other = text.slice(1);
    if (text[0] === INTO) related.into.add(other);
    else if (text[0] === FROM) related.from.add(other);
    else if (text[0] === DECLARES) related.declares.set(other, readBorne(value));
    else if (related.owners.size < FIRST_OWNERS) related.owners.set(other, readBorne(value));
    else {
      related.complete = false;
      break;
    }
  }
  if (related.owners.size > 0) related.indexed = dbs.relations.get(end, within(snapshot)) !== undefined;
  related.maintained = related.indexed;
  return related;
}

export function ownersOf(dbs: Databases, key: string, snapshot?: Snapshot): Map<string, Borne> {
  const owners = new Map<string, Borne>();
  const { skip } = pairRange(key);
  const range = { start: pairKey(key, OWNER), end: pairKey(key, NAMING) };
  for (const { key: pair, value } of dbs.relations.getRange({ ...range, ...within(snapshot) }))
    owners.set(keyText(pair.subarray(skip)).slice(1), readBorne(value));
  return owners;
}

/** Must be called in a write transaction. */
export function putLink(dbs: Databases, { from, into }: Link, exists: boolean): void {
  for (const key of [pairKey(from, INTO + into), pairKey(into, FROM + from)])
    if (exists) dbs.relations.putSync(key, EMPTY);
    else dbs.relations.removeSync(key);
}

/** Must be called in a write transaction. */
export function putDeclaration(
  dbs: Databases,
  { anonymous, customer }: Pick<Declaration, "anonymous" | "customer">,
  borne: Borne | null,
): void {
  for (const key of [pairKey(customer, DECLARES + anonymous), pairKey(anonymous, OWNER + customer)])
    if (borne === null) dbs.relations.removeSync(key);
    else dbs.relations.putSync(key, borneBytes(borne));
}

/** Returns, for each mark, at most `most` owners of the device. Each of these owners has a row with this mark. */
export function namingsOf(dbs: Databases, { device, marks, most }: NamingsNeeded): Map<string, string[]> {
  return new Map(
    marks.map((mark) => {
      const { start, end, skip } = pairRange(device, NAMING + mark);
      return [mark, [...dbs.relations.getKeys({ start, end, limit: most })].map((key) => keyText(key.subarray(skip)))];
    }),
  );
}

/** Must be called in a write transaction. */
export function putNamings(dbs: Databases, { added, removed, built, dropped }: NamingChanges): void {
  const keyOf = ({ device, mark, owner }: NamingEntry): Buffer => pairKey(device, NAMING + mark + owner);
  for (const device of built) dbs.relations.putSync(pairKey(device, NAMING), EMPTY);
  for (const entry of removed) dbs.relations.removeSync(keyOf(entry));
  for (const entry of added) dbs.relations.putSync(keyOf(entry), EMPTY);
  for (const device of dropped) dbs.relations.removeSync(pairKey(device, NAMING));
}

/** All links and declarations, each once, by their first key in code-point order. */
export function* allRelations(
  dbs: Databases,
  snapshot?: Snapshot,
): Generator<{ readonly link: Link } | { readonly declaration: Declaration }> {
  for (const { key, value } of dbs.relations.getRange({ ...within(snapshot) })) {
    const bytes = Buffer.from(key);
    const end = 2 + bytes.readUInt16BE(0);
    const first = keyText(bytes.subarray(2, end));
    const text = keyText(bytes.subarray(end));
    if (text[0] === INTO) yield { link: { from: first, into: text.slice(1) } };
    else if (text[0] === OWNER)
      yield { declaration: { anonymous: first, customer: text.slice(1), ...readBorne(value) } };
  }
}

export function memberOf(dbs: Databases, identity: string, snapshot?: Snapshot): string {
  const customer = dbs.members.get(textKey(identity), within(snapshot));
  return customer === undefined ? identity : keyText(customer);
}

/** All identities of a customer: first its key, then the others in code-point order. */
export function membersOf(dbs: Databases, customer: string, snapshot?: Snapshot): string[] {
  const { start, end, skip } = pairRange(customer);
  const others = [...dbs.membersOf.getKeys({ start, end, ...within(snapshot) })].map((pair) =>
    keyText(pair.subarray(skip)),
  );
  return [customer, ...others.sort(compareKeys)];
}

/** Must be called in a write transaction. */
export function moveMember(
  dbs: Databases,
  { identity, before, after }: { readonly identity: string; readonly before: string; readonly after: string },
): void {
  if (before !== identity) dbs.membersOf.removeSync(pairKey(before, identity));
  if (after === identity) dbs.members.removeSync(textKey(identity));
  else {
    dbs.members.putSync(textKey(identity), textKey(after));
    dbs.membersOf.putSync(pairKey(after, identity), EMPTY);
  }
}

function borneBytes({ rows, sources }: Borne): Buffer {
  return Buffer.from(JSON.stringify([rows ? 1 : 0, ...sources]));
}

function readBorne(bytes: Buffer): Borne {
  const [rows, ...sources] = JSON.parse(Buffer.from(bytes).toString()) as number[];
  return { rows: rows === 1, sources };
}
