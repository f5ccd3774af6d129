// The arguments that say what completes a funnel: steps, time limit, exclusions and path options. funnel and
// compareFunnel share them.
import { ArgsType, Field, InputType, Int } from "type-graphql";
import type { Adjacency } from "../engine/terms.js";
import {
  type FunnelShape,
  type FunnelStep,
  MAX_FUNNEL_EXCLUSIONS,
  MAX_FUNNEL_STEPS,
  MIN_FUNNEL_STEPS,
} from "../questions/funnel/shape.js";
import { type LookedUp, type Readers, readFields } from "./asking/asking.js";
import { AdjacencyEnum } from "./shared/enums.js";
import { FILTER, JourneyFilterInput } from "./shared/filter.js";
import { PathOptionsInput, readPathOptions } from "./shared/options.js";
import { HasMembers, IsDuration } from "./shared/rules.js";
import { Duration } from "./shared/scalars.js";
import { PointSelectorInput } from "./shared/selector.js";
import { readDuration } from "./shared/texts.js";
import { UnitArgs } from "./shared/unit.js";

@InputType("FunnelStepInput", { description: "One step of a funnel." })
export class FunnelStepInput {
  @Field(() => PointSelectorInput, { description: "Selects the interactions that count as this step." })
  readonly at!: PointSelectorInput;
  @Field(() => String, {
    nullable: true,
    description: "Name of the step in the answer. If omitted, the name is derived from `at`.",
  })
  readonly name?: string | null;
  @Field(() => AdjacencyEnum, {
    nullable: true,
    defaultValue: "EVENTUALLY",
    description:
      "Whether other interactions may come between the previous step and this one. The first step cannot have this field.",
  })
  readonly adjacency?: Adjacency | null;
  @Field(() => Duration, {
    nullable: true,
    description:
      "The longest time allowed from the previous step of the match to this step. A step exactly this long after the previous one counts. The first step cannot have this limit.",
  })
  @IsDuration()
  readonly within?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: "Whether journeys may skip the step. The first and the last step cannot be optional.",
  })
  readonly optional?: boolean | null;
}

@InputType("FunnelExclusion", {
  description:
    "Excludes matches that have one of these interactions between two given steps. Neither of the two steps may be optional. The exclusion is refused if it covers every interaction that a required step between the two selects, because no journey could then complete the funnel.",
})
export class FunnelExclusionInput {
  @Field(() => PointSelectorInput, {
    description: "Selects the interactions that must not come between the two steps.",
  })
  readonly at!: PointSelectorInput;
  @Field(() => Int, { description: "Number of the earlier of the two steps, counted from 1." })
  readonly after!: number;
  @Field(() => Int, { description: "Number of the later of the two steps. It must be greater than `after`." })
  readonly before!: number;
}

/** The arguments that define the match of a funnel. */
@ArgsType()
export class FunnelMatchArgs extends UnitArgs {
  @Field(() => [FunnelStepInput], {
    description: `The steps, in order: ${MIN_FUNNEL_STEPS} to ${MAX_FUNNEL_STEPS}.`,
  })
  @HasMembers(MIN_FUNNEL_STEPS, MAX_FUNNEL_STEPS, `Give ${MIN_FUNNEL_STEPS} to ${MAX_FUNNEL_STEPS} steps.`)
  readonly steps!: FunnelStepInput[];
  @Field(() => Duration, {
    nullable: true,
    description:
      "The longest time allowed from the first step to any other step. A step exactly this long after the first step counts.",
  })
  @IsDuration()
  readonly within?: string | null;
  @Field(() => [FunnelExclusionInput], {
    nullable: true,
    description: `Interactions that must not come between two given steps: at most ${MAX_FUNNEL_EXCLUSIONS} such rules.`,
  })
  @HasMembers(
    0,
    MAX_FUNNEL_EXCLUSIONS,
    `Give at most ${MAX_FUNNEL_EXCLUSIONS}; one selector may name several touchpoints.`,
  )
  readonly exclude?: FunnelExclusionInput[] | null;
  @Field(() => PathOptionsInput, {
    nullable: true,
    description:
      "How interactions become labels. Only `hide`, `grain`, `property` and `groups` apply. The query refuses any other option whose value is not its default.",
  })
  readonly options?: PathOptionsInput | null;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
}

const READ_STEP: Readers<FunnelStepInput, FunnelStep> = {
  at: (point) => point,
  name: (name) => name ?? null,
  adjacency: (adjacency) => adjacency ?? "EVENTUALLY",
  within: readDuration,
  optional: (optional) => optional ?? false,
};

export const READ_MATCH: Readers<FunnelMatchArgs, FunnelShape, LookedUp> = {
  steps: (steps, at) =>
    steps.map((step, i) => readFields<FunnelStepInput, FunnelStep>(READ_STEP, step, `${at}[${i}]`, undefined)),
  within: readDuration,
  exclude: (exclude) => exclude ?? [],
  options: (options) => readPathOptions(options),
  filter: (_, __, { filter }) => filter,
};
