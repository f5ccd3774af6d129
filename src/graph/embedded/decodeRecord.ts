// Converts the bytes of a record (format.ts) to a customer's history.
import type { Interaction } from "../../model/interaction.js";
import type { CustomerHistory, Journey } from "../../model/journey.js";
import { leastSequence, type Sequence } from "../../model/sequence.js";
import { readAnswers } from "../history/feedback.js";
import { readKept } from "../history/kept.js";
import { type Codes, HAS } from "./format.js";
import {
  readAmount,
  readAttributes,
  readCode,
  readInitiator,
  readJourneys,
  readMany,
  readNamings,
  readOutcome,
  readTexts,
  readTimes,
  readYesNo,
  recordReader,
} from "./recordParts.js";

const reader = recordReader;

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
  const value = column(HAS.VALUE, readAmount);
  const cost = column(HAS.COST, readAmount);
  const initiatedBy = column(HAS.INITIATED_BY, readInitiator);
  const outcome = column(HAS.OUTCOME, readOutcome);
  const resolved = column(HAS.RESOLVED, readYesNo);
  const contextCarried = column(HAS.CONTEXT_CARRIED, readYesNo);
  const repeatedInfo = column(HAS.REPEATED_INFO, readYesNo);
  const intendedChannel = column(HAS.INTENDED_CHANNEL, () => readCode(codes));
  const caseId = known & HAS.CASE_ID ? readTexts(count) : null;

  const names: (string | null)[] = keys.map(() => null);
  if (known & HAS.JOURNEY_NAMES) {
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
  if (known & HAS.SHARED) {
    for (let i = 0; i < count; i++) {
      const pairs = readMany(reader.count(), () => [reader.number(), reader.sequence()] as const);
      origins.push(pairs.map(([origin]) => origin));
      sequences.push(pairs.map(([, sequence]) => sequence));
    }
  } else {
    for (let i = 0; i < count; i++) origins.push([reader.number()]);
    for (let i = 0; i < count; i++) sequences.push([reader.sequence()]);
  }
  const referredBy = known & HAS.REFERRED_BY ? readTexts(count) : null;
  const texts = known & HAS.ATTRIBUTES ? readTexts(count) : null;
  const identities = known & HAS.IDENTITIES ? readTexts(count) : null;
  const named = known & HAS.NAMED ? readNamings(count) : null;
  const keptJson = known & HAS.KEPT ? reader.text() : null;
  const answers = known & HAS.ANSWERS ? readAnswers(reader.text()) : [];
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
