// The law of recording, on random programs: late, shuffled, split or repeated recording, linking, erasing and taking
// imports back give the same result as recording the remaining rows once, in order. The oracle is a list of rows and a
// map of aliases.
import fc from "fast-check";
import { expect } from "vitest";
import type { GraphStore } from "../../../src/graph/store.js";
import type { Sequence } from "../../../src/model/sequence.js";
import { MINUTE } from "../../../src/model/time.js";
import { batchOf, DAY_ONE, type Point, parseWord } from "../../support/histories.js";
import type { Cases, StoreSuite } from "../store.contract.js";
import { dump, expectExact, Mirror } from "./support.js";

interface Row {
  readonly customer: string;
  readonly id: number;
  readonly sequence: number;
  /** Index of the source: 0 for the API, otherwise an opened source. */
  readonly source: number;
  readonly spelling: number;
}

type Step =
  | { readonly do: "record"; readonly rows: readonly Row[] }
  | { readonly do: "link"; readonly from: readonly string[]; readonly into: string }
  | { readonly do: "erase"; readonly customer: string }
  | { readonly do: "forget"; readonly source: number }
  | { readonly do: "attributes"; readonly customer: string; readonly names: readonly string[] }
  | { readonly do: "gap"; readonly gap: number };

const CUSTOMERS = ["ana", "ben", "cid", "dan"];
const SOURCES = 2;
const GAPS = [5 * MINUTE, 45 * MINUTE];

const row: fc.Arbitrary<Row> = fc.record({
  customer: fc.constantFrom(...CUSTOMERS),
  id: fc.integer({ min: 0, max: 11 }),
  sequence: fc.integer({ min: 0, max: 3 }),
  source: fc.integer({ min: 0, max: SOURCES }),
  spelling: fc.integer({ min: 0, max: 2 }),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant("record" as const), rows: fc.array(row, { minLength: 1, maxLength: 12 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("link" as const),
      from: fc.array(fc.constantFrom(...CUSTOMERS), { minLength: 1, maxLength: 2 }),
      into: fc.constantFrom(...CUSTOMERS),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("erase" as const), customer: fc.constantFrom(...CUSTOMERS) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("forget" as const), source: fc.integer({ min: 0, max: SOURCES }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("attributes" as const),
      customer: fc.constantFrom(...CUSTOMERS),
      names: fc.uniqueArray(fc.constantFrom("region", "tier"), { minLength: 1 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("gap" as const), gap: fc.constantFrom(...GAPS) }) },
);

/** By the number in a row: the extremes of 64 bits, and two values that are the same double. */
const SEQUENCES: readonly Sequence[] = [-(2n ** 63n), 0, 2n ** 62n, 2n ** 62n + 1n];

/** The id alone determines the content, so no two rows conflict, whoever they are linked to. */
function pointOf({ customer, id, sequence, spelling }: Row): Point {
  const channel = ["web", "store", "Web"][
    (id * 7 + spelling * 2) % 3 === 2 && id % 3 !== 1 ? 2 : id % 3 === 1 ? 1 : 0
  ]!;
  const kind = spelling === 1 ? `K${id % 4}` : `k${id % 4}`;
  const minutes = (id * 13) % 5 === 0 ? id * 10 : Math.floor(id / 2) * 20;
  const point = parseWord(
    customer,
    `${channel}/${kind}@09:00#${id}${id % 4 === 3 ? `%j${id % 2}` : ""}${id % 5 === 2 ? ">phone" : ""}`,
    SEQUENCES[sequence]!,
  );
  return { ...point, row: { ...point.row, at: DAY_ONE + minutes * MINUTE, value: id % 2 === 0 ? id * 10_000 : null } };
}

const stageOf = (spelling: number): string | null => [null, "Early", "late"][spelling]!;

/** One batch per source and spelling, with rows in the given order. */
async function record(store: GraphStore, sources: readonly number[], rows: readonly Row[]): Promise<void> {
  for (let source = 0; source <= SOURCES; source++)
    for (let spelling = 0; spelling <= 2; spelling++) {
      const of = rows.filter((r) => r.source === source && r.spelling === spelling);
      if (of.length > 0)
        await store.record(
          batchOf(of.map(pointOf), { source: sources[source]!, origin: () => ({ stage: stageOf(spelling) }) }),
        );
    }
}

class Oracle {
  rows: Row[] = [];
  readonly aliases = new Map<string, string>();
  readonly attributes = new Map<string, Set<string>>();
  gap = GAPS[1]!;

  rootOf(customer: string): string {
    return this.aliases.get(customer) ?? customer;
  }

  apply(step: Step): void {
    if (step.do === "record") this.rows.push(...step.rows.map((r) => ({ ...r, customer: this.rootOf(r.customer) })));
    else if (step.do === "link") for (const from of step.from) this.#link(from, this.rootOf(step.into));
    else if (step.do === "erase") this.#erase(this.rootOf(step.customer));
    else if (step.do === "forget") this.rows = this.rows.filter((r) => r.source !== step.source);
    else if (step.do === "attributes") this.#set(this.rootOf(step.customer), step.names);
    else this.gap = step.gap;
  }

  #set(customer: string, names: Iterable<string>): void {
    this.attributes.set(customer, new Set([...(this.attributes.get(customer) ?? []), ...names]));
  }

  #link(from: string, into: string): void {
    const root = this.rootOf(from);
    if (root === into) return;
    this.aliases.set(root, into);
    for (const [alias, to] of this.aliases) if (to === root) this.aliases.set(alias, into);
    this.rows = this.rows.map((r) => (r.customer === root ? { ...r, customer: into } : r));
    const moved = this.attributes.get(root);
    if (moved !== undefined) this.#set(into, moved);
    this.attributes.delete(root);
  }

  #erase(root: string): void {
    for (const [alias, to] of [...this.aliases]) if (to === root) this.aliases.delete(alias);
    this.rows = this.rows.filter((r) => r.customer !== root);
    this.attributes.delete(root);
  }
}

