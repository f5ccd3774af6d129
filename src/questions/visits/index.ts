// How often is each label visited, and by how many journeys and customers? Each interaction left after `hide` counts on
// the row of its label, if its journey passes the filter. The share of a row is a share of all journeys in scope, so
// rows from which `hide` removes no interaction keep all their numbers. Rows with the most interactions come first, and
// rows with equally many are in order of their labels. The counts of a label equal the counts of the transitions out of
// it, END included. The cost is one pass. The journeys and customers of each label are counted only if they are
// selected.

import { examplesByRow } from "../../engine/examples.js";
import { labelOf } from "../../engine/label.js";
import { labelSettings } from "../../engine/labelPlan.js";
import { sumOf, sumOfColumns } from "../../engine/parts.js";
import { inScopeOfAll } from "../../engine/scope.js";
import { COUNTS_ALONE, EVERYTHING } from "../../engine/selection.js";
import { DEFAULT_PATH_OPTIONS } from "../../engine/terms.js";
import { mostFrequent } from "../../engine/totals.js";
import { answering, type Question } from "../question.js";
import { countVisits, findVisitExamples } from "./count.js";
import { drilldown, type VisitsRow } from "./drilldown.js";
import { type VisitsParams, visitsPlan } from "./plan.js";
import type { LabelVisitsResult, VisitsResult } from "./result.js";

export type { VisitsParams, VisitsWanted } from "./plan.js";
export type { LabelVisitsResult, VisitsResult, VisitTotalsResult } from "./result.js";

/** With more labels than this, examples are found only for the labels shown. */
export const MANY_LABELS = 100;

export const visits = answering<VisitsParams, VisitsResult>(async (projection, params, scanner) => {
  const { first } = params;
  const { filter, labels, warnings } = visitsPlan(projection, params);
  const { wanted = { ...EVERYTHING, journeys: true } } = params;
  // Examples of all labels are found while counting, unless there are so many labels that a second scan costs less.
  const once = !wanted.examples || labels.count <= MANY_LABELS;
  const parts = await scanner.scan(countVisits, once ? params : { ...params, wanted: { ...wanted, examples: false } });
  const interactions = sumOfColumns(parts.map((part) => part.interactions));
  const all = interactions.reduce((n, count) => n + count, 0);
  const inScope = inScopeOfAll(projection, filter, parts);

  const { shown, others } = mostFrequent(interactions, first);
  const examplesAt = examplesByRow(projection, once ? parts : await scanner.scan(findVisitExamples, { params, shown }));
  return {
    totals: {
      ...inScope,
      counted: sumOf(parts, (part) => part.counted),
      interactions: all,
      otherLabels: others,
      otherInteractions: shown.reduce((n, label) => n - interactions[label]!, all),
    },
    labels: shown.map((label): LabelVisitsResult => {
      const journeys = sumOf(parts, (part) => part.journeys[label]!);
      return {
        label: labelOf(labels, label),
        interactions: interactions[label]!,
        journeys,
        customers: sumOf(parts, (part) => part.customers[label]!),
        share: journeys / inScope.journeys,
        examples: examplesAt(label),
      };
    }),
    remarks: {
      settings: labelSettings(projection, params),
      warnings,
    },
  };
});

export const question: Question<VisitsParams, VisitsResult, VisitsRow> = {
  tasks: [countVisits, findVisitExamples],
  run: visits,
  drilldown,
  warmUp: ({ first }) => [
    { options: DEFAULT_PATH_OPTIONS, first, wanted: { ...COUNTS_ALONE, journeys: true } },
    { options: DEFAULT_PATH_OPTIONS, first, wanted: { ...COUNTS_ALONE, journeys: false } },
  ],
};
