// Converts a history to the properties of its nodes, and back.
//
// A Journey node holds its interactions as lists of equal length: one list for each field that is known for at least
// one interaction. Neo4j does not allow null in lists. An unknown value is therefore NaN in `values` and `costs`, '' in
// lists of texts, and −1 in `resolved`, `contextCarried` and `repeatedInfo`, whose known values are 0 and 1. Some
// properties have short forms: `origins` has one member if all interactions have the same origin, and `sequence` is
// absent if all sequences are 0. `brought` exists only if an interaction has several origins, and lists all of them as
// `origin:sequence` pairs. `identities` exists only if an interaction has another identity than the customer's key. In
// it, '' means the customer's key. `anonymous` exists only if an interaction names an anonymous key. `naming`, which is
// JSON, exists only if an interaction names several anonymous keys, or if the row that named the key has another origin
// than the interaction's first one.

import { AMOUNT_UNIT } from "../../model/amount.js";
import { ThroughlineError } from "../../model/errors.js";
import { anonymousOf, type Initiator, type Interaction, type Outcome } from "../../model/interaction.js";
import type { Attributes, CustomerHistory, Journey, Kept } from "../../model/journey.js";
import { compareKeys } from "../../model/keys.js";
import { readSequence, type Sequence } from "../../model/sequence.js";
import { compareJourneys } from "../history/assemble.js";
import { readKept } from "../history/kept.js";
import { decodeAnswers } from "./answers.js";
import { int, type Row } from "./connection.js";

/**
 * Thrown if the lists of a node have unequal lengths, because it was read while another transaction wrote it. The
 * caller must read it again.
 */
export class TornRead extends Error {}

type Texts = "caseId" | "initiatedBy" | "outcome" | "intendedChannel" | "referredBy" | "attributes";
type Amounts = "value" | "cost";
type Flags = "resolved" | "contextCarried" | "repeatedInfo";

const TEXTS: readonly (readonly [Texts, string])[] = [
  ["caseId", "caseIds"],
  ["initiatedBy", "initiatedBy"],
  ["outcome", "outcomes"],
  ["intendedChannel", "intended"],
  ["referredBy", "referredBy"],
  ["attributes", "attributes"],
];
const AMOUNTS: readonly (readonly [Amounts, string])[] = [
  ["value", "values"],
  ["cost", "costs"],
];
const FLAGS: readonly (readonly [Flags, string])[] = [
  ["resolved", "resolved"],
  ["contextCarried", "contextCarried"],
  ["repeatedInfo", "repeatedInfo"],
];

/** A separator that occurs in no key and in no JSON text. */
export const SEPARATOR = "\u0000";

/**
 * Lists of texts and of integers are packed into one text each (statements/columns.ts unpacks them). Lists without a
 * known value are left out. `sourceOf` takes the number of an origin and returns the number of its source.
 */
export function encodeJourney(
  { key, name, interactions }: Journey,
  sourceOf: (origin: number) => number,
  customer: string,
): Record<string, unknown> {
  const first = interactions[0]!;
  const properties: Record<string, unknown> = {
    key,
    start: int(first.at),
    end: int(interactions[interactions.length - 1]!.at),
    route: packTexts(interactions.map((i) => i.touchpoint)),
    times: packIntegers(interactions.map((i) => i.at)),
    ids: packTexts(interactions.map((i) => i.id)),
  };
  if (name !== null) properties.name = name;
  if (interactions.some((i) => i.sequence !== 0))
    properties.sequence = packIntegers(interactions.map((i) => i.sequence));
  const origin = first.origins[0]!;
  const same = interactions.every((i) => i.origins[0] === origin);
  properties.origins = same ? `${origin}` : packIntegers(interactions.map((i) => i.origins[0]!));
  const several = interactions.some((i) => i.origins.length > 1);
  if (several)
    properties.brought = packTexts(
      interactions.map((i) =>
        i.origins.length > 1 ? i.origins.map((o, k) => `${o}:${i.sequences[k]}`).join(" ") : "",
      ),
    );
  const sources = new Set<number>();
  for (const { origins } of same && !several ? [first] : interactions)
    for (const o of origins) sources.add(sourceOf(o));
  properties.sources = packIntegers([...sources].sort((a, b) => a - b));
  for (const [field, list] of TEXTS)
    if (interactions.some((i) => i[field] !== null))
      properties[list] = packTexts(interactions.map((i) => i[field] ?? ""));
  if (interactions.some((i) => i.identity !== customer))
    properties.identities = packTexts(interactions.map((i) => (i.identity === customer ? "" : i.identity)));
  if (interactions.some((i) => i.named !== null)) {
    properties.anonymous = packTexts(interactions.map((i) => anonymousOf(i) ?? ""));
    if (!interactions.every(namesSimply))
      properties.naming = packTexts(
        interactions.map((i) =>
          namesSimply(i) ? "" : JSON.stringify(i.named!.map(({ anonymous, origin: from }) => [anonymous, from])),
        ),
      );
  }
  for (const [field, list] of AMOUNTS)
    if (interactions.some((i) => i[field] !== null)) properties[list] = interactions.map((i) => toAmount(i[field]));
  for (const [field, list] of FLAGS)
    if (interactions.some((i) => i[field] !== null))
      properties[list] = packIntegers(interactions.map((i) => (i[field] === null ? -1 : Number(i[field]))));
  return properties;
}

function namesSimply({ named, origins }: Interaction): boolean {
  return named === null || (named.length === 1 && named[0]!.origin === origins[0]);
}

function packTexts(texts: readonly string[]): string {
  for (const text of texts)
    if (text.includes(SEPARATOR))
      throw new ThroughlineError("BAD_VALUE", "A text has the character U+0000, which no key can have.");
  return texts.join(SEPARATOR);
}

