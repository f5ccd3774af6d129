// Converts a customer's history to the bytes of its record, and back. A record stores interactions as columns. Columns
// in which no interaction has a value are left out; the others are called known below.
//
//     version, key, attributes
//     journeys: 12 bytes of the key, number of interactions, start after the previous journey
//     waits, touchpoint codes                          all interactions, journey after journey
//     which columns are known; the known ones          ─┐ read by `visitRecord`, for the projection,
//     names of journeys, ids, sequences, origins, rest  ┘ which stops here
//     identities, named anonymous keys, what else is kept   only where they are not the customer's key alone
//     answers                                               only where there are some
//
// Codes are those of the store's dictionary. A code that may be unknown is stored as code + 1, so that 0 means unknown.
// An interaction takes about 20 bytes.
import { INITIATORS, type Interaction, type Naming, OUTCOMES } from "../../model/interaction.js";
import type { Attributes, CustomerHistory, Journey } from "../../model/journey.js";
import { JOURNEY_HASH_BYTES } from "../../model/keys.js";
import type { RowColumns } from "../../model/rowColumns.js";
import { leastSequence, type Sequence } from "../../model/sequence.js";
import { answersText, readAnswers, visitAnswers } from "../history/feedback.js";
import { keptText, readKept } from "../history/kept.js";
import type { AttributesVisitor, HistoryVisitor } from "../store.js";
import { ByteReader, ByteWriter } from "./bytes.js";

/**
 * The number of the format. It is increased when the layout of any database changes. `migrate.ts` converts stores of
 * older formats.
 */
export const FORMAT = 3;

/** Converts texts to codes and back (dictionary.ts). */
export interface Codes {
  codeOf(text: string): number;
  textOf(code: number): string;
}

/** One bit for each column that a history may have. Visitors, such as the projection, receive only the first nine. */
const VALUE = 1;
const COST = 2;
const INITIATED_BY = 4;
const OUTCOME = 8;
const RESOLVED = 16;
const CONTEXT_CARRIED = 32;
const REPEATED_INFO = 64;
const INTENDED_CHANNEL = 128;
const CASE_ID = 256;
const REFERRED_BY = 512;
const ATTRIBUTES = 1024;
const JOURNEY_NAMES = 2048;
/** Set if at least one interaction has several origins. */
const SHARED = 4096;
/** Set if the identity of at least one interaction is not the customer's key. Used from format 3 on. */
const IDENTITIES = 8192;
/** Set if at least one interaction names an anonymous key. */
const NAMED = 16_384;
const KEPT = 32_768;
const ANSWERS = 65_536;

const writer = new ByteWriter();

