// Tests, with random sequences of changes, that only the remaining data matter. Rows may be recorded late, shuffled,
// split or repeatedly, identities linked and unlinked, customers erased, and imports undone. The result must be the
// same as after recording the remaining rows once, in order, with the remaining declarations and links. It must also
// equal the oracle of identities (test/support/identityOracle.ts).
import fc from "fast-check";
import { expect } from "vitest";
import { FIRST_OWNERS } from "../../../src/graph/history/relations.js";
import type { GraphStore, Statement } from "../../../src/graph/store.js";
import type { Interaction } from "../../../src/model/interaction.js";
import { compareKeys } from "../../../src/model/keys.js";
import type { Sequence } from "../../../src/model/sequence.js";
import { MINUTE } from "../../../src/model/time.js";
import { answerBatch, parseAnswer } from "../../support/answers.js";
import { batchOf, DAY_ONE, type Point, parseWord } from "../../support/histories.js";
import { componentsOf, customersOf, type OracleCustomer, type World } from "../../support/identityOracle.js";
import type { Cases, StoreSuite } from "../store.contract.js";
import { allHistories, dump, expectExact, Mirror } from "./support.js";

interface Row {
  readonly customer: string;
  readonly anonymous: string | null;
  readonly id: number;
  readonly sequence: number;
  /** Index of the source: 0 for the API, otherwise an opened source. */
  readonly source: number;
  readonly spelling: number;
}

type Step =
  | { readonly do: "record"; readonly rows: readonly Row[] }
  | { readonly do: "link"; readonly from: readonly string[]; readonly into: string }
  | { readonly do: "unlink"; readonly from: string; readonly into: string }
  | { readonly do: "state"; readonly statements: readonly Stated[] }
  | { readonly do: "erase"; readonly customer: string }
  | { readonly do: "forget"; readonly source: number }
  | { readonly do: "attributes"; readonly customer: string; readonly names: readonly string[] }
  | { readonly do: "answer"; readonly answers: readonly Answered[] }
  | { readonly do: "gap"; readonly gap: number };

/** The id determines the content. */
interface Answered {
  readonly customer: string;
  readonly id: number;
  readonly source: number;
}

interface Stated {
  readonly customer: string | null;
  readonly anonymous: string | null;
  readonly source: number;
  readonly at: number;
  readonly trait: string;
}

/** Each key is used both as the key of a customer and as an anonymous key. */
const CUSTOMERS = ["ana", "ben", "cid", "dan", "a1", "a2"];
const SOURCES = 2;
const GAPS = [5 * MINUTE, 45 * MINUTE];

const row: fc.Arbitrary<Row> = fc.record({
  customer: fc.constantFrom(...CUSTOMERS),
  anonymous: fc.option(fc.constantFrom("a1", "a2", "a1", "a2", "ben"), { freq: 1 }),
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
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("unlink" as const),
      from: fc.constantFrom(...CUSTOMERS),
      into: fc.constantFrom(...CUSTOMERS),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("state" as const),
      statements: fc.array(
        fc.record({
          customer: fc.option(fc.constantFrom(...CUSTOMERS), { freq: 6 }),
          anonymous: fc.option(fc.constantFrom("a1", "a2", "ben", "cid"), { freq: 4 }),
          source: fc.integer({ min: 0, max: SOURCES }),
          at: fc.integer({ min: 0, max: 2 }),
          trait: fc.constantFrom("", "gold", "silver"),
        }),
        { minLength: 1, maxLength: 4 },
      ),
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
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("answer" as const),
      answers: fc.array(
        fc.record({
          customer: fc.constantFrom(...CUSTOMERS),
          id: fc.integer({ min: 0, max: 7 }),
          source: fc.integer({ min: 0, max: SOURCES }),
        }),
        { minLength: 1, maxLength: 5 },
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("gap" as const), gap: fc.constantFrom(...GAPS) }) },
);

/**
 * Rows that all name the device a1, of so many users that the stores build an index for the device (history/namings.ts)
 * instead of reading the users. The first four users have ids that the others do not have. If a source is forgotten,
 * any number of users can remain, with any keys.
 */
const crowd: fc.Arbitrary<readonly Row[]> = fc
  .array(fc.oneof({ weight: 1, arbitrary: fc.constant(2) }, { weight: 9, arbitrary: fc.constant(1) }), {
    minLength: FIRST_OWNERS + 2,
    maxLength: FIRST_OWNERS + 2,
  })
  .map((sources) =>
    sources.map((source, i) => ({
      customer: `user-${i}`,
      anonymous: "a1",
      id: i < 4 ? i : 4 + (i % 2),
      sequence: 0,
      source,
      spelling: 0,
    })),
  );