function packIntegers(integers: readonly Sequence[]): string {
  return integers.join(" ");
}

export function decodeJourney(properties: Row, customer: string): Journey {
  const route = properties.route as string[];
  const n = route.length;
  const list = <T>(name: string): readonly T[] | null => {
    const values = properties[name] as T[] | null | undefined;
    if (values == null) return null;
    if (values.length !== n && !(name === "origins" && values.length === 1)) throw new TornRead(name);
    return values;
  };
  const times = list<number>("times")!;
  const ids = list<string>("ids")!;
  const sequence = list<number | string>("sequence");
  const origins = list<number>("origins")!;
  const brought = list<string>("brought");
  const identities = list<string>("identities");
  const anonymous = list<string>("anonymous");
  const naming = list<string>("naming");
  const texts = new Map(TEXTS.map(([field, name]) => [field, list<string>(name)]));
  const amounts = new Map(AMOUNTS.map(([field, name]) => [field, list<number>(name)]));
  const flags = new Map(FLAGS.map(([field, name]) => [field, list<number>(name)]));
  const text = (field: Texts, i: number): string | null => texts.get(field)?.[i] || null;
  const amount = (field: Amounts, i: number): number | null => fromAmount(amounts.get(field)?.[i]);
  const flag = (field: Flags, i: number): boolean | null => fromFlag(flags.get(field)?.[i]);
  const name = (properties.name as string | null | undefined) ?? null;
  const interactions = route.map((touchpoint, i): Interaction => {
    const smallest = sequence === null ? 0 : readSequence(String(sequence[i]))!;
    const first = origins[i] ?? origins[0]!;
    const pairs = brought?.[i] ? brought[i].split(" ").map((pair) => pair.split(":")) : null;
    return {
      id: ids[i]!,
      identity: identities?.[i] || customer,
      named: namedOf(anonymous?.[i], naming?.[i], first),
      touchpoint,
      at: times[i]!,
      sequence: smallest,
      journey: name,
      caseId: text("caseId", i),
      value: amount("value", i),
      cost: amount("cost", i),
      initiatedBy: text("initiatedBy", i) as Initiator | null,
      outcome: text("outcome", i) as Outcome | null,
      resolved: flag("resolved", i),
      intendedChannel: text("intendedChannel", i),
      contextCarried: flag("contextCarried", i),
      repeatedInfo: flag("repeatedInfo", i),
      referredBy: text("referredBy", i),
      attributes: text("attributes", i),
      origins: pairs === null ? [first] : pairs.map((pair) => Number(pair[0])),
      sequences: pairs === null ? [smallest] : pairs.map((pair) => readSequence(pair[1]!)!),
    };
  });
  return { key: properties.key as string, name, interactions };
}

function namedOf(anonymous: string | undefined, naming: string | undefined, origin: number): Interaction["named"] {
  if (!anonymous) return null;
  if (!naming) return [{ anonymous, origin }];
  return (JSON.parse(naming) as [string, number][]).map(([key, from]) => ({ anonymous: key, origin: from }));
}

export function decodeHistory(customer: Row, journeys: readonly Row[]): CustomerHistory {
  const key = customer.key as string;
  const attributes = decodeAttributes(customer.attributes as string[] | null | undefined);
  const kept = decodeKept(key, attributes, customer);
  return {
    key,
    number: customer.number as number,
    version: customer.version as number,
    attributes,
    journeys: journeys.map((journey) => decodeJourney(journey, key)).sort(compareJourneys),
    ...(kept !== null && { kept }),
  };
}

/** Decodes the property `kept`, which is absent if the history keeps nothing in addition to answers. */
function decodeKept(key: string, attributes: Attributes, customer: Row): Kept | null {
  const text = (customer.kept as string | null | undefined) ?? null;
  const answers = decodeAnswers((customer.answers as Row[] | null | undefined) ?? []);
  if (text !== null) return readKept(text, answers);
  if (answers.length === 0) return null;
  const own = Object.keys(attributes).length === 0 ? [] : [[key, { given: attributes, traits: [] }] as const];
  return { attributes: new Map(own), hidden: [], answers };
}

/**
 * The amount as a decimal number, for people who look at the database. The conversion is exact in both directions,
 * because a double holds 15 digits exactly.
 */
export function toAmount(units: number | null): number {
  return units === null ? Number.NaN : units / AMOUNT_UNIT;
}

export function fromAmount(amount: number | undefined): number | null {
  // Adding 0 avoids a negative zero.
  return amount === undefined || Number.isNaN(amount) ? null : Math.round(amount * AMOUNT_UNIT) + 0;
}

export function fromFlag(flag: number | undefined): boolean | null {
  return flag === undefined || flag < 0 ? null : flag === 1;
}

/**
 * Attributes as a list such as `['region=north', 'tier=gold']`, so that `'region=north' IN c.attributes` finds a
 * customer. There is no property for each attribute, because the data would then determine the names of properties,
 * which the database keeps for ever. In a key, `=` and `\` are written `\=` and `\\`.
 */
export function encodeAttributes(attributes: Attributes): string[] {
  return Object.entries(attributes)
    .sort(([a], [b]) => compareKeys(a, b))
    .map(([key, value]) => `${key.replace(/[\\=]/g, "\\$&")}=${value}`);
}

export function decodeAttributes(list: readonly string[] | null | undefined): Attributes {
  const attributes: Record<string, string> = {};
  for (const text of list ?? []) {
    const match = /^((?:[^\\=]|\\.)*)=/su.exec(text)!;
    // The property is defined instead of assigned, because `__proto__` is an ordinary key here.
    Object.defineProperty(attributes, match[1]!.replace(/\\(.)/gsu, "$1"), {
      value: text.slice(match[0].length),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return attributes;
}