export function encodeRecord(history: Omit<CustomerHistory, "number">, codes: Codes): Buffer {
  const { journeys } = history;
  const all = journeys.length === 1 ? journeys[0]!.interactions : journeys.flatMap((j) => j.interactions);
  writer.number(history.version);
  writer.text(history.key);
  const names = Object.keys(history.attributes);
  writer.number(names.length);
  for (const name of names) {
    writer.text(name);
    writer.text(history.attributes[name]!);
  }
  writer.number(journeys.length);
  let start = 0;
  for (const { key, interactions } of journeys) {
    writer.hex(key.slice(2));
    writer.number(interactions.length);
    writer.signed(interactions[0]!.at - start);
    start = interactions[0]!.at;
  }
  for (const { interactions } of journeys)
    for (let i = 1; i < interactions.length; i++) writer.number(interactions[i]!.at - interactions[i - 1]!.at);
  for (const { touchpoint } of all) writer.number(codes.codeOf(touchpoint));

  const known = knownColumns(history, all);
  writer.number(known);
  if (known & VALUE) for (const i of all) amount(i.value);
  if (known & COST) for (const i of all) amount(i.cost);
  if (known & INITIATED_BY)
    for (const i of all) writer.byte(i.initiatedBy === null ? 0 : 1 + INITIATORS.indexOf(i.initiatedBy));
  if (known & OUTCOME) for (const i of all) writer.byte(i.outcome === null ? 0 : 1 + OUTCOMES.indexOf(i.outcome));
  if (known & RESOLVED) for (const i of all) yesNo(i.resolved);
  if (known & CONTEXT_CARRIED) for (const i of all) yesNo(i.contextCarried);
  if (known & REPEATED_INFO) for (const i of all) yesNo(i.repeatedInfo);
  if (known & INTENDED_CHANNEL)
    for (const i of all) writer.number(i.intendedChannel === null ? 0 : 1 + codes.codeOf(i.intendedChannel));
  if (known & CASE_ID) someTexts(all, "caseId");

  if (known & JOURNEY_NAMES) {
    for (const { name } of journeys) writer.byte(name === null ? 0 : 1);
    writer.texts(journeys.flatMap((j) => j.name ?? []));
  }
  writer.texts(all.map((i) => i.id));
  if (known & SHARED) {
    for (const { origins, sequences } of all) {
      writer.number(origins.length);
      origins.forEach((origin, i) => {
        writer.number(origin);
        writer.sequence(sequences[i]!);
      });
    }
  } else {
    for (const { origins } of all) writer.number(origins[0]!);
    for (const { sequence } of all) writer.sequence(sequence);
  }
  if (known & REFERRED_BY) someTexts(all, "referredBy");
  if (known & ATTRIBUTES) someTexts(all, "attributes");
  if (known & IDENTITIES) someTexts(all, "identity");
  if (known & NAMED) writeNamings(all);
  if (known & KEPT) writer.text(keptText(history.kept!));
  if (known & ANSWERS) writer.text(answersText(history.kept!.answers));
  return writer.take();
}

/** The journeys of a customer whose rows are columns. `order` has the indexes of the rows, journey after journey. */
export interface ColumnJourneys {
  readonly order: Int32Array;
  readonly count: number;
  /** The end of the rows of each journey in `order`. */
  readonly ends: Int32Array;
  /** The bytes of the keys of the journeys, one after another. */
  readonly keys: Uint8Array;
}

/**
 * Like `encodeRecord`, for a new customer whose rows are columns. The bytes are the same as for the same rows as
 * objects. `codes` and `origins` translate the origin of a row to the code of its touchpoint and to its number in the
 * store. The result is valid until the next record is encoded.
 */
