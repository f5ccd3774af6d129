// Functions that the cases of the contract share. They read the whole content of a store in a form in which two stores
// can be compared, count again everything that a store counts, and follow the change feed as a projection does.
import { expect } from "vitest";
import { compareInteractions } from "../../../src/graph/history/assemble.js";
import { compareAnswers } from "../../../src/graph/history/feedback.js";
import type { GraphStore, HistoryVisitor, VisitedColumn } from "../../../src/graph/store.js";
import type { AnswerContent } from "../../../src/model/feedback.js";
import type { Interaction } from "../../../src/model/interaction.js";
import type { Attributes, CustomerHistory } from "../../../src/model/journey.js";
import { compareKeys } from "../../../src/model/keys.js";
import { leastSequence } from "../../../src/model/sequence.js";
import { interactionOf } from "../../support/answers.js";

export async function allHistories(store: GraphStore): Promise<CustomerHistory[]> {
  const all: CustomerHistory[] = [];
  for await (const history of store.histories()) all.push(history);
  return all;
}

/** Everything except numbers and versions, which depend on the order of arrival. Origins are compared by content. */
export async function dump(store: GraphStore): Promise<unknown> {
  const origins = new Map(
    (await store.origins()).map(({ number, interactions: _, ...content }) => [
      number,
      JSON.stringify(sortedKeys(content)),
    ]),
  );
  const customers = (await allHistories(store))
    .map(({ key, attributes, journeys, kept }) => ({
      key,
      attributes: sortedKeys(attributes),
      journeys: journeys.map((journey) => ({
        ...journey,
        interactions: journey.interactions.map((interaction) => dumped(interaction, origins)),
      })),
      kept:
        kept === undefined
          ? null
          : {
              attributes: [...kept.attributes].map(([identity, { given, traits }]) => ({
                identity,
                given: sortedKeys(given),
                traits: traits.map((trait) => JSON.stringify(trait)).sort(compareKeys),
              })),
              hidden: kept.hidden.map((interaction) => dumped(interaction, origins)),
              answers: kept.answers.map(({ origins: numbers, ...answer }) => ({
                ...answer,
                brought: numbers.map((n) => `${origins.get(n)}`).sort(compareKeys),
              })),
            },
    }))
    .sort((a, b) => compareKeys(a.key, b.key));
  const { version: _, ...catalogue } = await store.catalogue();
  return {
    customers,
    catalogue,
    links: (await gathered(store.links())).map((link) => JSON.stringify(sortedKeys(link))).sort(compareKeys),
    declarations: (await gathered(store.declarations()))
      .map(({ anonymous, customer, rows, sources }) => ({ anonymous, customer, rows, said: sources }))
      .sort((a, b) => compareKeys(a.anonymous, b.anonymous) || compareKeys(a.customer, b.customer)),
    edges: await sortedEdges(store),
    touchpoints: await sortedCounts(store),
    origins: (await store.origins())
      .map(({ number: _n, ...origin }) => JSON.stringify(sortedKeys(origin)))
      .sort(compareKeys),
    sources: (await store.sources())
      .filter((s) => s.interactions + s.answers > 0)
      .map(({ number, interactions, answers }) => ({ number, interactions, answers })),
  };
}

function dumped(
  { origins: numbers, sequences, named, ...rest }: Interaction,
  origins: ReadonlyMap<number, string>,
): object {
  return {
    ...rest,
    brought: numbers.map((n, i) => `${origins.get(n)} ${sequences[i]}`).sort(compareKeys),
    named: (named ?? []).map(({ anonymous, origin }) => `${anonymous} ${origins.get(origin)}`).sort(compareKeys),
  };
}

async function gathered<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export async function sortedEdges(store: GraphStore) {
  return (await store.edges())
    .map((e) => ({ ...e }))
    .sort((a, b) => compareKeys(a.from, b.from) || compareKeys(a.to, b.to));
}

/** The counts of the touchpoints and edges that occur. */
export async function sortedCounts(store: GraphStore) {
  return (await store.touchpointCounts())
    .filter((c) => c.visits !== 0 || c.starts !== 0 || c.ends !== 0)
    .map((c) => ({ ...c }))
    .sort((a, b) => compareKeys(a.touchpoint, b.touchpoint));
}

