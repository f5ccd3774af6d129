// Visits histories like a store. This repeats the code of both adapters for tests without a store.
import type { HistoryVisitor, VisitedColumn } from "../../src/graph/store.js";
import type { CustomerHistory } from "../../src/model/journey.js";

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
  history: Pick<CustomerHistory, "number" | "attributes" | "journeys">,
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
}
