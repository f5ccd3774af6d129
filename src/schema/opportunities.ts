// opportunities: where is it worth improving?
import { ArgsType, Field, Float, Int, ObjectType } from "type-graphql";
import type { IntervalResult } from "../questions/handoffs/result.js";
import { DEFAULT_OPPORTUNITIES, type OpportunitiesParams } from "../questions/opportunities/plan.js";
import type {
  OpportunityNoteResult,
  OpportunityResult,
  OpportunityTotalsResult,
  Strategy,
} from "../questions/opportunities/result.js";
import { DEFAULT_CONVERSION_WINDOW_MS } from "../questions/touchpointPerformance/plan.js";
import { type Asking, asking } from "./asking/asking.js";
import { AnswerType } from "./shared/answer.js";
import { FILTER, JourneyFilterInput } from "./shared/filter.js";
import { IntervalType } from "./shared/interval.js";
import { OpportunityTotalsPartEnum, StrategyEnum } from "./shared/measureEnums.js";
import { IsDuration, IsPageSize } from "./shared/rules.js";
import { Duration } from "./shared/scalars.js";
import { PointSelectorInput } from "./shared/selector.js";
import { readDuration } from "./shared/texts.js";
import { CONVERSION_WINDOW, GOAL } from "./touchpointPerformance.js";

@ObjectType("OpportunityTotals", {
  simpleResolvers: true,
  description: "Counts of the journeys and gaps that the answer is based on.",
})
export class OpportunityTotalsType implements OpportunityTotalsResult {
  @Field(() => Int, { description: "Journeys in scope: those that satisfy the filter." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of the journeys in scope." })
  readonly customers!: number;
  @Field(() => Int, { description: "Journeys that reach the goal." })
  readonly goalJourneys!: number;
  @Field(() => Int, { description: "Gaps that were tested, over all six strategies." })
  readonly tested!: number;
  @Field(() => Int, { description: "Gaps that are findings." })
  readonly found!: number;
  @Field(() => Int, { description: "Findings that are not shown." })
  readonly otherOpportunities!: number;
}

@ObjectType("Opportunity", {
  simpleResolvers: true,
  description:
    "A finding: something goes wrong more often at one place than at the places with which it is compared. A finding does not say why.",
})
export class OpportunityType implements Omit<OpportunityResult, "asks" | "handoff"> {
  @Field(() => StrategyEnum, { description: "The strategy that the gap belongs to." })
  readonly strategy!: Strategy;
  @Field(() => String, {
    description:
      "Identifies the gap within its strategy. It consists of the keys of the place: a segment and a touchpoint, a touchpoint, the two ends of a service level or of a handoff, or a stage and a channel. After a touchpoint, `csat` stands for its satisfaction, and `emotion` for bad emotions.",
  })
  readonly key!: string;
  @Field(() => String, { description: "The finding in one plain sentence." })
  readonly sentence!: string;
  @Field(() => Int, { description: "How often something goes wrong at this place." })
  readonly count!: number;
  @Field(() => Int, {
    description:
      "How often it could go wrong: a number of visits, answers, waits, journeys, failures, bad emotions or handoffs.",
  })
  readonly of!: number;
  @Field(() => Float, { description: "`count` / `of`, from 0 to 1." })
  readonly rate!: number;
  @Field(() => Float, { description: "The same rate at the places with which this place is compared." })
  readonly baseline!: number;
  @Field(() => Float, { description: "`rate` − `baseline`." })
  readonly effect!: number;
  @Field(() => IntervalType, {
    description: "95 % confidence interval of `effect`, with customers as clusters.",
  })
  readonly interval!: IntervalResult;
  @Field(() => Float, {
    description:
      "p-value of the hypothesis that something goes wrong no more often here than at the other places. It comes from a one-sided score test with customers as clusters.",
  })
  readonly pValue!: number;
  @Field(() => Int, { description: "Customers for whom something went wrong at this place at least once." })
  readonly customers!: number;
  @Field(() => Float, { description: "`customers` × `effect`. Findings are ranked by this number." })
  readonly impact!: number;
  @Field(() => String, {
    description: "A query that shows the numbers behind the finding, with the filter that was given.",
  })
  readonly query!: string;
}

@ObjectType("OpportunityNote", {
  simpleResolvers: true,
  description: "A fact that was not tested.",
})
export class OpportunityNoteType implements OpportunityNoteResult {
  @Field(() => StrategyEnum, { description: "The strategy that the fact belongs to." })
  readonly strategy!: Strategy;
  @Field(() => String, { description: "The fact in one plain sentence." })
  readonly sentence!: string;
}

@ObjectType("Opportunities", {
  simpleResolvers: true,
  description: "Where it is worth improving, by the six strategies that make touchpoints better.",
})
export class OpportunitiesType {
  @Field(() => OpportunityTotalsType, { description: "Counts of the journeys and gaps that the answer is based on." })
  readonly totals!: OpportunityTotalsType;
  @Field(() => [OpportunityType], { description: "The findings by `impact`, at most `first` of them." })
  readonly opportunities!: readonly OpportunityType[];
  @Field(() => [OpportunityNoteType], {
    description:
      "Facts that were not tested: service levels that were exceeded, and stages and kinds of touchpoint that are on one channel only.",
  })
  readonly notes!: readonly OpportunityNoteType[];
  @Field(() => AnswerType, { description: "Metadata of the answer." })
  readonly answer!: AnswerType;
}

@ArgsType()
export class OpportunitiesArgs {
  @Field(() => PointSelectorInput, GOAL)
  readonly goal?: PointSelectorInput | null;
  @Field(() => Duration, CONVERSION_WINDOW)
  @IsDuration()
  readonly within?: string | null;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_OPPORTUNITIES,
    description: "Number of findings in the answer, 1 to 1,000. The totals also count the remaining ones.",
  })
  @IsPageSize()
  readonly first?: number | null;
}

const declared = asking<OpportunitiesArgs, Omit<OpportunitiesParams, "segments">>({
  type: OpportunitiesType,
  description:
    "Where is it worth improving? The question looks for gaps, by six strategies (personalisation, consistency, timeliness, accessibility, empathy, omnichannel). A gap is a rate that is worse at one place than at comparable places. All tests are corrected together, so that in the long run at most 5 % of the findings are false. Findings are ranked by the number of customers affected times the effect.",
  args: OpportunitiesArgs,
  read: {
    goal: (goal) => goal ?? null,
    within: (within, at) => readDuration(within, at) ?? DEFAULT_CONVERSION_WINDOW_MS,
    filter: (_, __, { filter }) => filter,
    first: (first) => first ?? DEFAULT_OPPORTUNITIES,
  },
  rows: ({ first }) => first ?? DEFAULT_OPPORTUNITIES,
  // The field `behind` of an opportunity has a resolver of its own (resolvers/behind.ts).
  opens: [{ type: OpportunityTotalsType, parts: OpportunityTotalsPartEnum, otherwise: "JOURNEYS" }],
});

/** The members of all segments are looked up first. */
export const opportunities: Asking<OpportunitiesArgs, OpportunitiesParams> = {
  ...declared,
  needsSegments: true,
  check: (args, details) => {
    const params = declared.check(args, details);
    return (found) => ({ ...params(found), segments: found.everySegment });
  },
};
