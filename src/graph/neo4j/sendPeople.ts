// Sends the customers that a write transaction changes, with their journeys, answers and segments.
import type { OriginContent } from "../../model/interaction.js";
import type { Journey } from "../../model/journey.js";
import { listedSegments } from "../../model/segment.js";
import { type AnswerChanges, answerChanges } from "./answers.js";
import { int, type Row, type Tx } from "./connection.js";
import { encodeAttributes, encodeJourney } from "./encode.js";
import { difference, isNothing, keptProperties, type Person } from "./person.js";
import * as cypher from "./statements/index.js";

/** The number of customers or journeys per statement. */
const SLICE = 200;

export interface SentPeople {
  /** The number of customers who are new. */
  readonly created: number;
  /** The number that the next new customer gets. */
  readonly next: number;
  /** The keys of the journeys and the numbers of the customers that the caller must remove. */
  readonly journeys: readonly string[];
  readonly customers: readonly unknown[];
}

/** Sends the changed customers with their journeys and answers. `origins` has every origin, also the new ones. */
export function sendPeople(
  tx: Tx,
  all: Iterable<Person>,
  {
    version,
    nextNumber,
    origins,
  }: { readonly version: number; readonly nextNumber: number; readonly origins: ReadonlyMap<number, OriginContent> },
): SentPeople {
  const people = [...all];
  const created: Person[] = [];
  const saved: Row[] = [];
  const goneNumbers: unknown[] = [];
  const answers: AnswerChanges[] = [];
  const goneJourneys: string[] = [];
  const changed: Journey[] = [];
  const added: { readonly customer: unknown; readonly journey: Journey }[] = [];
  const sourceOf = (origin: number): number => origins.get(origin)!.source;
  const keyOf = new Map<Journey, string>();
  for (const person of people) {
    if (!person.changed) continue;
    const nothing = isNothing(person);
    answers.push(answerChanges(person.loaded, person, sourceOf));
    if (person.number === null) {
      if (!nothing) created.push(person);
      continue;
    }
    const number = int(person.number);
    const { gone, come } = difference(person.loaded.journeys, person.journeys);
    const there = new Set(gone.map((journey) => journey.key));
    for (const journey of come) {
      keyOf.set(journey, person.key);
      if (there.delete(journey.key)) changed.push(journey);
      else added.push({ customer: number, journey });
    }
    goneJourneys.push(...there);
    if (nothing) goneNumbers.push(number);
    else saved.push({ number, attributes: encodeAttributes(person.attributes), ...keptProperties(person, sourceOf) });
  }
  let next = nextNumber;
  sendSlices(tx, version, cypher.CREATE_CUSTOMERS, created, (person) => ({
    key: person.key,
    number: int(next++),
    attributes: encodeAttributes(person.attributes),
    ...keptProperties(person, sourceOf),
    journeys: person.encoded ?? person.journeys.map((journey) => encodeJourney(journey, sourceOf, person.key)),
  }));
  sendSlices(tx, version, cypher.SAVE_CUSTOMERS, saved, (row) => row);
  sendSlices(tx, version, cypher.CHANGE_JOURNEYS, changed, (journey) =>
    encodeJourney(journey, sourceOf, keyOf.get(journey)!),
  );
  sendSlices(tx, version, cypher.CREATE_JOURNEYS, added, ({ customer, journey }) => ({
    customer,
    journey: encodeJourney(journey, sourceOf, keyOf.get(journey)!),
  }));
  tx.send(cypher.REMOVE_FEEDBACK, { rows: answers.flatMap(({ gone }) => gone) });
  sendSlices(
    tx,
    version,
    cypher.CREATE_FEEDBACK,
    answers.flatMap(({ come }) => come),
    (row) => row,
  );
  sendMemberships(tx, people);
  return { created: created.length, next, journeys: goneJourneys, customers: goneNumbers };
}

/** Sends the edges to segments for the customers whose listed segments have changed. */
function sendMemberships(tx: Tx, people: readonly Person[]): void {
  const rows: Row[] = [];
  for (const person of people) {
    if (!person.changed || isNothing(person) || person.attributes === person.loaded.attributes) continue;
    const segments = listedSegments(person.attributes);
    if (segments.join("\n") !== listedSegments(person.loaded.attributes).join("\n"))
      rows.push({ key: person.key, segments });
  }
  tx.send(cypher.LEAVE_SEGMENTS, { rows });
  tx.send(cypher.ENTER_SEGMENTS, { rows });
}

/** Sends items in slices, so that the server executes one slice while the next one is prepared here. */
function sendSlices<T>(
  tx: Tx,
  version: number,
  statement: string,
  items: readonly T[],
  encode: (item: T) => Row,
): void {
  for (let from = 0; from < items.length; from += SLICE)
    tx.send(statement, { rows: items.slice(from, from + SLICE).map(encode), version: int(version) });
}
