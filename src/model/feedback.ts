// Feedback: the answers of customers, for example to surveys, about touchpoints. An answer has up to four scores and
// may have a comment. It is recorded under an identity, with an id that is unique within this identity. Recording it
// again, replacing it, undoing its import and erasing its customer have the same effects as for an interaction. The
// customer's history determines to which interaction the answer belongs (graph/history/feedback.ts).
import { checkCustomer, checkKey, checkTime, type FieldProblem } from "./check.js";
import { rowId } from "./keys.js";

/** The kinds of scores, each with the least and the greatest score of its scale. */
export const SCALES = {
  /** Satisfaction. */
  csat: { least: 1, most: 5 },
  /** Likelihood to recommend. */
  nps: { least: 0, most: 10 },
  /** Ease; the greatest score is the least effort. */
  ces: { least: 1, most: 7 },
  emotion: { least: -2, most: 2 },
} as const;
export type ScoreKind = keyof typeof SCALES;
export const SCORE_KINDS = Object.keys(SCALES) as ScoreKind[];

/** The greatest score of each kind that counts as low. For NPS, the low scores are those of detractors. */
export const LOW_UP_TO: Readonly<Record<ScoreKind, number>> = { csat: 2, nps: 6, ces: 3, emotion: -1 };

/**
 * An answer that names no interaction belongs to the customer's latest interaction at its touchpoint, if that was at
 * most this long before the answer.
 */
export const JOIN_WITHIN = 7 * 86_400_000;

/** The largest number of answers of an identity, because every change of a customer rewrites all of them. */
export const MAX_ANSWERS_PER_IDENTITY = 10_000;
export const MAX_COMMENT_BYTES = 16_384;

/**
 * The content of an answer. If an answer with the same id arrives, equal content makes it a repetition, and other
 * content a conflict. Null means unknown.
 */
export interface AnswerContent {
  /** UTC milliseconds. */
  readonly at: number;
  /** Key of the touchpoint. Null only if an interaction is named. */
  readonly touchpoint: string | null;
  /** Id of the interaction that the answer is about. */
  readonly interaction: string | null;
  readonly csat: number | null;
  readonly nps: number | null;
  readonly ces: number | null;
  readonly emotion: number | null;
  readonly comment: string | null;
}

export const ANSWER_FIELDS = [
  "at",
  "touchpoint",
  "interaction",
  "csat",
  "nps",
  "ces",
  "emotion",
  "comment",
] as const satisfies readonly (keyof AnswerContent)[];

/** An answer as the store holds it. */
export interface Answer extends AnswerContent {
  /** Unique within its identity. */
  readonly id: string;
  /** The key under which it was recorded. The customer may have another key. */
  readonly identity: string;
  /** Numbers of the origins that contain it, in ascending order. */
  readonly origins: readonly number[];
}

/** An answer as it arrives. `origin` is an index into the origins of the batch. */
export interface IncomingAnswer extends AnswerContent {
  /** The identity under which it is recorded. */
  readonly customer: string;
  readonly id: string;
  readonly origin: number;
}

export function sameAnswer(a: AnswerContent, b: AnswerContent): boolean {
  return ANSWER_FIELDS.every((field) => a[field] === b[field]);
}

/**
 * Returns the first problem of an answer, or null. `now` is in UTC milliseconds. If it is null, times in the future are
 * allowed.
 */
export function checkAnswer(row: Omit<IncomingAnswer, "origin">, now: number | null): FieldProblem | null {
  const nobody = checkCustomer(row.customer);
  if (nobody !== null) return nobody;
  const badId = checkKey("id", row.id);
  if (badId !== null) return badId;
  if (row.touchpoint === null && row.interaction === null)
    return {
      field: "touchpoint",
      code: "MISSING_FIELD",
      message:
        "The answer names neither a touchpoint nor an interaction. An answer about everything belongs to the touchpoint of the survey.",
    };
  for (const field of ["touchpoint", "interaction"] as const) {
    const key = row[field];
    const problem = key === null ? null : checkKey(field, key);
    if (problem !== null) return problem;
  }
  const time = checkTime(row.at, now);
  if (time !== null) return time;
  for (const kind of SCORE_KINDS) {
    const score = row[kind];
    if (score === null) continue;
    const { least, most } = SCALES[kind];
    if (!Number.isInteger(score) || score < least || score > most)
      return {
        field: kind,
        code: "BAD_NUMBER",
        message: `The ${kind} ${Number.isNaN(score) ? "is not a number" : `${score} is off its scale`}; it is a whole number from ${least} to ${most}.`,
      };
  }
  if (row.comment !== null && Buffer.byteLength(row.comment) > MAX_COMMENT_BYTES)
    return { field: "comment", code: "BAD_VALUE", message: `The comment is longer than ${MAX_COMMENT_BYTES} bytes.` };
  if (row.comment !== null && (row.comment.includes("\u0000") || /\p{Surrogate}/u.test(row.comment)))
    return {
      field: "comment",
      code: "BAD_VALUE",
      message: "The comment has a character that cannot be stored (U+0000 or half a surrogate pair).",
    };
  if (row.comment === null && SCORE_KINDS.every((kind) => row[kind] === null))
    return {
      field: "csat",
      code: "MISSING_FIELD",
      message: `The answer has no score and no comment. It needs at least one of ${SCORE_KINDS.join(", ")} and comment.`,
    };
  return null;
}

/**
 * Derives the id of a row without an id from its content. For each content, `equal` has the number of earlier
 * rows without an id.
 */
export function answerId(customer: string, content: AnswerContent, equal: Map<string, number>): string {
  const fields = [customer, ...ANSWER_FIELDS.map((field) => JSON.stringify(content[field]))];
  const text = fields.join("\u0001");
  const before = equal.get(text) ?? 0;
  equal.set(text, before + 1);
  return rowId(fields, before);
}
