// Passes the content of a record (format.ts) to a visitor, without building the history.
import { JOURNEY_HASH_BYTES } from "../../model/keys.js";
import { visitAnswers } from "../history/feedback.js";
import type { AttributesVisitor, HistoryVisitor } from "../store.js";
import { decodeRecord } from "./decodeRecord.js";
import { type Codes, HAS } from "./format.js";
import {
  readAmount,
  readAttributes,
  readCode,
  readInitiator,
  readJourneys,
  readMany,
  readOutcome,
  readTexts,
  readTimes,
  readYesNo,
  recordReader,
} from "./recordParts.js";

const reader = recordReader;

/** Passes everything that the projection needs. */
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
    ["value", column(HAS.VALUE, readAmount)],
    ["cost", column(HAS.COST, readAmount)],
    ["initiatedBy", column(HAS.INITIATED_BY, readInitiator)],
    ["outcome", column(HAS.OUTCOME, readOutcome)],
    ["resolved", column(HAS.RESOLVED, readYesNo)],
    ["contextCarried", column(HAS.CONTEXT_CARRIED, readYesNo)],
    ["repeatedInfo", column(HAS.REPEATED_INFO, readYesNo)],
    ["intendedChannel", column(HAS.INTENDED_CHANNEL, () => readCode(codes))],
    ["caseId", known & HAS.CASE_ID ? readTexts(count) : null],
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
  // To find the interactions to which answers belong, ids are needed, so the whole record is decoded for a customer
  // with answers. Few customers have answers.
  if (known & HAS.ANSWERS) visitAnswers(decodeRecord(number, bytes, codes), visitor);
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
  if ((known & HAS.ATTRIBUTES) === 0) return;
  for (const bit of [HAS.VALUE, HAS.COST]) if (known & bit) reader.skipNumbers(count);
  for (const bit of [HAS.INITIATED_BY, HAS.OUTCOME, HAS.RESOLVED, HAS.CONTEXT_CARRIED, HAS.REPEATED_INFO])
    if (known & bit) reader.skip(count);
  if (known & HAS.INTENDED_CHANNEL) reader.skipNumbers(count);
  if (known & HAS.CASE_ID) skipTexts(count);
  if (known & HAS.JOURNEY_NAMES) {
    let named = 0;
    for (let j = 0; j < journeys; j++) named += reader.byte();
    reader.skipTexts(named);
  }
  reader.skipTexts(count);
  if (known & HAS.SHARED) {
    for (let i = 0; i < count; i++) reader.skipNumbers(2 * reader.number());
  } else reader.skipNumbers(2 * count);
  if (known & HAS.REFERRED_BY) skipTexts(count);
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
