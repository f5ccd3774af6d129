// Pure functions for the feedback answers of one customer. They record answers, remove those that a source recorded,
// and find the interaction to which each answer belongs. An answer belongs to the interaction that it names. An answer
// that names no interaction belongs to the customer's latest interaction at the answer's touchpoint, at most
// JOIN_WITHIN before the answer. The result depends only on the content of the history, not on the order of arrival.
import {
  ANSWER_FIELDS,
  type Answer,
  type IncomingAnswer,
  JOIN_WITHIN,
  MAX_ANSWERS_PER_IDENTITY,
  sameAnswer,
} from "../../model/feedback.js";
import type { Interaction } from "../../model/interaction.js";
import type { CustomerHistory } from "../../model/journey.js";
import { compareKeys } from "../../model/keys.js";
import type { HistoryVisitor } from "../store.js";
import { compareInteractions } from "./assemble.js";
import type { RowReport } from "./change.js";

export interface IncomingAnswerRow {
  /** The index of the row in the batch. */
  readonly index: number;
  readonly row: IncomingAnswer;
  /** The number of the row's origin in the store. */
  readonly origin: number;
}

export function compareAnswers(a: Answer, b: Answer): number {
  return a.at - b.at || compareKeys(a.id, b.id) || compareKeys(a.identity, b.identity);
}

/**
 * Records rows of one identity. `byId` has the answers of this identity, and receives the new ones. The outcomes of the
 * rows are added to `report`. Returns whether anything changes.
 */
export function recordAnswersInto(
  identity: string,
  byId: Map<string, Answer>,
  rows: readonly IncomingAnswerRow[],
  replace: boolean,
  report: RowReport,
): boolean {
  let changed = false;
  for (const { index, row, origin } of rows) {
    const known = byId.get(row.id);
    if (known === undefined) {
      if (byId.size >= MAX_ANSWERS_PER_IDENTITY) {
        report.rejected.push({
          index,
          field: "customer",
          code: "TOO_MANY_ANSWERS",
          message: `The customer has ${MAX_ANSWERS_PER_IDENTITY} answers, which is the limit. Do many people share this key?`,
        });
        continue;
      }
      byId.set(row.id, answerOf(identity, row, origin));
      report.accepted++;
      changed = true;
    } else if (sameAnswer(known, row)) {
      report.duplicates++;
      if (known.origins.includes(origin)) continue;
      byId.set(row.id, { ...known, origins: [...known.origins, origin].sort((a, b) => a - b) });
      changed = true;
    } else if (replace) {
      byId.set(row.id, answerOf(identity, row, origin));
      report.replaced++;
      changed = true;
    } else {
      const field = ANSWER_FIELDS.find((one) => known[one] !== row[one])!;
      report.conflicts.push({
        index,
        field,
        code: "CONFLICT",
        message: `The answer already exists with another ${field}; it was not changed. Use replace to apply this one.`,
      });
    }
  }
  return changed;
}

function answerOf(identity: string, row: IncomingAnswer, origin: number): Answer {
  const { id, at, touchpoint, interaction, csat, nps, ces, emotion, comment } = row;
  return { id, identity, at, touchpoint, interaction, csat, nps, ces, emotion, comment, origins: [origin] };
}

/**
 * Removes what these origins recorded. Answers that other origins recorded too are kept. Returns null if these origins
 * recorded none of the answers.
 */
export function answersWithout(answers: readonly Answer[], origins: ReadonlySet<number>): Answer[] | null {
  if (!answers.some((answer) => answer.origins.some((origin) => origins.has(origin)))) return null;
  return answers.flatMap((answer) => {
    const left = answer.origins.filter((origin) => !origins.has(origin));
    return left.length === 0 ? [] : [left.length === answer.origins.length ? answer : { ...answer, origins: left }];
  });
}

/** An answer, and the interaction that it belongs to. */
export interface JoinedAnswer {
  readonly answer: Answer;
  /**
   * The number of the interaction among all interactions of the customer, which are counted from 0, journey after
   * journey; −1 if the answer belongs to no interaction.
   */
  readonly index: number;
  readonly interaction: Interaction | null;
  /** The touchpoint of the interaction, or else the touchpoint that the answer names. */
  readonly touchpoint: string | null;
}

/** The answers of a customer with their interactions, in the order of the answers. */
export function joinedAnswers({ journeys, kept }: Pick<CustomerHistory, "journeys" | "kept">): JoinedAnswer[] {
  const answers = kept?.answers ?? [];
  if (answers.length === 0) return [];
  const places = new Map<Interaction, number>();
  for (const { interactions } of journeys) for (const interaction of interactions) places.set(interaction, places.size);
  const ordered = [...places.keys()].sort(compareInteractions);
  const byId = new Map<string, Interaction[]>();
  const byTouchpoint = new Map<string, Interaction[]>();
  for (const interaction of ordered) {
    listed(byId, interaction.id).push(interaction);
    listed(byTouchpoint, interaction.touchpoint).push(interaction);
  }
  return answers.map((answer): JoinedAnswer => {
    const interaction =
      answer.interaction === null
        ? latest(byTouchpoint.get(answer.touchpoint!) ?? [], answer.at)
        : named(byId.get(answer.interaction) ?? [], answer.identity);
    const index = interaction === null ? -1 : places.get(interaction)!;
    return { answer, index, interaction, touchpoint: interaction?.touchpoint ?? answer.touchpoint };
  });
}

/**
 * Returns the interaction that an answer names, from the interactions with the given id. Ids are unique only within an
 * identity, so the interaction of the answer's identity is preferred. If this interaction is hidden because another one
 * is shown instead (people.ts), the answer belongs to the other one.
 */
function named(interactions: readonly Interaction[], identity: string): Interaction | null {
  return interactions.find((interaction) => interaction.identity === identity) ?? interactions[0] ?? null;
}

function latest(interactions: readonly Interaction[], at: number): Interaction | null {
  let [from, to] = [0, interactions.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (interactions[middle]!.at <= at) from = middle + 1;
    else to = middle;
  }
  const last = interactions[from - 1];
  return last !== undefined && last.at >= at - JOIN_WITHIN ? last : null;
}

function listed(lists: Map<string, Interaction[]>, key: string): Interaction[] {
  const known = lists.get(key);
  if (known !== undefined) return known;
  const list: Interaction[] = [];
  lists.set(key, list);
  return list;
}

/** Passes the answers of a customer to a visitor. Must be called after the customer's journeys were visited. */
export function visitAnswers(history: CustomerHistory, visitor: HistoryVisitor): void {
  if (visitor.answer === undefined) return;
  joinedAnswers(history).forEach(({ answer, index, touchpoint }, ordinal) => {
    visitor.answer!(index, touchpoint, ordinal, answer);
  });
}

/** The answers as JSON text. */
export function answersText(answers: readonly Answer[]): string {
  return JSON.stringify(
    answers.map((answer) => [
      answer.identity,
      answer.id,
      answer.origins,
      ...ANSWER_FIELDS.map((field) => answer[field]),
    ]),
  );
}

export function readAnswers(text: string): Answer[] {
  type Packed = [identity: string, id: string, origins: number[], ...content: (string | number | null)[]];
  return (JSON.parse(text) as Packed[]).map((packed) => {
    const [identity, id, origins] = packed;
    const answer = { id, identity, origins } as Record<string, unknown>;
    for (let i = 0; i < ANSWER_FIELDS.length; i++) answer[ANSWER_FIELDS[i]!] = packed[3 + i] ?? null;
    return answer as unknown as Answer;
  });
}
