// A slow and obvious model of identities. It computes customers from the set of rows, statements, links and given
// attributes. It shares no code with the stores, except the order of keys.
import { compareKeys } from "../../src/model/keys.js";

export interface OracleRow {
  readonly identity: string;
  readonly anonymous: string | null;
  readonly id: string;
  /** A text for the content. Equal contents have equal texts. */
  readonly content: string;
  readonly at: number;
  readonly sequence: bigint;
  readonly journey: string | null;
  readonly source: number;
}

export interface OracleStatement {
  readonly anonymous: string | null;
  readonly customer: string | null;
  readonly at: number;
  readonly traits: Readonly<Record<string, string>>;
  readonly source: number;
}

export interface World {
  readonly rows: readonly OracleRow[];
  readonly statements: readonly OracleStatement[];
  readonly links: readonly (readonly [from: string, into: string])[];
  readonly answers?: readonly { readonly identity: string; readonly id: string }[];
  /** The given attributes of each identity. */
  readonly given: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly gap: number;
}

export interface OracleCustomer {
  readonly key: string;
  readonly members: readonly string[];
  readonly shared: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
  /**
   * For each journey, the `identity/id` of its interactions in order. The journeys are sorted as texts, because their
   * order does not matter.
   */
  readonly journeys: readonly string[];
  readonly hidden: readonly string[];
  /** `identity/id`. */
  readonly answers: readonly string[];
}

type Pair = readonly [anonymous: string, customer: string];

/** Returns the pairs that rows and statements declare, each pair once. */
export function declaredBy({ rows, statements }: Pick<World, "rows" | "statements">): Pair[] {
  const pairs = new Map<string, Pair>();
  for (const { anonymous, identity } of rows) if (anonymous !== null) add(anonymous, identity);
  for (const { anonymous, customer } of statements)
    if (anonymous !== null && customer !== null) add(anonymous, customer);
  function add(anonymous: string, customer: string): void {
    if (anonymous !== customer) pairs.set(JSON.stringify([anonymous, customer]), [anonymous, customer]);
  }
  return [...pairs.values()];
}

/**
 * Returns the smallest sets of keys such that the two keys of each pair are in the same set. Every key of `keys` is in
 * a set.
 */
function joined(keys: Iterable<string>, pairs: Iterable<readonly [string, string]>): Set<string>[] {
  let sets = [...new Set(keys)].map((key) => new Set([key]));
  for (const [a, b] of pairs) {
    const [x, y] = [sets.find((set) => set.has(a))!, sets.find((set) => set.has(b))!];
    if (x === y) continue;
    sets = sets.filter((set) => set !== x && set !== y);
    sets.push(new Set([...x, ...y]));
  }
  return sets;
}

/** Returns, for each identity, the identities of its customer and the key of this customer. */
export function componentsOf(world: Omit<World, "given" | "gap">, more: Iterable<string> = []) {
  const declared = declaredBy(world);
  const keys = new Set([
    ...more,
    ...world.rows.map(({ identity }) => identity),
    ...world.statements.flatMap(({ anonymous, customer }) => [anonymous, customer].filter((key) => key !== null)),
    ...world.links.flat(),
    ...declared.flat(),
  ]);
  const byLinks = joined(keys, world.links);
  const linkedFrom = new Set(world.links.map(([from]) => from));
  const ownersOf = (anonymous: string) => declared.filter(([a]) => a === anonymous).map(([, customer]) => customer);
  const isShared = (anonymous: string) =>
    !linkedFrom.has(anonymous) &&
    new Set(ownersOf(anonymous).map((owner) => byLinks.find((set) => set.has(owner)))).size > 1;
  const standing = declared.filter(([anonymous]) => !linkedFrom.has(anonymous) && !isShared(anonymous));
  return joined(keys, [...world.links, ...standing]).map((members) => {
    const last = [...members].filter((key) => ![...world.links, ...standing].some(([a, b]) => a === key && b !== key));
    const key = [...(last.length > 0 ? last : members)].sort(compareKeys)[0]!;
    const shared = declared
      .filter(([anonymous, owner]) => members.has(owner) && !members.has(anonymous) && isShared(anonymous))
      .map(([anonymous]) => anonymous);
    return { key, members, shared: [...new Set(shared)].sort(compareKeys) };
  });
}