export function encodeColumns(
  version: number,
  rows: RowColumns,
  { order, count, ends, keys }: ColumnJourneys,
  touchpointCode: (origin: number) => number,
  originNumber: (origin: number) => number,
  codes: Codes,
): Buffer {
  const { at, origin, sequence } = rows;
  const all = rows.count;
  writer.number(version);
  writer.number(rows.customer.length);
  writer.part(rows.customer, 0, rows.customer.length);
  writer.number(0);
  writer.number(count);
  let start = 0;
  let first = 0;
  for (let j = 0; j < count; j++) {
    writer.part(keys, j * JOURNEY_HASH_BYTES, (j + 1) * JOURNEY_HASH_BYTES);
    writer.number(ends[j]! - first);
    writer.signed(at[order[first]!]! - start);
    start = at[order[first]!]!;
    first = ends[j]!;
  }
  for (let j = 0, i = 0; j < count; j++, i++)
    for (const end = ends[j]! - 1; i < end; i++) writer.number(at[order[i + 1]!]! - at[order[i]!]!);
  for (let i = 0; i < all; i++) writer.number(touchpointCode(origin[order[i]!]!));

  const { value, cost, initiatedBy, outcome, resolved, contextCarried, repeatedInfo } = rows;
  const { intendedChannel, caseId, referredBy, attributes } = rows;
  writer.number(
    (value !== null ? VALUE : 0) |
      (cost !== null ? COST : 0) |
      (initiatedBy !== null ? INITIATED_BY : 0) |
      (outcome !== null ? OUTCOME : 0) |
      (resolved !== null ? RESOLVED : 0) |
      (contextCarried !== null ? CONTEXT_CARRIED : 0) |
      (repeatedInfo !== null ? REPEATED_INFO : 0) |
      (intendedChannel !== null ? INTENDED_CHANNEL : 0) |
      (caseId !== null ? CASE_ID : 0) |
      (referredBy !== null ? REFERRED_BY : 0) |
      (attributes !== null ? ATTRIBUTES : 0) |
      (rows.journey !== null ? JOURNEY_NAMES : 0),
  );
  for (const amounts of [value, cost])
    if (amounts !== null)
      for (let i = 0; i < all; i++) {
        const known = amounts[order[i]!]!;
        amount(Number.isNaN(known) ? null : known);
      }
  for (const choices of [initiatedBy, outcome, resolved, contextCarried, repeatedInfo])
    if (choices !== null) for (let i = 0; i < all; i++) writer.byte(choices[order[i]!]!);
  if (intendedChannel !== null)
    for (let i = 0; i < all; i++) {
      const channel = intendedChannel[order[i]!]!;
      writer.number(channel === null ? 0 : 1 + codes.codeOf(channel));
    }
  if (caseId !== null) writeTexts(ordered(caseId, order, all));

  if (rows.journey !== null) {
    for (let j = 0; j < count; j++) writer.byte(1);
    writer.texts(new Array<string>(count).fill(rows.journey));
  }
  const { ids, idEnds } = rows;
  let idBytes = 0;
  for (let i = 0; i < all; i++) {
    const row = order[i]!;
    const length = idEnds[row]! - (row === 0 ? 0 : idEnds[row - 1]!);
    idBytes += length;
    writer.number(length);
  }
  writer.number(idBytes);
  for (let i = 0; i < all; i++) {
    const row = order[i]!;
    writer.part(ids, row === 0 ? 0 : idEnds[row - 1]!, idEnds[row]!);
  }
  for (let i = 0; i < all; i++) writer.number(originNumber(origin[order[i]!]!));
  for (let i = 0; i < all; i++) writer.sequence(sequence[order[i]!]!);
  if (referredBy !== null) writeTexts(ordered(referredBy, order, all));
  if (attributes !== null) writeTexts(ordered(attributes, order, all));
  return writer.takeVolatile();
}

function ordered(texts: readonly (string | null)[], order: Int32Array, count: number): (string | null)[] {
  return Array.from({ length: count }, (_, i) => texts[order[i]!]!);
}

const reader = new ByteReader();