/** Recounts edges, counters, origins, sources and totals from the histories, and compares the stream with them. */
export async function expectExact(store: GraphStore): Promise<void> {
  const histories = await allHistories(store);
  const edges = new Map<string, { from: string; to: string; count: number; journeys: number; totalWait: number }>();
  const points = new Map<string, { touchpoint: string; visits: number; starts: number; ends: number }>();
  const byOrigin = new Map<number, number>();
  let journeys = 0;
  let interactions = 0;
  let answers = 0;
  for (const history of histories) {
    expect(
      history.journeys.length > 0 || Object.keys(history.attributes).length > 0 || history.kept !== undefined,
      "a customer with nothing is none",
    ).toBe(true);
    const ids = history.journeys.flatMap((j) => j.interactions.map((i) => `${i.identity}\u0000${i.id}`));
    for (const hidden of history.kept?.hidden ?? []) {
      ids.push(`${hidden.identity}\u0000${hidden.id}`);
      for (const origin of hidden.origins) byOrigin.set(origin, (byOrigin.get(origin) ?? 0) + 1);
    }
    expect(new Set(ids).size).toBe(ids.length);
    const given = history.kept?.answers ?? [];
    answers += given.length;
    expect(new Set(given.map(({ identity, id }) => `${identity}\u0000${id}`)).size).toBe(given.length);
    expect([...given].sort(compareAnswers)).toEqual(given);
    for (const { origins } of given)
      for (const origin of origins) byOrigin.set(origin, (byOrigin.get(origin) ?? 0) + 1);
    for (const journey of history.journeys) {
      journeys++;
      const list = journey.interactions;
      expect([...list].sort(compareInteractions).map((i) => i.id)).toEqual(list.map((i) => i.id));
      const seen = new Set<string>();
      list.forEach((interaction, place) => {
        interactions++;
        expect(interaction.sequence).toBe(leastSequence(interaction.sequences));
        expect([...interaction.origins].sort((a, b) => a - b)).toEqual(interaction.origins);
        for (const origin of interaction.origins) byOrigin.set(origin, (byOrigin.get(origin) ?? 0) + 1);
        const { touchpoint } = interaction;
        const point = points.get(touchpoint) ?? { touchpoint, visits: 0, starts: 0, ends: 0 };
        points.set(touchpoint, point);
        point.visits++;
        if (place === 0) point.starts++;
        if (place === list.length - 1) point.ends++;
        const before = list[place - 1];
        if (before === undefined) return;
        const name = JSON.stringify([before.touchpoint, touchpoint]);
        const edge = edges.get(name) ?? {
          from: before.touchpoint,
          to: touchpoint,
          count: 0,
          journeys: 0,
          totalWait: 0,
        };
        edges.set(name, edge);
        edge.count++;
        edge.totalWait += interaction.at - before.at;
        if (!seen.has(name)) edge.journeys++;
        seen.add(name);
      });
    }
  }
  expect(await sortedEdges(store)).toEqual(
    [...edges.values()].sort((a, b) => compareKeys(a.from, b.from) || compareKeys(a.to, b.to)),
  );
  expect(await sortedCounts(store)).toEqual(
    [...points.values()].sort((a, b) => compareKeys(a.touchpoint, b.touchpoint)),
  );

  const origins = await store.origins();
  expect(new Map(origins.map((o) => [o.number, o.interactions]))).toEqual(byOrigin);
  const bySource = new Map<number, number>();
  for (const origin of origins) bySource.set(origin.source, (bySource.get(origin.source) ?? 0) + origin.interactions);
  const sources = await store.sources();
  expect(sources.map((s) => s.number)).toEqual([...sources.map((s) => s.number)].sort((a, b) => a - b));
  const used = sources.filter((s) => s.interactions + s.answers > 0);
  expect(new Map(used.map((s) => [s.number, s.interactions + s.answers]))).toEqual(bySource);
  expect(used.reduce((sum, s) => sum + s.answers, 0)).toBe(
    origins.reduce((sum, o) => sum + (o.feedback ? o.interactions : 0), 0),
  );

  const status = await store.status();
  expect({
    customers: status.customers,
    journeys: status.journeys,
    interactions: status.interactions,
    answers: status.answers,
  }).toEqual({ customers: histories.length, journeys, interactions, answers });
  expect(status.version).toBe(await store.version());
  expect(status.catalogueVersion).toBe((await store.catalogue()).version);

  const mirror = new Mirror();
  await mirror.build(store);
  expect(mirror.customers).toEqual(new Map(histories.map((h) => [h.number, visitedOf(h)])));
}

