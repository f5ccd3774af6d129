// Passes histories to a visitor as a store does, for tests without a store. Both stores have code like this.
import type { HistoryVisitor, VisitedColumn } from "../../src/graph/store.js";
import type { CustomerHistory } from "../../src/model/journey.js";
import { interactionOf } from "./answers.js";

const COLUMNS = [
  "caseId",
  "value",
  "cost",
  "initiatedBy",
  "outcome",
  "resolved",
  "intendedChannel",
  "contextCarried",
  "repeatedInfo",
] as const satisfies readonly VisitedColumn[];

export function visitHistory(
  history: Pick<CustomerHistory, "number" | "attributes" | "journeys" | "kept">,
  visitor: HistoryVisitor,
): void {
  visitor.customer(history.number, history.attributes);
  for (const { key, interactions } of history.journeys) {
    visitor.journey(key);
    for (const interaction of interactions) {
      visitor.interaction(interaction.touchpoint, interaction.at);
      for (const column of COLUMNS) {
        const value = interaction[column];
        if (value !== null) visitor.known(column, value);
      }
    }
  }
  (history.kept?.answers ?? []).forEach((answer, ordinal) => {
    const interaction = interactionOf(answer, history);
    const all = history.journeys.flatMap(({ interactions }) => interactions);
    const index = interaction === null ? -1 : all.indexOf(interaction);
    visitor.answer?.(index, interaction?.touchpoint ?? answer.touchpoint, ordinal, answer);
  });
}