const rowAtDevice = fc
  .record({
    customer: fc.constantFrom("a1", "a1", "user-0", "user-1", "user-2", "user-3", "user-5"),
    id: fc.integer({ min: 0, max: 5 }),
    source: fc.integer({ min: 0, max: SOURCES }),
  })
  .map((row): Row => ({ ...row, anonymous: row.customer === "a1" ? null : "a1", sequence: 0, spelling: 0 }));

const stepAtDevice: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("record" as const),
      rows: fc.array(rowAtDevice, { minLength: 1, maxLength: 5 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("erase" as const),
      customer: fc.constantFrom("user-0", "user-1", "user-2", "user-3", "user-4", "a1"),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("forget" as const), source: fc.integer({ min: 0, max: SOURCES }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("link" as const),
      from: fc.constant(["user-1"]),
      into: fc.constantFrom("user-2", "user-3", "a1"),
    }),
  },
);

/** The sequence for each number in a row: the extremes of 64 bits, and two values that are the same double. */
const SEQUENCES: readonly Sequence[] = [-(2n ** 63n), 0, 2n ** 62n, 2n ** 62n + 1n];

/** The id alone determines the content, so no two rows conflict, whoever they are linked to. */
function pointOf({ customer, anonymous, id, sequence, spelling }: Row): Point {
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
  return {
    ...point,
    row: {
      ...point.row,
      anonymous: anonymous === customer ? null : anonymous,
      at: DAY_ONE + minutes * MINUTE,
      value: id % 2 === 0 ? id * 10_000 : null,
    },
  };
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

/** Answers of each source, one batch for each. */
async function answer(store: GraphStore, sources: readonly number[], answers: readonly Answered[]): Promise<void> {
  for (let source = 0; source <= SOURCES; source++) {
    const mine = answers.filter((one) => one.source === source);
    if (mine.length > 0) await store.recordFeedback(answerBatch(mine.map(answerOf), { source: sources[source]! }));
  }
}

/** About a touchpoint that rows may have, about one that none has, or about an interaction by its id. */
function answerOf({ customer, id }: Answered) {
  const about = id % 3 === 0 ? `^${id}` : id % 3 === 1 ? `web/k${id % 4}` : "Web/Survey";
  return parseAnswer(customer, `${about}@${String(9 + (id % 4)).padStart(2, "0")}:00+csat=${1 + (id % 5)}`, id);
}

/** Statements of each source, one batch for each. */
async function state(store: GraphStore, sources: readonly number[], statements: readonly Stated[]): Promise<void> {
  for (let source = 0; source <= SOURCES; source++) {
    const mine = statements.filter((statement) => statement.source === source);
    if (mine.length > 0) await store.declare({ source: sources[source]!, statements: mine.map(statementOf) });
  }
}

function statementOf({ customer, anonymous, at, trait }: Stated): Statement {
  return { customer, anonymous, at, traits: trait === "" ? {} : { plan: trait } };
}

/** Keeps track of the data that remain after each change. */
class Remaining {
  rows: Row[] = [];
  statements: Stated[] = [];
  links: [from: string, into: string][] = [];
  answers: Answered[] = [];
  readonly given = new Map<string, Record<string, string>>();
  gap = GAPS[1]!;

  world(): World {
    return {
      rows: this.rows.map((row) => {
        const { row: point } = pointOf(row);
        return {
          identity: row.customer,
          anonymous: row.anonymous === row.customer ? null : row.anonymous,
          id: point.id,
          content: String(row.id),
          at: point.at,
          sequence: BigInt(point.sequence),
          journey: point.journey,
          source: row.source,
        };
      }),
      statements: this.statements.map((stated) => ({ ...statementOf(stated), source: stated.source })),
      links: this.links,
      answers: this.answers.map((one) => ({ identity: one.customer, id: answerOf(one).id })),
      given: this.given,
      gap: this.gap,
    };
  }

  members(customer: string): ReadonlySet<string> {
    const answered = this.answers.map((one) => one.customer);
    const components = componentsOf(this.world(), [customer, ...this.given.keys(), ...answered]);
    return components.find(({ members }) => members.has(customer))!.members;
  }

  apply(step: Step): void {
    if (step.do === "record") this.rows.push(...step.rows);
    else if (step.do === "state") this.statements.push(...step.statements);
    else if (step.do === "answer") this.answers.push(...step.answers);
    else if (step.do === "link") for (const from of step.from) this.#link(from, step.into, true);
    else if (step.do === "unlink") this.#link(step.from, step.into, false);
    else if (step.do === "erase") this.#erase(this.members(step.customer));
    else if (step.do === "forget") {
      this.rows = this.rows.filter((r) => r.source !== step.source);
      this.statements = this.statements.filter((statement) => statement.source !== step.source);
      this.answers = this.answers.filter((one) => one.source !== step.source);
    } else if (step.do === "attributes")
      this.given.set(step.customer, {
        ...this.given.get(step.customer),
        ...Object.fromEntries(step.names.map((name) => [name, `the ${name}`])),
      });
    else this.gap = step.gap;
  }

  #link(from: string, into: string, exists: boolean): void {
    this.links = this.links.filter(([a, b]) => a !== from || b !== into);
    if (exists) this.links.push([from, into]);
  }

  #erase(members: ReadonlySet<string>): void {
    this.rows = this.rows
      .filter((r) => !members.has(r.customer))
      .map((r) => (r.anonymous !== null && members.has(r.anonymous) ? { ...r, anonymous: null } : r));
    this.statements = this.statements.flatMap((statement) => {
      const touches = [statement.customer, statement.anonymous].map((key) => key !== null && members.has(key));
      if (!touches.includes(true)) return [statement];
      // A trait of the other identity stays with it.
      if (touches[0] || statement.customer === null) return [];
      return [{ ...statement, anonymous: null }];
    });
    this.links = this.links.filter((link) => !link.some((key) => members.has(key)));
    for (const member of members) this.given.delete(member);
    this.answers = this.answers.filter(({ customer }) => !members.has(customer));
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
    readonly sources: readonly { readonly number: number; readonly interactions: number; readonly answers: number }[];
  };
  // The JSON texts in a dump contain numbers of origins, also in texts within texts. They are replaced by the contents
  // of the origins.
  const text = textOf(content)
    .replace(/(\\*"source\\*"):(\d+)/g, (_, key: string, n: string) => `${key}:${names.get(Number(n)) ?? "?"}`)
    .replace(
      /"said":\[([\d,]*)\]/g,
      (_, list: string) =>
        `"said":${JSON.stringify(
          list
            .split(",")
            .filter(Boolean)
            .map((n) => names.get(Number(n)) ?? (n === "0" ? "api" : "?"))
            .sort(),
        )}`,
    );
  const sources = Object.fromEntries(content.sources.map((s) => [names.get(s.number), [s.interactions, s.answers]]));
  return { ...(sortTexts(JSON.parse(text)) as object), sources };
}

