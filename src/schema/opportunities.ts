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
import { IntervalType } from "./handoffs.js";
import { AnswerType } from "./shared/answer.js";
import { FILTER, JourneyFilterInput } from "./shared/filter.js";
import { OpportunityTotalsPartEnum, StrategyEnum } from "./shared/measureEnums.js";
import { IsDuration, IsPageSize } from "./shared/rules.js";
import { Duration } from "./shared/scalars.js";
import { PointSelectorInput } from "./shared/selector.js";
import { readDuration } from "./shared/texts.js";
import { CONVERSION_WINDOW, GOAL } from "./touchpointPerformance.js";

@ObjectType("OpportunityTotals", {
  simpleResolvers: true,
  description: "Counts of what the answer is based on.",
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
    "A finding: something goes wrong more often at one place than at those with which it is compared. It says where, not why.",
})
export class OpportunityType implements Omit<OpportunityResult, "asks" | "handoff"> {
  @Field(() => StrategyEnum, { description: "The strategy that the gap belongs to." })
  readonly strategy!: Strategy;
  @Field(() => String, {
    description:
      "Names the gap within its strategy, by the keys of what it is about: a segment and a touchpoint, a touchpoint (followed by `csat` for its satisfaction, and by `emotion` for bad emotions), the two ends of a promise or of a handoff, or a stage and a channel.",
  })
  readonly key!: string;
  @Field(() => String, { description: "The finding in one plain sentence." })
  readonly sentence!: string;
  @Field(() => Int, { description: "How often it goes wrong." })
  readonly count!: number;
  @Field(() => Int, {
    description: "How often it could: visits, answers, waits, journeys, failures, bad emotions or handoffs.",
  })
  readonly of!: number;
  @Field(() => Float, { description: "`count` / `of`, from 0 to 1." })
  readonly rate!: number;
  @Field(() => Float, { description: "The same rate of the places with which it is compared." })
  readonly baseline!: number;
  @Field(() => Float, { description: "`rate` − `baseline`." })
  readonly effect!: number;
  @Field(() => IntervalType, {
    description: "95 % confidence interval of `effect`, with customers as clusters.",
  })
  readonly interval!: IntervalResult;
  @Field(() => Float, {
    description:
      "p-value of the hypothesis that it goes wrong no more often than elsewhere, from a one-sided score test with customers as clusters.",
  })
  readonly pValue!: number;
  @Field(() => Int, { description: "Customers for whom it went wrong at least once." })
  readonly customers!: number;
  @Field(() => Float, { description: "`customers` × `effect`, by which findings are ranked." })
  readonly impact!: number;
  @Field(() => String, {
    description: "A query that shows the numbers behind the finding, with the filter that was given.",
  })
  readonly query!: string;
}

@ObjectType("OpportunityNote", {
  simpleResolvers: true,
  description: "A fact beside the findings, which no test supports.",
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
  @Field(() => OpportunityTotalsType, { description: "Counts of what the answer is based on." })
  readonly totals!: OpportunityTotalsType;
  @Field(() => [OpportunityType], { description: "The findings by `impact`, at most `first` of them." })
  readonly opportunities!: readonly OpportunityType[];
  @Field(() => [OpportunityNoteType], {
    description:
      "Facts beside the findings: promises that are broken, and stages and kinds of touchpoint that are on one channel only.",
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
    description: "Number of findings in the answer, 1 to 1,000. The totals count the remaining ones.",
  })
  @IsPageSize()
  readonly first?: number | null;
}

const declared = asking<OpportunitiesArgs, Omit<OpportunitiesParams, "segments">>({
  type: OpportunitiesType,
  description:
    "Where is it worth improving? Gaps for each of six strategies (personalisation, consistency, timeliness, accessibility, empathy, omnichannel), each a rate that is compared with the same rate elsewhere. All tests are corrected together, so that in the long run at most 5 % of the findings are false. Findings are ranked by customers affected × effect.",
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
