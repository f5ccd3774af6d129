// Stores feedback answers in a projection. The answers of a customer with journeys are stored in the block that has
// these journeys, so that a mask of the block applies to them too. Most answers belong to an interaction, and share its
// touchpoint. An answer that belongs to no interaction is stored with the first journey of its customer, and has a
// touchpoint code of its own. Answers of customers without journeys are called loose. All arrays are on
// SharedArrayBuffer. An answer takes 29 bytes.
import { type AnswerContent, SCALES, SCORE_KINDS, type ScoreKind } from "../model/feedback.js";
import { sharedFloat64, sharedUint8, sharedUint32 } from "./columns.js";

/** The value in the column `interaction` for an answer that belongs to no interaction. */
export const UNJOINED = 0xffff_ffff;
/** The value in the column `touchpoint` for an answer that belongs to no interaction and names no touchpoint. */
export const NOWHERE = 0xffff_ffff;

export interface AnswerColumns extends Readonly<Record<ScoreKind, Uint8Array>> {
  readonly count: number;
  /** The code of the touchpoint. It is used only for answers that belong to no interaction. */
  readonly touchpoint: Uint32Array;
  /** 1 if the answer has a comment, otherwise 0. */
  readonly comment: Uint8Array;
  /** The time of the answer, UTC milliseconds. */
  readonly at: Float64Array;
  /** The index of the answer among all answers of its customer, in the order of `Kept.answers` (model/journey.ts). */
  readonly ordinal: Uint32Array;
}

/**
 * The answers of a block, in order of journey, then of interaction. Within a journey, answers that belong to no
 * interaction come last.
 */
export interface BlockAnswers extends AnswerColumns {
  /** Index of the journey in the block. */
  readonly journey: Uint32Array;
  /** Index of the interaction in the block, or UNJOINED. */
  readonly interaction: Uint32Array;
}

/** The loose answers, in order of arrival. The answers of a customer are neighbours. */
export interface LooseAnswers extends AnswerColumns {
  /** The number of the customer of each answer. */
  readonly customer: Uint32Array;
}

/** The parts of a masked block that are read when answers are merged. */
interface AnsweredBlock {
  readonly block: {
    readonly offsets: Uint32Array;
    readonly answers?: BlockAnswers | null;
  };
  readonly live: Uint8Array | null;
  readonly liveCounts: { readonly journeys: number };
}

/** The code of a score: 0 if there is none, otherwise 1 + the distance from the lowest score of the scale. */
export function scoreCode(answer: AnswerContent, kind: ScoreKind): number {
  const score = answer[kind];
  return score === null ? 0 : 1 + score - SCALES[kind].least;
}

/** The score for a code, which must be greater than 0. */
export function scoreOf(code: number, kind: ScoreKind): number {
  return code - 1 + SCALES[kind].least;
}

interface Added {
  /**
   * The index in the block of the customer's first journey or, for a customer without journeys, the customer number.
   */
  readonly place: number;
  readonly interaction: number;
  readonly touchpoint: number;
  readonly ordinal: number;
  readonly content: AnswerContent;
}

/** Collects the answers of one block that is being built, or loose answers. */
export class AnswersBuilder {
  readonly #added: Added[] = [];

  add(place: number, interaction: number, touchpoint: number, ordinal: number, content: AnswerContent): void {
    this.#added.push({ place, interaction, touchpoint, ordinal, content });
  }