function textOf(content: unknown): string {
  return JSON.stringify(content, (_key, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));
}

/** Lists of texts are sorted again, because they were sorted before their numbers were replaced. */
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

async function expectedDump(suite: StoreSuite, remaining: Remaining): Promise<unknown> {
  return withStore(suite, async (store) => {
    await store.updateSettings({ journeyGap: remaining.gap });
    const sources = await openSources(store);
    const ordered = [...remaining.rows].sort((a, b) => a.id - b.id || a.sequence - b.sequence);
    await record(store, sources, ordered);
    await state(store, sources, remaining.statements);
    await answer(store, sources, remaining.answers);
    for (const [from, into] of remaining.links) await store.link([from], into);
    for (const [customer, attributes] of remaining.given) await store.setAttributes([{ customer, attributes }]);
    return dumpBySourceName(store);
  });
}

async function expectOracle(store: GraphStore, remaining: Remaining): Promise<void> {
  const got = await Promise.all(
    (await allHistories(store)).map(async ({ key, attributes, journeys, kept }): Promise<OracleCustomer> => {
      const person = await store.person(key);
      const named = ({ identity, id }: Interaction) => `${identity}/${id}`;
      return {
        key,
        members: [...person!.identities].sort(compareKeys),
        shared: person!.shared,
        attributes: { ...attributes },
        journeys: journeys.map(({ interactions }) => interactions.map(named).join(" ")).sort(),
        hidden: (kept?.hidden ?? []).map(named).sort(),
        answers: (kept?.answers ?? []).map(({ identity, id }) => `${identity}/${id}`).sort(),
      };
    }),
  );
  expect(got.sort((a, b) => compareKeys(a.key, b.key))).toEqual(customersOf(remaining.world()));
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
        const oracle = new Remaining();
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
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => expectProgram(suite, steps)),
        { numRuns: suite.runs ?? 30 },
      );
    },
  );

  // The stores have an index of the rows of such a device (history/namings.ts).
  test.many("any program also equals what remains if a device has many owners", async (suite) => {
    await fc.assert(
      fc.asyncProperty(
        crowd,
        fc.array(fc.oneof({ weight: 3, arbitrary: stepAtDevice }, { weight: 1, arbitrary: step }), {
          minLength: 2,
          maxLength: 10,
        }),
        (rows, steps) => expectProgram(suite, [{ do: "record", rows }, ...steps]),
      ),
      { numRuns: suite.runs ?? 30 },
    );
  });
}

async function expectProgram(suite: StoreSuite, steps: readonly Step[]): Promise<void> {
  const oracle = new Remaining();
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
      else if (step.do === "unlink") await store.unlink(step.from, step.into);
      else if (step.do === "state") await state(store, sources, step.statements);
      else if (step.do === "answer") await answer(store, sources, step.answers);
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
    await expectOracle(store, oracle);
    return dumpBySourceName(store);
  });
  expect(got).toEqual(await expectedDump(suite, oracle));
}
