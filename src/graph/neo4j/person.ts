// A customer in a write transaction, and how the stored state differs from the changed one.
import type { Attributes, CustomerHistory, Journey, Kept } from "../../model/journey.js";
import { keptText } from "../history/kept.js";
import { answerSources } from "./answers.js";
import { int, type Row } from "./connection.js";
import { decodeHistory } from "./encode.js";

/** A customer in the state in which it was loaded, and in the changed state. */
export interface Person {
  readonly key: string;
  /** The number of the customer; null if the customer does not exist yet. */
  readonly number: number | null;
  readonly version: number;
  readonly loaded: {
    readonly attributes: Attributes;
    readonly journeys: readonly Journey[];
    readonly kept: Kept | undefined;
  };
  attributes: Attributes;
  journeys: readonly Journey[];
  kept: Kept | undefined;
  /** The form in which each of `journeys` is sent. Null if this form is created only when the journeys are sent. */
  encoded: readonly Row[] | null;
  changed: boolean;
}

/** The customer as the statements that load customers return it. */
export function personOf(row: Row): Person {
  const key = row.key as string;
  const history = row.customer === null ? null : decodeHistory(row.customer as Row, row.journeys as Row[]);
  const loaded = {
    attributes: history?.attributes ?? {},
    journeys: history?.journeys ?? [],
    kept: history?.kept,
  };
  return {
    key,
    number: history?.number ?? null,
    version: history?.version ?? 0,
    loaded,
    ...loaded,
    encoded: null,
    changed: false,
  };
}

/** Whether nothing is recorded about the customer, so that the customer does not exist. */
export function isNothing(person: Person): boolean {
  return person.journeys.length === 0 && Object.keys(person.attributes).length === 0 && person.kept === undefined;
}

/** Returns the current state of a customer in this transaction, or null if the customer does not exist. */
export function historyOf(person: Person): CustomerHistory | null {
  if (isNothing(person)) return null;
  const { key, number, version, attributes, journeys, kept } = person;
  return { key, number: number ?? 0, version, attributes, journeys, kept };
}

/**
 * Returns the properties with the data that a customer has in addition to attributes and journeys. They include the
 * sources of attributes and answers, which are needed to remove an import.
 */
export function keptProperties({ key, kept }: Person, sourceOf: (origin: number) => number): Row {
  if (kept === undefined) return { kept: null, keptSources: null, answers: null };
  const sources = answerSources(kept.answers, sourceOf);
  for (const { traits } of kept.attributes.values()) for (const { source } of traits) sources.add(source);
  for (const { origins } of kept.hidden) for (const origin of origins) sources.add(sourceOf(origin));
  const { attributes, hidden, answers } = kept;
  const onlyAnswers =
    hidden.length === 0 && [...attributes].every(([identity, { traits }]) => identity === key && traits.length === 0);
  return {
    kept: onlyAnswers ? null : keptText(kept),
    keptSources: [...sources].sort((a, b) => a - b).map((source) => int(source)),
    answers: answers.length === 0 ? null : int(answers.length),
  };
}

export function sameAttributes(a: Attributes, b: Attributes): boolean {
  return JSON.stringify(Object.entries(a)) === JSON.stringify(Object.entries(b));
}

/**
 * The journeys that differ in any way between the two states. Interactions that a change does not affect are the same
 * objects in both.
 */
export function difference(
  before: readonly Journey[],
  after: readonly Journey[],
): { gone: Journey[]; come: Journey[] } {
  if (before.length === 0) return { gone: [], come: [...after] };
  const old = new Map(before.map((journey) => [journey.key, journey]));
  const come: Journey[] = [];
  for (const journey of after) {
    const known = old.get(journey.key);
    if (known !== undefined && isSame(known, journey)) old.delete(journey.key);
    else come.push(journey);
  }
  return { gone: [...old.values()], come };
}

export function isSame(a: Journey, b: Journey): boolean {
  return (
    a.name === b.name &&
    a.interactions.length === b.interactions.length &&
    a.interactions.every((interaction, i) => interaction === b.interactions[i])
  );
}
