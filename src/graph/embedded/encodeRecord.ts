// Converts a customer's history to the bytes of its record (format.ts).
import { INITIATORS, type Interaction, OUTCOMES } from "../../model/interaction.js";
import type { CustomerHistory } from "../../model/journey.js";
import { answersText } from "../history/feedback.js";
import { keptText } from "../history/kept.js";
import { ByteWriter } from "./bytes.js";
import { type Codes, HAS } from "./format.js";

/** All records are written with this one writer, one after another. */
export const recordWriter = new ByteWriter();
// Each module copies the writer to a constant of its own, because imported and exported constants are slower in loops.
const writer = recordWriter;

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
  if (known & HAS.VALUE) for (const i of all) amount(i.value);
  if (known & HAS.COST) for (const i of all) amount(i.cost);
  if (known & HAS.INITIATED_BY)
    for (const i of all) writer.byte(i.initiatedBy === null ? 0 : 1 + INITIATORS.indexOf(i.initiatedBy));
  if (known & HAS.OUTCOME) for (const i of all) writer.byte(i.outcome === null ? 0 : 1 + OUTCOMES.indexOf(i.outcome));
  if (known & HAS.RESOLVED) for (const i of all) yesNo(i.resolved);
  if (known & HAS.CONTEXT_CARRIED) for (const i of all) yesNo(i.contextCarried);
  if (known & HAS.REPEATED_INFO) for (const i of all) yesNo(i.repeatedInfo);
  if (known & HAS.INTENDED_CHANNEL)
    for (const i of all) writer.number(i.intendedChannel === null ? 0 : 1 + codes.codeOf(i.intendedChannel));
  if (known & HAS.CASE_ID) someTexts(all, "caseId");

  if (known & HAS.JOURNEY_NAMES) {
    for (const { name } of journeys) writer.byte(name === null ? 0 : 1);
    writer.texts(journeys.flatMap((j) => j.name ?? []));
  }
  writer.texts(all.map((i) => i.id));
  if (known & HAS.SHARED) {
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
  if (known & HAS.REFERRED_BY) someTexts(all, "referredBy");
  if (known & HAS.ATTRIBUTES) someTexts(all, "attributes");
  if (known & HAS.IDENTITIES) someTexts(all, "identity");
  if (known & HAS.NAMED) writeNamings(all);
  if (known & HAS.KEPT) writer.text(keptText(history.kept!));
  if (known & HAS.ANSWERS) writer.text(answersText(history.kept!.answers));
  return writer.take();
}

function knownColumns(
  { key, journeys, kept }: Pick<CustomerHistory, "key" | "journeys" | "kept">,
  all: readonly Interaction[],
): number {
  let known = kept === undefined ? 0 : HAS.KEPT | (kept.answers.length > 0 ? HAS.ANSWERS : 0);
  for (const { name } of journeys) if (name !== null) known |= HAS.JOURNEY_NAMES;
  for (const i of all) {
    if (i.value !== null) known |= HAS.VALUE;
    if (i.cost !== null) known |= HAS.COST;
    if (i.initiatedBy !== null) known |= HAS.INITIATED_BY;
    if (i.outcome !== null) known |= HAS.OUTCOME;
    if (i.resolved !== null) known |= HAS.RESOLVED;
    if (i.contextCarried !== null) known |= HAS.CONTEXT_CARRIED;
    if (i.repeatedInfo !== null) known |= HAS.REPEATED_INFO;
    if (i.intendedChannel !== null) known |= HAS.INTENDED_CHANNEL;
    if (i.caseId !== null) known |= HAS.CASE_ID;
    if (i.referredBy !== null) known |= HAS.REFERRED_BY;
    if (i.attributes !== null) known |= HAS.ATTRIBUTES;
    if (i.origins.length > 1) known |= HAS.SHARED;
    if (i.identity !== key) known |= HAS.IDENTITIES;
    if (i.named !== null) known |= HAS.NAMED;
  }
  return known;
}

export function amount(value: number | null): void {
  // The zigzag form of a number (0, −1, 1, −2 … become 0, 1, 2, 3 …) is at least 0. A known amount is stored as 1 + its
  // zigzag form, so that 0 means unknown.
  writer.number(value === null ? 0 : 1 + (value >= 0 ? value * 2 : -value * 2 - 1));
}

function yesNo(value: boolean | null): void {
  writer.byte(value === null ? 0 : value ? 2 : 1);
}

function someTexts(all: readonly Interaction[], column: "caseId" | "referredBy" | "attributes" | "identity"): void {
  writeTexts(
    all.map((i) => i[column]),
    all.length,
  );
}

/**
 * A column of texts that repeat (cases): the distinct texts, then 1 + the index of the text for each interaction. With
 * `order`, the texts are those of the first `count` rows in this order.
 */
export function writeTexts(texts: readonly (string | null)[], count: number, order: Int32Array | null = null): void {
  const places = new Map<string, number>();
  const indexes = new Array<number>(count);
  // Most texts equal the one before, which need not be looked up.
  let before: string | null = null;
  let place = 0;
  for (let i = 0; i < count; i++) {
    const text: string | null = texts[order === null ? i : order[i]!]!;
    if (text !== before) {
      before = text;
      place = text === null ? 0 : (places.get(text) ?? places.size + 1);
      if (text !== null) places.set(text, place);
    }
    indexes[i] = place;
  }
  writer.number(places.size);
  writer.texts([...places.keys()]);
  for (const index of indexes) writer.number(index);
}

/**
 * Writes the distinct anonymous keys. For each interaction, it then writes how many anonymous keys the interaction
 * names, and the key and the origin of each.
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
