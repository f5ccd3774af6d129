// Computes the part of a query's price that questions cause. A question costs something because it reads every journey,
// and because it returns rows.
//
// Each question defines its own cost, and only this file adds such costs to the price of a query.
import { type GraphQLNamedType, isObjectType } from "graphql";
import type { NamingArgs } from "../schema/asking/asking.js";
import { askingOf } from "../schema/asking/askings.js";
import { questionsBehind } from "../service/references.js";

/** The cost of reading every journey for a question, as a number of objects. */
export const QUESTION_COST = 1_000;

const ROWS = new Set(["routes", "edges", "handoffs", "labels", "returns", "entries", "exits", "histogram"]);
const ROWS_OF_STEPS = new Set([
  "Flow.steps",
  "FlowStep.nodes",
  "CompareFunnel.steps",
  "Funnel.steps",
  "Funnel.groups",
  "FunnelGroup.steps",
  "FunnelStep.between",
  "FunnelStep.after",
  "TimeToConvert.groups",
  "TimeToConvertGroup.histogram",
  "TimeToConvertGroup.periods",
  "Ends.groups",
  "EndsGroup.entries",
  "EndsGroup.exits",
  "InteractionsToGoal.groups",
  "InteractionsToGoalGroup.histogram",
  "Handoffs.groups",
  "HandoffGroup.handoffs",
]);

type Arguments = Readonly<Record<string, unknown>>;

/** Whether the type is an answer to a question. Every answer has its metadata in the field `answer`. */
export function isAnswer(type: GraphQLNamedType): boolean {
  return isObjectType(type) && "answer" in type.getFields();
}

/** Whether a list contains the rows of its question, which are counted with the question. */
export function holdsRows(parent: GraphQLNamedType, field: string): boolean {
  return (isAnswer(parent) && ROWS.has(field)) || ROWS_OF_STEPS.has(`${parent.name}.${field}`);
}

/** Whether the objects of a list are counted with another list that contains them. */
export function isCountedAbove(place: string): boolean {
  return ROWS_OF_STEPS.has(place);
}

/**
 * The largest number of rows of a question's answer, as the question declares it. If an argument is not a valid number
 * of rows, it is refused later.
 */
export function rowsOf(question: string, args: Arguments): number {
  const rows = askingOf(question)?.rows(args) ?? 1;
  return rows > 0 ? rows : 1;
}

/** A filter with `behind` costs one more question, and so does each further `behind` in the filter of that question. */
export function filtersPrice(args: Arguments): number {
  const { filter, a, b } = args as NamingArgs;
  const behind = [filter, a?.filter, b?.filter].reduce((sum, one) => sum + questionsBehind(one), 0);
  return QUESTION_COST * behind;
}
