// Makes pages of lists, and writes and reads their cursors. A cursor is the base64url form of a readable text: the name
// of the list, then the position of a row in the order of the list (for journeys, start and key). The next page can
// therefore be found even if this row no longer exists.
import type { GraphStore } from "../graph/store.js";
import { ThroughlineError } from "../model/errors.js";
import type { CustomerHistory } from "../model/journey.js";
import { nearest } from "../model/keys.js";
import { folded, searching } from "../model/search.js";
import { readSequence, type Sequence } from "../model/sequence.js";

export interface Page<
  T,
  E extends { readonly cursor: string; readonly node: T } = { readonly cursor: string; readonly node: T },
> {
  readonly edges: readonly E[];
  readonly nodes: readonly T[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  /** Counts the rows. It is called only if the client selects the count. */
  readonly totalCount: () => Promise<number> | number;
}

export type CursorPart = string | Sequence;

export function writeCursor(of: string, ...place: readonly CursorPart[]): string {
  const parts = place.map((part) => (typeof part === "bigint" ? String(part) : part));
  return Buffer.from(JSON.stringify([of, ...parts])).toString("base64url");
}

/** The type of each part of a cursor after parsing. A sequence number beyond 2^53 − 1 is written as a string. */
interface CursorKinds {
  readonly number: number;
  readonly string: string;
  readonly sequence: Sequence;
}

/**
 * Reads the position from a cursor whose parts have these types. Returns null if there is no cursor, and throws
 * BAD_CURSOR if the text is not a cursor of this list.
 */
export function readCursor<const Kinds extends readonly (keyof CursorKinds)[]>(
  of: string,
  kinds: Kinds,
  after: string | null | undefined,
): { -readonly [I in keyof Kinds]: CursorKinds[Kinds[I]] } | null {
  if (after === null || after === undefined) return null;
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(after, "base64url").toString());
  } catch {
    parts = null;
  }
  const [kind, ...written] = Array.isArray(parts) ? (parts as unknown[]) : [];
  const place = written.map((part, i) => (kinds[i] === "sequence" ? (readSequence(String(part)) ?? undefined) : part));
  const fits = (part: unknown, i: number): boolean =>
    part !== undefined && (kinds[i] === "sequence" || typeof part === kinds[i]);
  if (kind === of && place.length === kinds.length && place.every(fits)) return place as never;
  throw new ThroughlineError("BAD_CURSOR", `\`after\` is not a cursor of a page of ${of}.`, {
    at: "after",
    remedy: "Give the `endCursor` of the previous page, or leave it out for the first page.",
  });
}

/** A page that a client requests. */
export interface AskedPage {
  readonly first?: number | null;
  readonly after?: string | null;
}

/**
 * The part of a list that a client requests, if the entries of the list have keys. It is the whole list, or a number of
 * entries after a given key.
 */
export interface AskedList {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** The part of a searchable list that a client requests. */
export interface AskedSearch extends AskedList {
  readonly search?: string | null;
}

/** The requested part of the entries that the search finds. */
export function foundIn<T extends { readonly key: string; readonly name: string; readonly kind?: string }>(
  all: readonly T[],
  { search, ...list }: AskedSearch,
): readonly T[] {
  const passes = searching(search);
  return partOf(passes === null ? all : all.filter((thing) => passes(searchedText(thing))), list);
}

/** While the catalogue does not change, its entries remain the same objects. */
const searchedTexts = new WeakMap<object, string>();

function searchedText(thing: { readonly key: string; readonly name: string; readonly kind?: string }): string {
  let text = searchedTexts.get(thing);
  if (text === undefined) {
    text = folded([thing.key, thing.name, thing.kind ?? ""].join("\n"));
    searchedTexts.set(thing, text);
  }
  return text;
}

/** The requested part of a list. Throws UNKNOWN_NAME if no entry has the key. */
export function partOf<T extends { readonly key: string }>(
  all: readonly T[],
  { first, after }: AskedList,
): readonly T[] {
  const from = isGiven(after) ? all.findIndex(({ key }) => key === after) + 1 : 0;
  if (isGiven(after) && from === 0)
    throw new ThroughlineError("UNKNOWN_NAME", "`after` is not the key of an entry of this list.", {
      at: "after",
      remedy: "Give the key of the last entry of the previous part, or leave it out to start at the beginning.",
      allowed: nearest(
        after,
        all.map(({ key }) => key),
      ),
    });
  return isGiven(first) ? all.slice(from, from + first) : from === 0 ? all : all.slice(from);
}

/**
 * Like `partOf`, for sources, which are identified by numbers. The list continues after the given number even if the
 * source with this number no longer exists.
 */
export function sourcesAfter<T extends { readonly number: number }>(
  all: readonly T[],
  { first, after }: { readonly first?: number | null | undefined; readonly after?: number | null | undefined },
): readonly T[] {
  const rest = isGiven(after) ? all.filter(({ number }) => number > after) : all;
  return isGiven(first) ? rest.slice(0, first) : rest;
}

function isGiven<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}

/** Makes a page of `first` rows. If there is a next page, `rows` contains one row more than that. */
export function pageOf<T, Extra extends object = object>(
  rows: readonly T[],
  first: number,
  after: string | null | undefined,
  cursorOf: (row: T) => string,
  totalCount: () => Promise<number> | number,
  extra?: (row: T) => Extra,
): Page<T, { cursor: string; node: T } & Extra> {
  const nodes = rows.slice(0, first);
  const cursorAt = (index: number) => (nodes.length === 0 ? null : cursorOf(nodes.at(index)!));
  return {
    // Most clients read `nodes`. The cursors of all rows are therefore created only if `edges` is selected.
    get edges() {
      return nodes.map((node) => ({ cursor: cursorOf(node), node, ...(extra?.(node) as Extra) }));
    },
    nodes,
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: after !== null && after !== undefined,
      get startCursor() {
        return cursorAt(0);
      },
      get endCursor() {
        return cursorAt(-1);
      },
    },
    totalCount,
  };
}

/**
 * Lists the members of a set of customers, latest arrival first. The set is a table with an entry for each customer
 * number, which is 1 for members.
 */
export async function customerPageOf(
  store: Pick<GraphStore, "customersByNumber">,
  members: Uint8Array,
  asked: AskedPage,
  usual: number,
): Promise<Page<CustomerHistory>> {
  const first = asked.first ?? usual;
  const before = readCursor("customers", ["number"], asked.after)?.[0] ?? Number.POSITIVE_INFINITY;
  const numbers: number[] = [];
  for (let number = Math.min(before, members.length) - 1; number >= 0 && numbers.length <= first; number--)
    if (members[number] === 1) numbers.push(number);
  const rows = (await store.customersByNumber(numbers)).filter((customer) => customer !== null);
  return pageOf(
    rows,
    first,
    asked.after,
    ({ number }) => writeCursor("customers", number),
    () => members.reduce((sum, one) => sum + one, 0),
  );
}
