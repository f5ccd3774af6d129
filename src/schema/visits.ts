// visits: how often is each label visited, and by whom?
import { Field, Float, Int, ObjectType } from "type-graphql";
import type { Label } from "../engine/terms.js";
import { DEFAULT_FIRST } from "../engine/totals.js";
import type { VisitsParams, VisitsWanted } from "../questions/visits/plan.js";
import type { LabelVisitsResult, VisitTotalsResult } from "../questions/visits/result.js";
import { asking } from "./asking/asking.js";
import { AnswerType } from "./shared/answer.js";
import { TransitionEndType } from "./shared/labels.js";
import { LabelsArgs, READ_LABELS } from "./shared/options.js";
import { VisitTotalsPartEnum } from "./shared/partEnums.js";

@ObjectType("VisitTotals", { simpleResolvers: true, description: "Counts of journeys and of interactions." })
export class VisitTotalsType implements VisitTotalsResult {
  @Field(() => Int, {
    description: "Journeys in scope: those that satisfy the filter, which is applied before `hide`.",
  })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of the journeys in scope." })
  readonly customers!: number;
  @Field(() => Int, { description: "Journeys in scope that have interactions left after `hide`." })
  readonly counted!: number;
  @Field(() => Int, {
    description:
      "Interactions of the counted journeys that are left after `hide`, including those of labels that are not shown.",
  })
  readonly interactions!: number;
  @Field(() => Int, { description: "Number of labels that are not shown." })
  readonly otherLabels!: number;
  @Field(() => Int, { description: "Interactions with the labels that are not shown." })
  readonly otherInteractions!: number;
}

@ObjectType("LabelVisits", {
  simpleResolvers: true,
  description: "How often a label is visited, and by how many journeys and customers.",
})
export class LabelVisitsType implements LabelVisitsResult {
  @Field(() => TransitionEndType, { description: "The label." })
  readonly label!: Label;
  @Field(() => Int, {
    description:
      "Number of interactions with the label. Each interaction has one label, so these numbers can be added up.",
  })
  readonly interactions!: number;
  @Field(() => Int, {
    description:
      "Journeys with at least one interaction with the label. A journey may have several labels, so do not add these numbers up.",
  })
  readonly journeys!: number;
  @Field(() => Int, { description: "Distinct customers of these journeys." })
  readonly customers!: number;
  @Field(() => Float, { description: "`journeys` / `totals.journeys`, from 0 to 1." })
  readonly share!: number;
  /** Keys of journeys, which `exampleJourneys` loads. */
  readonly examples!: readonly string[];
}

@ObjectType("Visits", {
  simpleResolvers: true,
  description:
    "The interactions, journeys and customers of each label, most interactions first, and ties sorted by label.",
})
export class VisitsType {
  @Field(() => VisitTotalsType, { description: "Counts of journeys and of interactions." })
  readonly totals!: VisitTotalsType;
  @Field(() => [LabelVisitsType], { description: "One row for each label with interactions, at most `first` rows." })
  readonly labels!: readonly LabelVisitsType[];
  @Field(() => AnswerType, { description: "Metadata of the answer." })
  readonly answer!: AnswerType;
}

export const visits = asking<LabelsArgs, VisitsParams>({
  type: VisitsType,
  description:
    "How often is each touchpoint, kind, channel or stage visited, and by how many journeys and customers? Without a filter and with `grain: TOUCHPOINT`, the number of interactions of a row equals `Touchpoint.visits`.",
  args: LabelsArgs,
  read: READ_LABELS,
  wanted: (selection): VisitsWanted => ({
    ...selection.wanted(),
    journeys: selection.selects("LabelVisits", "journeys", "customers", "share"),
  }),
  rows: ({ first }) => first ?? DEFAULT_FIRST,
  opens: [{ type: VisitTotalsType, parts: VisitTotalsPartEnum, otherwise: "COUNTED" }, { type: LabelVisitsType }],
  examples: [{ type: LabelVisitsType }],
});