export interface VisitedCustomer {
  readonly attributes: Attributes;
  readonly journeys: { readonly key: string; readonly interactions: Record<string, unknown>[] }[];
  readonly answers: string[];
}

const VISITED: readonly VisitedColumn[] = [
  "caseId",
  "value",
  "cost",
  "initiatedBy",
  "outcome",
  "resolved",
  "intendedChannel",
  "contextCarried",
  "repeatedInfo",
];

/** The calls that a visitor must receive for a history. */
export function visitedOf(history: CustomerHistory): VisitedCustomer {
  const seen = (interaction: Interaction): Record<string, unknown> => {
    const known = VISITED.filter((column) => interaction[column] !== null).map((column) => [
      column,
      interaction[column],
    ]);
    return { touchpoint: interaction.touchpoint, at: interaction.at, ...Object.fromEntries(known) };
  };
  return {
    attributes: { ...history.attributes },
    journeys: history.journeys.map((j) => ({ key: j.key, interactions: j.interactions.map(seen) })),
    answers: (history.kept?.answers ?? []).map((answer, ordinal) => {
      const interaction = interactionOf(answer, history);
      const all = history.journeys.flatMap(({ interactions }) => interactions);
      const index = interaction === null ? -1 : all.indexOf(interaction);
      return answerText(index, interaction?.touchpoint ?? answer.touchpoint, ordinal, answer);
    }),
  };
}

function answerText(index: number, touchpoint: string | null, ordinal: number, answer: AnswerContent): string {
  const { at, csat, nps, ces, emotion, comment } = answer;
  return JSON.stringify([index, touchpoint, ordinal, at, csat, nps, ces, emotion, comment]);
}

/** Follows a store like a projection: one build, then the feed. */
export class Mirror {
  version = -1;
  readonly customers = new Map<number, VisitedCustomer>();

  async build(store: GraphStore): Promise<void> {
    const { visitor, customers } = collector();
    this.version = (await store.stream(visitor)).version;
    this.customers.clear();
    for (const [number, customer] of customers) this.customers.set(number, customer);
    await this.refresh(store);
  }

  /** Reads the feed, and returns the numbers of the changed and of the removed customers. */
  async refresh(store: GraphStore): Promise<{ changed: number[]; gone: number[] }> {
    const { visitor, customers, gone } = collector();
    const read = await store.changesSince(this.version, visitor);
    if (read === null) throw new Error("the feed does not reach back");
    this.version = read.version;
    for (const [number, customer] of customers) this.customers.set(number, customer);
    for (const number of gone) this.customers.delete(number);
    return { changed: [...customers.keys()].sort((a, b) => a - b), gone: gone.sort((a, b) => a - b) };
  }
}

export function collector(): { visitor: HistoryVisitor; customers: Map<number, VisitedCustomer>; gone: number[] } {
  const customers = new Map<number, VisitedCustomer>();
  const gone: number[] = [];
  let current: VisitedCustomer | undefined;
  const visitor: HistoryVisitor = {
    customer(number, attributes) {
      expect(customers.has(number), "each customer once").toBe(false);
      current = { attributes: { ...attributes }, journeys: [], answers: [] };
      customers.set(number, current);
    },
    journey(key) {
      current!.journeys.push({ key, interactions: [] });
    },
    interaction(touchpoint, at) {
      current!.journeys.at(-1)!.interactions.push({ touchpoint, at });
    },
    known(column, value) {
      current!.journeys.at(-1)!.interactions.at(-1)![column] = value;
    },
    answer(index, touchpoint, ordinal, answer) {
      current!.answers.push(answerText(index, touchpoint, ordinal, answer));
    },
    gone(number) {
      gone.push(number);
    },
  };
  return { visitor, customers, gone };
}

function sortedKeys<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => compareKeys(a, b))) as T;
}

/** The route of each journey of a customer, by start: `web/ad site/home`. */
export async function routes(store: GraphStore, customer: string): Promise<string[]> {
  const [history] = await store.customers([customer]);
  return (history?.journeys ?? []).map((j) => j.interactions.map((i) => i.touchpoint).join(" "));
}