export function customersOf(world: World): OracleCustomer[] {
  const { rows, statements, given, gap, answers = [] } = world;
  return componentsOf(world, [...given.keys(), ...answers.map(({ identity }) => identity)])
    .map(({ key, members, shared }): OracleCustomer => {
      // There is one entry for each identity and id. Further rows with the same identity and id are duplicates, because
      // an id always has the same content here.
      const own = new Map<string, { row: OracleRow; sequence: bigint; names: Set<string> }>();
      for (const row of rows) {
        if (!members.has(row.identity)) continue;
        const name = `${row.identity}/${row.id}`;
        const known = own.get(name) ?? { row, sequence: row.sequence, names: new Set() };
        if (row.sequence < known.sequence) known.sequence = row.sequence;
        if (row.anonymous !== null && row.anonymous !== row.identity) known.names.add(row.anonymous);
        own.set(name, known);
      }
      const isHidden = ({ row, names }: { row: OracleRow; names: ReadonlySet<string> }) =>
        names.size === 0 &&
        rows.some(
          (other) =>
            other.identity !== row.identity &&
            other.anonymous === row.identity &&
            other.id === row.id &&
            other.content === row.content,
        );
      const all = [...own.values()];
      const visible = all
        .filter((one) => !isHidden(one))
        .sort(
          (a, b) =>
            a.row.at - b.row.at ||
            (a.sequence < b.sequence ? -1 : a.sequence > b.sequence ? 1 : 0) ||
            compareKeys(a.row.id, b.row.id) ||
            compareKeys(a.row.identity, b.row.identity),
        );
      const journeys = new Map<string, string[]>();
      let [gaps, last] = [0, Number.NEGATIVE_INFINITY];
      for (const { row, names } of visible) {
        let journey = `gap ${gaps}`;
        if (row.journey !== null) journey = `key ${row.journey} of ${[...names].sort(compareKeys)[0] ?? row.identity}`;
        else {
          if (row.at - last > gap) journey = `gap ${++gaps}`;
          last = row.at;
        }
        journeys.set(journey, [...(journeys.get(journey) ?? []), `${row.identity}/${row.id}`]);
      }
      const attributes: Record<string, string> = {};
      for (const member of [...members].sort((a, b) => (a === key ? -1 : b === key ? 1 : compareKeys(a, b)))) {
        const traits = statements
          .filter(({ customer, anonymous }) => (customer ?? anonymous) === member)
          .flatMap(({ traits, at }) => Object.entries(traits).map(([name, value]) => ({ name, value, at })))
          .sort((a, b) => b.at - a.at || compareKeys(a.value, b.value));
        for (const [name, value] of Object.entries(given.get(member) ?? {})) attributes[name] ??= value;
        for (const { name, value } of traits)
          if (!Object.hasOwn(given.get(member) ?? {}, name)) attributes[name] ??= value;
      }
      return {
        key,
        members: [...members].sort(compareKeys),
        shared,
        attributes,
        journeys: [...journeys.values()].map((list) => list.join(" ")).sort(),
        hidden: all
          .filter(isHidden)
          .map(({ row }) => `${row.identity}/${row.id}`)
          .sort(),
        answers: [
          ...new Set(
            answers.filter(({ identity }) => members.has(identity)).map(({ identity, id }) => `${identity}/${id}`),
          ),
        ].sort(),
      };
    })
    .filter(
      ({ attributes, journeys, hidden, answers }) =>
        Object.keys(attributes).length > 0 || journeys.length > 0 || hidden.length > 0 || answers.length > 0,
    )
    .sort((a, b) => compareKeys(a.key, b.key));
}
