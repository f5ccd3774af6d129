// What names a row of an answer, so that its journeys can be asked for (service/behind.ts).
import { Arg, FieldResolver, Resolver, Root } from "type-graphql";
import { TotalsType } from "../schema/answer.js";
import { RouteType } from "../schema/commonRoutes.js";
import { EndPointType } from "../schema/ends.js";
import {
  EndPartEnum,
  FlowNodePartEnum,
  HandoffPartEnum,
  HandoffReasonEnum,
  LoopLabelPartEnum,
  LoopTotalsPartEnum,
  MatchesPartEnum,
  TotalsPartEnum,
} from "../schema/enums.js";
import { FlowEdgeType, FlowNodeType } from "../schema/flow.js";
import { HandoffReasonCountType, HandoffType } from "../schema/handoffs.js";
import { HistogramRowType } from "../schema/interactionsToGoal.js";
import { LoopLabelType, LoopReturnType, LoopTotalsType } from "../schema/loops.js";
import { PathMatchesStepType, PathMatchesTotalsType } from "../schema/pathMatches.js";
import { TransitionType } from "../schema/transitions.js";
import { type BehindRow, writeBehind } from "../service/behind.js";
import type {
  EndPart,
  FlowNodePart,
  HandoffPart,
  LoopLabelPart,
  LoopTotalsPart,
  MatchesPart,
  TotalsPart,
} from "../service/questions.js";

const BEHIND =
  "Names the journeys behind this row: give it as `filter.behind` to list them with `journeys`, to ask anything else of them, or as a segment's rule. It says what was asked and which row, not which journeys, and so goes on to hold as data come.";

interface Named {
  readonly behind: BehindRow;
}

/** The row, or another part of what it counts. */
function named({ behind }: Named, part: object = {}): string {
  return writeBehind({ ...behind, row: { ...behind.row, ...part } } as BehindRow);
}

@Resolver(() => TotalsType)
export class TotalsBehindResolver {
  @FieldResolver(() => String, { description: BEHIND })
  behind(
    @Root() row: Named,
    @Arg("of", () => TotalsPartEnum, { defaultValue: "COUNTED", description: "Which of them." }) of: TotalsPart,
  ) {
    return named(row, { of });
  }
}

@Resolver(() => RouteType)
export class RouteBehindResolver {
  @FieldResolver(() => String, { description: BEHIND })
  behind(@Root() row: Named) {
    return named(row);
  }
}

@Resolver(() => TransitionType)
export class TransitionBehindResolver {
  @FieldResolver(() => String, { description: BEHIND })
  behind(@Root() row: Named) {
    return named(row);
  }
}

@Resolver(() => HandoffType)
export class HandoffBehindResolver {
  @FieldResolver(() => String, { description: BEHIND })
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

@Resolver(() => HandoffReasonCountType)
export class HandoffReasonBehindResolver {
  @FieldResolver(() => String, { description: BEHIND })
  behind(@Root() row: Named) {
    return named(row);
  }
}

@Resolver(() => FlowNodeType)
export class FlowNodeBehindResolver {
  @FieldResolver(() => String, { description: BEHIND })
  behind(
    @Root() row: Named,
    @Arg("of", () => FlowNodePartEnum, { defaultValue: "JOURNEYS", description: "Which of them." }) of: FlowNodePart,
  ) {
    return named(row, { of });
  }
}

@Resolver(() => EndPointType)
export class EndPointBehindResolver {
  @FieldResolver(() => String, { description: BEHIND })
  behind(
    @Root() row: Named,
    @Arg("of", () => EndPartEnum, { defaultValue: "JOURNEYS", description: "Which of them." }) of: EndPart,
  ) {
    return named(row, { of });
  }
}

@Resolver(() => HistogramRowType)
export class HistogramRowBehindResolver {
  @FieldResolver(() => String, { description: BEHIND })
  behind(@Root() row: Named) {
    return named(row);
  }
}

@Resolver(() => FlowEdgeType)
export class FlowEdgeBehindResolver {
  @FieldResolver(() => String, { description: BEHIND })
  behind(@Root() row: Named) {
    return named(row);
  }
}

@Resolver(() => LoopTotalsType)
export class LoopTotalsBehindResolver {
  @FieldResolver(() => String, { description: BEHIND })
  behind(
    @Root() row: Named,
    @Arg("of", () => LoopTotalsPartEnum, { defaultValue: "COUNTED", description: "Which of them." }) of: LoopTotalsPart,
  ) {
    return named(row, { of });
  }
}

@Resolver(() => LoopLabelType)
export class LoopLabelBehindResolver {
  @FieldResolver(() => String, { description: BEHIND })
  behind(
    @Root() row: Named,
    @Arg("of", () => LoopLabelPartEnum, { defaultValue: "AGAIN", description: "Which of them." }) of: LoopLabelPart,
  ) {
    return named(row, { of });
  }
}

@Resolver(() => LoopReturnType)
export class LoopReturnBehindResolver {
  @FieldResolver(() => String, { description: BEHIND })
  behind(@Root() row: Named) {
    return named(row);
  }
}

@Resolver(() => PathMatchesTotalsType)
export class MatchesTotalsBehindResolver {
  @FieldResolver(() => String, { description: BEHIND })
  behind(
    @Root() row: Named,
    @Arg("of", () => MatchesPartEnum, { defaultValue: "MATCHED", description: "Which of them." }) of: MatchesPart,
  ) {
    return named(row, { of });
  }
}

@Resolver(() => PathMatchesStepType)
export class MatchesStepBehindResolver {
  @FieldResolver(() => String, { description: BEHIND })
  behind(@Root() row: Named) {
    return named(row);
  }
}

export const BEHIND_RESOLVERS = [
  TotalsBehindResolver,
  RouteBehindResolver,
  TransitionBehindResolver,
  HandoffBehindResolver,
  HandoffReasonBehindResolver,
  FlowNodeBehindResolver,
  FlowEdgeBehindResolver,
  EndPointBehindResolver,
  HistogramRowBehindResolver,
  LoopTotalsBehindResolver,
  LoopLabelBehindResolver,
  LoopReturnBehindResolver,
  MatchesTotalsBehindResolver,
  MatchesStepBehindResolver,
] as const;
