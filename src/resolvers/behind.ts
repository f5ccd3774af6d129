// What names a row of an answer, so that its journeys can be asked for (service/behind.ts).
import { Arg, type ClassType, FieldResolver, Resolver, Root } from "type-graphql";
import { TotalsType } from "../schema/answer.js";
import { RouteType } from "../schema/commonRoutes.js";
import { ComparedSideType, InBothSidesType, SideRateType } from "../schema/compare.js";
import { EndPointType } from "../schema/ends.js";
import {
  ConversionPeriodPartEnum,
  EndPartEnum,
  FlowNodePartEnum,
  FunnelStepPartEnum,
  HandoffPartEnum,
  HandoffReasonEnum,
  HandoffTotalsPartEnum,
  LoopLabelPartEnum,
  LoopTotalsPartEnum,
  MatchesPartEnum,
  SidePartEnum,
  SideRatePartEnum,
  TotalsPartEnum,
} from "../schema/enums.js";
import { FlowEdgeType, FlowNodeType, FlowStepType } from "../schema/flow.js";
import { FunnelGroupType, FunnelLabelType, FunnelStepCountsType, FunnelStepType } from "../schema/funnel.js";
import { HandoffReasonCountType, HandoffTotalsType, HandoffType } from "../schema/handoffs.js";
import { HistogramRowType } from "../schema/interactionsToGoal.js";
import { LoopLabelType, LoopReturnType, LoopTotalsType } from "../schema/loops.js";
import { PathMatchesStepType, PathMatchesTotalsType } from "../schema/pathMatches.js";
import { ConversionPeriodType, DurationBucketType } from "../schema/timeToConvert.js";
import { TransitionType } from "../schema/transitions.js";
import type { HandoffPart, SideRatePart } from "../service/asked.js";
import { MAX_BEHIND_LENGTH, type Reference, writeBehind } from "../service/behind.js";
import { type BothSides, inBoth } from "../service/behindSides.js";

const BEHIND = `Names the journeys behind this row: give it as \`filter.behind\` to list them with \`journeys\`, to ask anything else of them, or as a segment's rule. It says what was asked and which row, not which journeys, and so goes on to hold as data come. Null, with an error that says how to ask instead, where the name would be longer than ${MAX_BEHIND_LENGTH} characters.`;

interface Named {
  readonly behind: Reference;
}

/** The row, or another part of what it counts. */
function named({ behind }: Named, part: object = {}): string {
  return writeBehind({ ...behind, row: { ...(behind.row as object), ...part } });
}

/** A row that counts one thing. */
function behindOf(type: ClassType) {
  @Resolver(() => type)
  class RowBehindResolver {
    @FieldResolver(() => String, { nullable: true, description: BEHIND })
    behind(@Root() row: Named) {
      return named(row);
    }
  }
  return RowBehindResolver;
}

/** A row that counts several; `otherwise` is the one that is named unless another is asked for. */
function behindPartsOf<Part extends string>(type: ClassType, parts: Record<Part, Part>, otherwise: NoInfer<Part>) {
  @Resolver(() => type)
  class PartsBehindResolver {
    @FieldResolver(() => String, { nullable: true, description: BEHIND })
    behind(
      @Root() row: Named,
      @Arg("of", () => parts, { defaultValue: otherwise, description: "Which of them." }) of: Part,
    ) {
      return named(row, { of });
    }
  }
  return PartsBehindResolver;
}

@Resolver(() => HandoffType)
class HandoffBehindResolver {
  @FieldResolver(() => String, { nullable: true, description: BEHIND })
  behind(
    @Root() row: Named,
    @Arg("of", () => HandoffPartEnum, { defaultValue: "COUNT", description: "Which of them." }) of: HandoffPart,
    @Arg("reason", () => HandoffReasonEnum, {
      nullable: true,
      description: "Only those with a settled handoff of this reason, which also is `of` those.",
    })
    reason?: string | null,
  ) {
    return named(row, { of, reason: reason ?? null });
  }
}

/** `count` and `of` are rows of their own. */
@Resolver(() => SideRateType)
class SideRateBehindResolver {
  @FieldResolver(() => String, { nullable: true, description: BEHIND })
  behind(
    @Root() { behind }: { readonly behind: Record<SideRatePart, Reference> },
    @Arg("of", () => SideRatePartEnum, { defaultValue: "COUNT", description: "Which of them." }) of: SideRatePart,
  ) {
    return writeBehind(behind[of]);
  }
}

@Resolver(() => InBothSidesType)
class InBothBehindResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: `Those of \`journeys\`, as a row within a row: two of the three that a filter may hold. ${BEHIND}`,
  })
  behind(@Root() { behind }: { readonly behind: BothSides }) {
    return writeBehind(inBoth(behind));
  }
}

export const BEHIND_RESOLVERS = [
  behindPartsOf(TotalsType, TotalsPartEnum, "COUNTED"),
  behindOf(RouteType),
  behindOf(TransitionType),
  HandoffBehindResolver,
  behindOf(HandoffReasonCountType),
  behindPartsOf(HandoffTotalsType, HandoffTotalsPartEnum, "HANDOFFS"),
  behindPartsOf(FunnelStepType, FunnelStepPartEnum, "COMPLETED"),
  behindPartsOf(FunnelStepCountsType, FunnelStepPartEnum, "COMPLETED"),
  behindOf(FunnelLabelType),
  behindOf(FunnelGroupType),
  behindOf(DurationBucketType),
  behindPartsOf(ConversionPeriodType, ConversionPeriodPartEnum, "MATURE_COMPLETED"),
  behindPartsOf(FlowStepType, FlowNodePartEnum, "JOURNEYS"),
  behindPartsOf(FlowNodeType, FlowNodePartEnum, "JOURNEYS"),
  behindOf(FlowEdgeType),
  behindPartsOf(EndPointType, EndPartEnum, "JOURNEYS"),
  behindOf(HistogramRowType),
  behindPartsOf(LoopTotalsType, LoopTotalsPartEnum, "COUNTED"),
  behindPartsOf(LoopLabelType, LoopLabelPartEnum, "AGAIN"),
  behindOf(LoopReturnType),
  behindPartsOf(PathMatchesTotalsType, MatchesPartEnum, "MATCHED"),
  behindOf(PathMatchesStepType),
  behindPartsOf(ComparedSideType, SidePartEnum, "COUNTED"),
  SideRateBehindResolver,
  InBothBehindResolver,
] as const;