  /** The answers of a block with these `offsets`; null if there are none. */
  block(offsets: Uint32Array): BlockAnswers | null {
    if (this.#added.length === 0) return null;
    const placed = this.#added
      .map((one) => ({ one, journey: one.interaction === UNJOINED ? one.place : journeyOf(offsets, one.interaction) }))
      .sort((a, b) => a.journey - b.journey || a.one.interaction - b.one.interaction || a.one.ordinal - b.one.ordinal);
    const journey = sharedUint32(placed.length);
    const interaction = sharedUint32(placed.length);
    placed.forEach((one, a) => {
      journey[a] = one.journey;
      interaction[a] = one.one.interaction;
    });
    return { ...columnsOf(placed.map(({ one }) => one)), journey, interaction };
  }

  loose(): LooseAnswers {
    const customer = sharedUint32(this.#added.length);
    this.#added.forEach(({ place }, a) => {
      customer[a] = place;
    });
    return { ...columnsOf(this.#added), customer };
  }
}

function columnsOf(added: readonly Added[]): AnswerColumns {
  const columns = newColumns(added.length);
  added.forEach(({ touchpoint, ordinal, content }, a) => {
    columns.touchpoint[a] = touchpoint;
    columns.ordinal[a] = ordinal;
    columns.at[a] = content.at;
    columns.comment[a] = content.comment === null ? 0 : 1;
    for (const kind of SCORE_KINDS) columns[kind][a] = scoreCode(content, kind);
  });
  return columns;
}

function newColumns(count: number): AnswerColumns {
  return {
    count,
    touchpoint: sharedUint32(count),
    comment: sharedUint8(count),
    at: sharedFloat64(count),
    ordinal: sharedUint32(count),
    csat: sharedUint8(count),
    nps: sharedUint8(count),
    ces: sharedUint8(count),
    emotion: sharedUint8(count),
  };
}

/** The last journey that begins at or before the interaction. */
function journeyOf(offsets: Uint32Array, interaction: number): number {
  let [from, to] = [0, offsets.length - 1];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (offsets[middle + 1]! <= interaction) from = middle + 1;
    else to = middle;
  }
  return from;
}

const COLUMN_NAMES = ["touchpoint", "comment", "at", "ordinal", ...SCORE_KINDS] as const;

function copy(from: AnswerColumns, a: number, into: AnswerColumns, at: number): void {
  for (const name of COLUMN_NAMES) into[name][at] = from[name][a]!;
}

/**
 * Returns the answers of a block that was merged from the live journeys of the blocks `parts`. `offsets` are the
 * offsets of the merged block.
 */
export function mergedAnswers(parts: readonly AnsweredBlock[], offsets: Uint32Array): BlockAnswers | null {
  let count = 0;
  for (const { block, live } of parts)
    for (let a = 0; a < (block.answers?.count ?? 0); a++)
      if (live === null || live[block.answers!.journey[a]!] === 1) count++;
  if (count === 0) return null;
  const merged = { ...newColumns(count), journey: sharedUint32(count), interaction: sharedUint32(count) };
  let [first, n] = [0, 0];
  for (const { block, live, liveCounts } of parts) {
    const { answers } = block;
    let [journey, before] = [0, 0];
    for (let a = 0; a < (answers?.count ?? 0); a++) {
      const j = answers!.journey[a]!;
      if (live !== null && live[j] === 0) continue;
      for (; journey < j; journey++) if (live === null || live[journey] === 1) before++;
      copy(answers!, a, merged, n);
      const interaction = answers!.interaction[a]!;
      merged.journey[n] = first + before;
      merged.interaction[n] =
        interaction === UNJOINED ? UNJOINED : interaction - block.offsets[j]! + offsets[first + before]!;
      n++;
    }
    first += liveCounts.journeys;
  }
  return merged;
}

/** Returns the loose answers of customers who were not visited, followed by the new loose answers. */
export function looseAfter(before: LooseAnswers, visited: Uint8Array, added: LooseAnswers): LooseAnswers {
  let gone = 0;
  for (let a = 0; a < before.count; a++) gone += visited[before.customer[a]!] ?? 0;
  if (gone === 0 && added.count === 0) return before;
  const count = before.count - gone + added.count;
  const after = { ...newColumns(count), customer: sharedUint32(count) };
  let n = 0;
  for (const part of [before, added])
    for (let a = 0; a < part.count; a++) {
      if (part === before && visited[part.customer[a]!] === 1) continue;
      copy(part, a, after, n);
      after.customer[n++] = part.customer[a]!;
    }
  return after;
}

/** Returns the index of the first answer of the journey or, if it has none, of the next journey with answers. */
export function firstAnswer({ journey: journeys, count }: BlockAnswers, journey: number): number {
  let [from, to] = [0, count];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (journeys[middle]! < journey) from = middle + 1;
    else to = middle;
  }
  return from;
}

export function answerBytes(answers: AnswerColumns | null | undefined): number {
  if (answers == null) return 0;
  const places = answers as Partial<Pick<BlockAnswers & LooseAnswers, "journey" | "interaction" | "customer">>;
  return (
    COLUMN_NAMES.reduce((bytes, name) => bytes + answers[name].byteLength, 0) +
    (places.journey?.byteLength ?? 0) +
    (places.interaction?.byteLength ?? 0) +
    (places.customer?.byteLength ?? 0)
  );
}

export const NO_LOOSE_ANSWERS: LooseAnswers = new AnswersBuilder().loose();

/** Returns the touchpoint code of an answer, or NOWHERE if it has none. */
export function touchpointOf(
  { touchpoint }: { readonly touchpoint: ArrayLike<number> },
  answers: BlockAnswers,
  a: number,
): number {
  const interaction = answers.interaction[a]!;
  return interaction === UNJOINED ? answers.touchpoint[a]! : touchpoint[interaction]!;
}
