// Writes and reads feedback answers in the graph: `(:Customer)-[:GAVE]->(:Feedback)-[:ABOUT]->(:Touchpoint)`. A
// Feedback node is about the touchpoint of the interaction to which the answer belongs, or else about the touchpoint
// that the answer names.
import type { Answer, AnswerContent } from "../../model/feedback.js";
import type { CustomerHistory } from "../../model/journey.js";
import { compareAnswers, joinedAnswers } from "../history/feedback.js";
import { int, type Row } from "./connection.js";

/** The nodes to remove and to create when the answers of a customer change. */
export interface AnswerChanges {
  readonly gone: Row[];
  readonly come: Row[];
}

export function answerChanges(
  before: Pick<CustomerHistory, "journeys" | "kept">,
  after: Pick<CustomerHistory, "key" | "journeys" | "kept">,
  sourceOf: (origin: number) => number,
): AnswerChanges {
  if ((before.kept?.answers.length ?? 0) + (after.kept?.answers.length ?? 0) === 0) return NO_CHANGES;
  const standing = new Map(nodesOf(before, sourceOf).map((node) => [JSON.stringify(node), node]));
  const come = nodesOf(after, sourceOf).filter((node) => !standing.delete(JSON.stringify(node)));
  return {
    gone: [...standing.values()].map(({ answer: { identity, id } }) => ({ identity, id })),
    come: come.map(({ answer, about }) => ({ customer: after.key, about, properties: encodeAnswer(answer, sourceOf) })),
  };
}

const NO_CHANGES: AnswerChanges = { gone: [], come: [] };

function nodesOf(history: Pick<CustomerHistory, "journeys" | "kept">, sourceOf: (origin: number) => number) {
  return joinedAnswers(history).map(({ answer, touchpoint }) => ({
    answer,
    about: touchpoint,
    sources: sourcesOf(answer, sourceOf),
  }));
}

function sourcesOf({ origins }: Answer, sourceOf: (origin: number) => number): number[] {
  return [...new Set(origins.map(sourceOf))].sort((a, b) => a - b);
}

function encodeAnswer(answer: Answer, sourceOf: (origin: number) => number): Row {
  const { at, csat, nps, ces, emotion, origins, ...texts } = answer;
  const score = (value: number | null) => (value === null ? null : int(value));
  const sources = sourcesOf(answer, sourceOf);
  return {
    ...texts,
    at: int(at),
    csat: score(csat),
    nps: score(nps),
    ces: score(ces),
    emotion: score(emotion),
    origins: origins.map((origin) => int(origin)),
    source: int(sources[0]!),
    sources: sources.map((source) => int(source)),
  };
}

/** The answers of these nodes, in the order of answers. */
export function decodeAnswers(rows: readonly Row[]): Answer[] {
  return rows
    .map((row): Answer => {
      const known = <T>(name: keyof AnswerContent) => (row[name] as T | null | undefined) ?? null;
      return {
        id: row.id as string,
        identity: row.identity as string,
        at: row.at as number,
        touchpoint: known<string>("touchpoint"),
        interaction: known<string>("interaction"),
        csat: known<number>("csat"),
        nps: known<number>("nps"),
        ces: known<number>("ces"),
        emotion: known<number>("emotion"),
        comment: known<string>("comment"),
        origins: row.origins as number[],
      };
    })
    .sort(compareAnswers);
}

/** The sources of answers, which are needed to remove an import. */
export function answerSources(answers: readonly Answer[], sourceOf: (origin: number) => number): Set<number> {
  return new Set(answers.flatMap(({ origins }) => origins.map(sourceOf)));
}