/** Decodes a whole record. The result does not refer to `bytes`, which may be overwritten afterwards. */
export function decodeRecord(number: number, bytes: Buffer, codes: Codes): CustomerHistory {
  reader.on(bytes);
  const version = reader.number();
  const key = reader.text();
  const attributes = readAttributes();
  const { keys, sizes, starts } = readJourneys();
  const count = sizes.reduce((sum, size) => sum + size, 0);
  reader.checkCount(count);
  const at = readTimes(sizes, starts, count);
  const touchpoints = readMany(count, () => codes.textOf(reader.number()));
  const known = reader.number();
  const column = <T>(bit: number, read: () => T | null): (T | null)[] | null =>
    known & bit ? readMany(count, read) : null;
  const value = column(VALUE, readAmount);
  const cost = column(COST, readAmount);
  const initiatedBy = column(INITIATED_BY, readInitiator);
  const outcome = column(OUTCOME, readOutcome);
  const resolved = column(RESOLVED, readYesNo);
  const contextCarried = column(CONTEXT_CARRIED, readYesNo);
  const repeatedInfo = column(REPEATED_INFO, readYesNo);
  const intendedChannel = column(INTENDED_CHANNEL, () => readCode(codes));
  const caseId = known & CASE_ID ? readTexts(count) : null;

  const names: (string | null)[] = keys.map(() => null);
  if (known & JOURNEY_NAMES) {
    const named = readMany(keys.length, () => reader.byte() === 1);
    const texts = reader.texts(named.filter((is) => is).length);
    let next = 0;
    named.forEach((is, j) => {
      if (is) names[j] = texts[next++]!;
    });
  }
  const ids = reader.texts(count);
  const origins: number[][] = [];
  const sequences: Sequence[][] = [];
  if (known & SHARED) {
    for (let i = 0; i < count; i++) {
      const pairs = readMany(reader.count(), () => [reader.number(), reader.sequence()] as const);
      origins.push(pairs.map(([origin]) => origin));
      sequences.push(pairs.map(([, sequence]) => sequence));
    }
  } else {
    for (let i = 0; i < count; i++) origins.push([reader.number()]);
    for (let i = 0; i < count; i++) sequences.push([reader.sequence()]);
  }
  const referredBy = known & REFERRED_BY ? readTexts(count) : null;
  const texts = known & ATTRIBUTES ? readTexts(count) : null;
  const identities = known & IDENTITIES ? readTexts(count) : null;
  const named = known & NAMED ? readNamings(count) : null;
  const keptJson = known & KEPT ? reader.text() : null;
  const answers = known & ANSWERS ? readAnswers(reader.text()) : [];
  const kept = keptJson === null ? undefined : readKept(keptJson, answers);

  let i = 0;
  const journeys = keys.map((journeyKey, j): Journey => {
    const name = names[j]!;
    const interactions: Interaction[] = [];
    for (const end = i + sizes[j]!; i < end; i++) {
      const brought = sequences[i]!;
      interactions.push({
        id: ids[i]!,
        identity: identities === null ? key : identities[i]!,
        named: named === null ? null : named[i]!,
        touchpoint: touchpoints[i]!,
        at: at[i]!,
        sequence: leastSequence(brought),
        journey: name,
        caseId: caseId === null ? null : caseId[i]!,
        value: value === null ? null : value[i]!,
        cost: cost === null ? null : cost[i]!,
        initiatedBy: initiatedBy === null ? null : initiatedBy[i]!,
        outcome: outcome === null ? null : outcome[i]!,
        resolved: resolved === null ? null : resolved[i]!,
        intendedChannel: intendedChannel === null ? null : intendedChannel[i]!,
        contextCarried: contextCarried === null ? null : contextCarried[i]!,
        repeatedInfo: repeatedInfo === null ? null : repeatedInfo[i]!,
        referredBy: referredBy === null ? null : referredBy[i]!,
        attributes: texts === null ? null : texts[i]!,
        origins: origins[i]!,
        sequences: brought,
      });
    }
    return { key: journeyKey, name, interactions };
  });
  return { key, number, version, attributes, journeys, ...(kept !== undefined && { kept }) };
}

/** Passes the content of a record to a visitor without building the history. */
export function visitRecord(number: number, bytes: Buffer, codes: Codes, visitor: HistoryVisitor): void {
  reader.on(bytes);
  reader.number();
  reader.skip(reader.number());
  visitor.customer(number, readAttributes());
  const { keys, sizes, starts } = readJourneys();
  let count = 0;
  for (const size of sizes) count += size;
  reader.checkCount(count);
  const at = readTimes(sizes, starts, count);
  const touchpoints = readMany(count, () => reader.number());
  const known = reader.number();
  const column = <T>(bit: number, read: () => T | null): (T | null)[] | null =>
    known & bit ? readMany(count, read) : null;
  const columns = [
    ["value", column(VALUE, readAmount)],
    ["cost", column(COST, readAmount)],
    ["initiatedBy", column(INITIATED_BY, readInitiator)],
    ["outcome", column(OUTCOME, readOutcome)],
    ["resolved", column(RESOLVED, readYesNo)],
    ["contextCarried", column(CONTEXT_CARRIED, readYesNo)],
    ["repeatedInfo", column(REPEATED_INFO, readYesNo)],
    ["intendedChannel", column(INTENDED_CHANNEL, () => readCode(codes))],
    ["caseId", known & CASE_ID ? readTexts(count) : null],
  ] as const;
  const present = columns.filter(([, values]) => values !== null);
  let i = 0;
  for (let j = 0; j < keys.length; j++) {
    visitor.journey(keys[j]!);
    for (const end = i + sizes[j]!; i < end; i++) {
      visitor.interaction(codes.textOf(touchpoints[i]!), at[i]!);
      for (const [name, values] of present) {
        const value = values![i]!;
        if (value !== null) visitor.known(name, value);
      }
    }
  }
  // Answers are joined to interactions by ids, so a customer with answers needs the whole record. Few customers have
  // answers.
  if (known & ANSWERS) visitAnswers(decodeRecord(number, bytes, codes), visitor);
}

