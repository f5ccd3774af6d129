// Exports everything that the store holds about one customer, as one JSON document. It is meant for a person who asks
// which data about them are stored.
import type { GraphStore } from "../graph/store.js";
import { ThroughlineError } from "../model/errors.js";
import type { CustomerHistory } from "../model/journey.js";
import { formatInstant } from "../model/time.js";
import { answerRows, interactionRows, Names, type Row } from "./exportRows.js";

/** Throws NOT_FOUND. */
export async function personText(
  store: GraphStore,
  key: string,
): Promise<{ readonly text: string; readonly interactions: number }> {
  const [person, [history], catalogue, sources, origins] = await Promise.all([
    store.person(key),
    store.customers([key]),
    store.catalogue(),
    store.sources(),
    store.origins(),
  ]);
  if (person === null)
    throw new ThroughlineError("NOT_FOUND", "There is no customer with this key.", {
      at: "key",
      remedy: "Check the key.",
    });
  const names = new Names(catalogue);
  const sourceNames = new Map(sources.map(({ number, name }) => [number, name]));
  const sourceOf = new Map(origins.map(({ number, source }) => [number, source]));
  const namesOf = (numbers: readonly number[]): string[] => [
    ...new Set(numbers.map((number) => sourceNames.get(sourceOf.get(number) ?? -1) ?? "")),
  ];
  const rowsOf = (of: CustomerHistory): object[] => {
    const broughtBy = new Map<string, string[]>();
    for (const { interactions } of of.journeys)
      for (const { identity, id, origins: numbers } of interactions)
        broughtBy.set(`${identity}\u0000${id}`, namesOf(numbers));
    return interactionRows(of, names).map((row) => ({
      ...known(row),
      sources: broughtBy.get(`${row.identity ?? of.key}\u0000${row.id}`),
    }));
  };
  const answersOf = (of: CustomerHistory): object[] =>
    answerRows(of, names).map((row, i) => ({ ...known(row), sources: namesOf(of.kept!.answers[i]!.origins) }));
  const hidden = history?.kept?.hidden ?? [];
  const interactions = history == null ? [] : rowsOf(history);
  const document = {
    customer: person.key,
    identities: person.identities,
    furtherNames: person.names,
    sharedDevices: person.shared,
    links: person.links,
    declarations: person.declarations,
    attributes: history?.attributes ?? {},
    attributesByIdentity: attributesOf(history ?? null, sourceNames),
    interactions,
    feedback: history == null ? [] : answersOf(history),
    // Interactions of anonymous identities that also occur under the customer's key.
    hiddenInteractions:
      history == null || hidden.length === 0
        ? []
        : rowsOf({ ...history, journeys: [{ key: "", name: null, interactions: hidden }] }),
  };
  return { text: `${JSON.stringify(document, replaced, 2)}\n`, interactions: interactions.length };
}

function attributesOf(history: CustomerHistory | null, sourceNames: ReadonlyMap<number, string>): object[] {
  if (history === null) return [];
  if (history.kept === undefined)
    return Object.keys(history.attributes).length === 0
      ? []
      : [{ identity: history.key, given: history.attributes, traits: [] }];
  return [...history.kept.attributes].map(([identity, { given, traits }]) => ({
    identity,
    given,
    traits: traits.map(({ name, value, at, source }) => ({
      name,
      value,
      at: formatInstant(at),
      source: sourceNames.get(source) ?? source,
    })),
  }));
}

function known(row: Row): object {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) => {
      if (value === null || (name === "journeyKey" && value === "")) return [];
      return [[name, typeof value === "object" && "json" in value ? (JSON.parse(value.json) as unknown) : value]];
    }),
  );
}

/** Sequences of 64 bits are written as texts. */
function replaced(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
