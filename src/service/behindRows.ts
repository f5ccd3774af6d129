// Rows of an answer with what names them: each question gives its rows their references (questions/NAME/drilldown.ts).

import type { AnyQuestion } from "../questions/drilldown.js";
import { QUESTIONS, type QuestionName, type ResultOf } from "../questions/registry.js";

export function withBehind<Q extends QuestionName>(question: Q, args: object, result: ResultOf<Q>): ResultOf<Q> {
  const { drilldown }: AnyQuestion = QUESTIONS[question];
  return drilldown?.rows(args, result) ?? result;
}