/** Passes the attributes of a record's interactions to a visitor, and skips everything else. */
export function visitAttributes(number: number, bytes: Buffer, visitor: AttributesVisitor): void {
  reader.on(bytes);
  reader.number();
  reader.skip(reader.number());
  for (let left = reader.number() * 2; left > 0; left--) reader.skip(reader.number());
  const journeys = reader.number();
  let count = 0;
  for (let j = 0; j < journeys; j++) {
    reader.skip(JOURNEY_HASH_BYTES);
    count += reader.number();
    reader.number();
  }
  visitor.customer(number, count);
  // Reads the waits, and then the touchpoints.
  reader.skipNumbers(count - journeys + count);
  const known = reader.number();
  if ((known & ATTRIBUTES) === 0) return;
  for (const bit of [VALUE, COST]) if (known & bit) reader.skipNumbers(count);
  for (const bit of [INITIATED_BY, OUTCOME, RESOLVED, CONTEXT_CARRIED, REPEATED_INFO])
    if (known & bit) reader.skip(count);
  if (known & INTENDED_CHANNEL) reader.skipNumbers(count);
  if (known & CASE_ID) skipTexts(count);
  if (known & JOURNEY_NAMES) {
    let named = 0;
    for (let j = 0; j < journeys; j++) named += reader.byte();
    reader.skipTexts(named);
  }
  reader.skipTexts(count);
  if (known & SHARED) {
    for (let i = 0; i < count; i++) reader.skipNumbers(2 * reader.number());
  } else reader.skipNumbers(2 * count);
  if (known & REFERRED_BY) skipTexts(count);
  const texts = reader.texts(reader.number());
  for (let i = 0; i < count; i++) {
    const place = reader.number();
    if (place !== 0) visitor.attributes(i, texts[place - 1]!);
  }
}

function skipTexts(count: number): void {
  reader.skipTexts(reader.number());
  reader.skipNumbers(count);
}

/** Reads only the version and the key. */
export function readHead(bytes: Buffer): { version: number; key: string } {
  reader.on(bytes);
  return { version: reader.number(), key: reader.text() };
}

function knownColumns(
  { key, journeys, kept }: Pick<CustomerHistory, "key" | "journeys" | "kept">,
  all: readonly Interaction[],
): number {
  let known = kept === undefined ? 0 : KEPT | (kept.answers.length > 0 ? ANSWERS : 0);
  for (const { name } of journeys) if (name !== null) known |= JOURNEY_NAMES;
  for (const i of all) {
    if (i.value !== null) known |= VALUE;
    if (i.cost !== null) known |= COST;
    if (i.initiatedBy !== null) known |= INITIATED_BY;
    if (i.outcome !== null) known |= OUTCOME;
    if (i.resolved !== null) known |= RESOLVED;
    if (i.contextCarried !== null) known |= CONTEXT_CARRIED;
    if (i.repeatedInfo !== null) known |= REPEATED_INFO;
    if (i.intendedChannel !== null) known |= INTENDED_CHANNEL;
    if (i.caseId !== null) known |= CASE_ID;
    if (i.referredBy !== null) known |= REFERRED_BY;
    if (i.attributes !== null) known |= ATTRIBUTES;
    if (i.origins.length > 1) known |= SHARED;
    if (i.identity !== key) known |= IDENTITIES;
    if (i.named !== null) known |= NAMED;
  }
  return known;
}

function amount(value: number | null): void {
  // A known amount is stored as 1 + its zigzag form, which is at least 0, so that 0 means unknown.
  writer.number(value === null ? 0 : 1 + (value >= 0 ? value * 2 : -value * 2 - 1));
}