async function openSources(store: GraphStore): Promise<number[]> {
  const numbers = [0];
  for (let i = 1; i <= SOURCES; i++)
    numbers.push((await store.openSource({ name: `s${i}`, hash: `h${i}`, mapping: "{}" }, i)).number);
  return numbers;
}

/**
 * A source that is opened again after it was forgotten gets a new number, so dumps are compared by the names of
 * sources.
 */
async function dumpBySourceName(store: GraphStore): Promise<unknown> {
  const names = new Map((await store.sources()).map((s) => [s.number, s.number === 0 ? "api" : s.name]));
  const content = (await dump(store)) as {
    readonly sources: readonly { readonly number: number; readonly interactions: number }[];
  };
  // Origins are in texts, and some of them within other texts.
  const text = textOf(content).replace(
    /(\\*"source\\*"):(\d+)/g,
    (_, key: string, n: string) => `${key}:${names.get(Number(n))}`,
  );
  const sources = Object.fromEntries(content.sources.map((s) => [names.get(s.number), s.interactions]));
  return { ...(sortTexts(JSON.parse(text)) as object), sources };
}

function textOf(content: unknown): string {
  return JSON.stringify(content, (_key, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));
}

/** Lists of texts were sorted while they still contained numbers. */
function sortTexts(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(sortTexts);
    return items.every((item) => typeof item === "string") ? items.sort() : items;
  }
  if (value !== null && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, sortTexts(v)]));
  return value;
}

async function withStore<T>(suite: StoreSuite, run: (store: GraphStore) => Promise<T>): Promise<T> {
  const store = await suite.open();
  try {
    return await run(store);
  } finally {
    await store.close();
  }
}

async function expectedDump(suite: StoreSuite, oracle: Oracle): Promise<unknown> {
  return withStore(suite, async (store) => {
    await store.updateSettings({ journeyGap: oracle.gap });
    const sources = await openSources(store);
    const ordered = [...oracle.rows].sort((a, b) => a.id - b.id || a.sequence - b.sequence);
    await record(store, sources, ordered);
    for (const [customer, names] of oracle.attributes)
      await store.setAttributes([{ customer, attributes: Object.fromEntries([...names].map((n) => [n, `the ${n}`])) }]);
    return dumpBySourceName(store);
  });
}

export function propertyCases(test: Cases): void {
  test.many("shuffled, split and repeated recording equals one ordered batch", async (suite) => {
    const split = fc.array(row, { minLength: 1, maxLength: 30 }).chain((rows) =>
      fc.record({
        rows: fc.constant(rows),
        parts: fc.array(fc.shuffledSubarray(rows, { minLength: 1 }), { maxLength: 3 }).map((some) => [...some, rows]),
      }),
    );
    await fc.assert(
      fc.asyncProperty(split, async ({ rows, parts }) => {
        const oracle = new Oracle();
        oracle.apply({ do: "record", rows });
        const got = await withStore(suite, async (store) => {
          await store.updateSettings({ journeyGap: oracle.gap });
          const sources = await openSources(store);
          for (const part of parts) await record(store, sources, part);
          await expectExact(store);
          return dumpBySourceName(store);
        });
        expect(got).toEqual(await expectedDump(suite, oracle));
      }),
      { numRuns: suite.runs ?? 30 },
    );
  });

  test.many(
    "any program of recording, linking, erasing and forgetting equals recording what remains",
    async (suite) => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
          const oracle = new Oracle();
          const got = await withStore(suite, async (store) => {
            await store.updateSettings({ journeyGap: oracle.gap });
            let sources = await openSources(store);
            const mirror = new Mirror();
            await mirror.build(store);
            for (const step of steps) {
              const [before, versionBefore] = [textOf(await dump(store)), await store.version()];
              oracle.apply(step);
              if (step.do === "record") await record(store, sources, step.rows);
              else if (step.do === "link") await store.link(step.from, step.into);
              else if (step.do === "erase") await store.erase(step.customer);
              else if (step.do === "forget") {
                await store.forget(sources[step.source]!);
                sources = await openSources(store);
              } else if (step.do === "attributes")
                await store.setAttributes([
                  { customer: step.customer, attributes: Object.fromEntries(step.names.map((n) => [n, `the ${n}`])) },
                ]);
              else await store.updateSettings({ journeyGap: step.gap });
              const after = await store.version();
              expect(after).toBeGreaterThanOrEqual(versionBefore);
              if (textOf(await dump(store)) !== before) expect(after, step.do).toBeGreaterThan(versionBefore);
              if (steps.length % 2 === 0) await mirror.refresh(store);
            }
            await mirror.refresh(store);
            const fresh = new Mirror();
            await fresh.build(store);
            expect(mirror.customers).toEqual(fresh.customers);
            await expectExact(store);
            return dumpBySourceName(store);
          });
          expect(got).toEqual(await expectedDump(suite, oracle));
        }),
        { numRuns: suite.runs ?? 30 },
      );
    },
  );
}
