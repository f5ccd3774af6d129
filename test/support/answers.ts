// Short lists of answers for tests, in a readable notation: `answersFor({ ana: "web/buy@09:30+nps=9
// ^7@10:00+csat=2+late" })`.
//
// A word begins with a touchpoint, or with `^` and the id of an interaction, or with both (`web/buy^7`). Then come `@`
// and a time as in histories.ts. `#7` may follow, which is the id of the answer (by default, its position in the text,
// from 1). Parts that begin with `+` are a score (`+csat=5`) or a comment.
import { compareInteractions } from "../../src/graph/history/assemble.js";
import type { FeedbackBatch } from "../../src/graph/store.js";
import { type Answer, type IncomingAnswer, JOIN_WITHIN, SCORE_KINDS } from "../../src/model/feedback.js";
import type { Interaction, OriginContent } from "../../src/model/interaction.js";
import type { CustomerHistory } from "../../src/model/journey.js";
import { channelSlug, slug, touchpointKey, UNKNOWN_CHANNEL } from "../../src/model/keys.js";
import { instant } from "./histories.js";

const WORD = /^([^@^\s]*)(?:\^([^@\s]+))?@([^#+\s]+)(?:#([^+\s]+))?((?:\+[^+\s]+)+)$/;

export interface AnswerOptions {
  readonly source?: number;
  readonly replace?: boolean;
  readonly createNames?: boolean;
}

export function answersFor(customers: Readonly<Record<string, string>>, options: AnswerOptions = {}): FeedbackBatch {
  const rows = Object.entries(customers).flatMap(([customer, text]) =>
    text
      .split(/\s+/)
      .filter((word) => word !== "")
      .map((word, place) => parseAnswer(customer, word, place)),
  );
  return answerBatch(rows, options);
}

export type WrittenAnswer = Omit<IncomingAnswer, "origin"> & { readonly channel: string | null; readonly kind: string };

export function parseAnswer(customer: string, word: string, place: number): WrittenAnswer {
  const match = WORD.exec(word);
  if (match === null) throw new Error(`"${word}" is not touchpoint^interaction@time+score=1`);
  const [, name, interaction, time, id, rest] = match;
  const slash = name!.indexOf("/");
  const channel = slash < 0 ? null : name!.slice(0, slash);
  const kind = name!.slice(slash + 1);
  const content: Record<string, number | string> = {};
  for (const part of rest!.slice(1).split("+")) {
    const [kind, score] = part.split("=");
    if (score !== undefined && (SCORE_KINDS as string[]).includes(kind!)) content[kind!] = Number(score);
    else content.comment = part;
  }
  return {
    customer,
    channel,
    kind,
    id: id ?? String(place + 1),
    at: instant(time!),
    touchpoint:
      name === "" ? null : touchpointKey(channel === null ? UNKNOWN_CHANNEL : channelSlug(channel), slug(kind)),
    interaction: interaction ?? null,
    csat: null,
    nps: null,
    ces: null,
    emotion: null,
    comment: null,
    ...content,
  };
}

export function answerBatch(written: readonly WrittenAnswer[], options: AnswerOptions = {}): FeedbackBatch {
  const origins: OriginContent[] = [];
  const rows = written.map(({ channel, kind, ...row }): IncomingAnswer => {
    const origin: OriginContent = {
      source: options.source ?? 0,
      touchpoint: row.touchpoint ?? "",
      kind,
      channel,
      stage: null,
      intended: null,
      initiatedBy: null,
      feedback: true,
    };
    let at = origins.findIndex((other) => JSON.stringify(other) === JSON.stringify(origin));
    if (at < 0) at = origins.push(origin) - 1;
    return { ...row, origin: at };
  });
  return { origins, rows, replace: options.replace ?? false, createNames: options.createNames ?? true };
}

/**
 * Finds the interaction to which an answer belongs among all interactions of the customer, in a slow and obvious way.
 */
export function interactionOf(answer: Answer, history: Pick<CustomerHistory, "journeys">): Interaction | null {
  const all = history.journeys.flatMap(({ interactions }) => interactions);
  const earliest = (list: Interaction[]) => list.sort(compareInteractions)[0] ?? null;
  if (answer.interaction !== null) {
    const same = all.filter(({ id }) => id === answer.interaction);
    return earliest(same.filter(({ identity }) => identity === answer.identity)) ?? earliest(same);
  }
  const before = all.filter(
    ({ touchpoint, at }) => touchpoint === answer.touchpoint && at <= answer.at && answer.at - at <= JOIN_WITHIN,
  );
  return before.sort(compareInteractions).at(-1) ?? null;
}

/**
 * Returns `touchpoint interaction-id` for each answer of a history, with `-` if the answer belongs to no interaction.
 */
export function joinedTexts(history: CustomerHistory): string[] {
  return (history.kept?.answers ?? []).map((answer) => {
    const interaction = interactionOf(answer, history);
    return `${answer.id}: ${interaction?.touchpoint ?? answer.touchpoint ?? "-"} ${interaction === null ? "-" : `${interaction.identity}/${interaction.id}`}`;
  });
}