function readAmount(): number | null {
  const stored = reader.number();
  if (stored === 0) return null;
  return stored % 2 === 1 ? (stored - 1) / 2 : -stored / 2;
}

function yesNo(value: boolean | null): void {
  writer.byte(value === null ? 0 : value ? 2 : 1);
}

function readYesNo(): boolean | null {
  const stored = reader.byte();
  return stored === 0 ? null : stored === 2;
}

function readInitiator(): Interaction["initiatedBy"] {
  const stored = reader.byte();
  return stored === 0 ? null : INITIATORS[stored - 1]!;
}

function readOutcome(): Interaction["outcome"] {
  const stored = reader.byte();
  return stored === 0 ? null : OUTCOMES[stored - 1]!;
}

function readCode(codes: Codes): string | null {
  const stored = reader.number();
  return stored === 0 ? null : codes.textOf(stored - 1);
}

function someTexts(all: readonly Interaction[], column: "caseId" | "referredBy" | "attributes" | "identity"): void {
  writeTexts(all.map((i) => i[column]));
}

/** A column of texts that repeat (cases): the distinct texts, then 1 + the index of the text for each interaction. */
function writeTexts(texts: readonly (string | null)[]): void {
  const places = new Map<string, number>();
  for (const text of texts) if (text !== null && !places.has(text)) places.set(text, places.size + 1);
  writer.number(places.size);
  writer.texts([...places.keys()]);
  for (const text of texts) writer.number(text === null ? 0 : places.get(text)!);
}

function readTexts(count: number): (string | null)[] {
  const texts = reader.texts(reader.count());
  return readMany(count, () => {
    const place = reader.number();
    return place === 0 ? null : texts[place - 1]!;
  });
}

/**
 * Writes the distinct anonymous keys. Then it writes, for each interaction, the number of anonymous keys that it names,
 * and the key and the origin of each.
 */
function writeNamings(all: readonly Interaction[]): void {
  const places = new Map<string, number>();
  for (const { named } of all)
    for (const { anonymous } of named ?? []) if (!places.has(anonymous)) places.set(anonymous, places.size);
  writer.number(places.size);
  writer.texts([...places.keys()]);
  for (const { named } of all) {
    writer.number(named?.length ?? 0);
    for (const { anonymous, origin } of named ?? []) {
      writer.number(places.get(anonymous)!);
      writer.number(origin);
    }
  }
}

function readNamings(count: number): (readonly Naming[] | null)[] {
  const texts = reader.texts(reader.count());
  return readMany(count, () => {
    const size = reader.count();
    return size === 0 ? null : readMany(size, () => ({ anonymous: texts[reader.number()]!, origin: reader.number() }));
  });
}

const NO_ATTRIBUTES: Attributes = Object.freeze({});

function readAttributes(): Attributes {
  const count = reader.count();
  if (count === 0) return NO_ATTRIBUTES;
  const entries: [string, string][] = [];
  for (let i = 0; i < count; i++) entries.push([reader.text(), reader.text()]);
  return Object.fromEntries(entries);
}

function readJourneys(): { keys: string[]; sizes: number[]; starts: number[] } {
  const count = reader.count();
  const keys: string[] = [];
  const sizes: number[] = [];
  const starts: number[] = [];
  let start = 0;
  for (let j = 0; j < count; j++) {
    keys.push(`j-${reader.hex(JOURNEY_HASH_BYTES)}`);
    sizes.push(reader.number());
    start += reader.signed();
    starts.push(start);
  }
  return { keys, sizes, starts };
}

function readTimes(sizes: readonly number[], starts: readonly number[], count: number): number[] {
  const at = new Array<number>(count);
  let i = 0;
  for (let j = 0; j < sizes.length; j++) {
    let time = starts[j]!;
    at[i++] = time;
    for (let k = 1; k < sizes[j]!; k++) {
      time += reader.number();
      at[i++] = time;
    }
  }
  return at;
}

function readMany<T>(count: number, read: () => T): T[] {
  const values = new Array<T>(count);
  for (let i = 0; i < count; i++) values[i] = read();
  return values;
}
