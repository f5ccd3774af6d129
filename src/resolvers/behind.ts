// The field `behind`: a reference to a row of an answer (service/references.ts). The question declarations list the
// types whose rows have this field (schema/asking/askings.ts). Three types have resolvers of their own.
import { Arg, type ClassType, FieldResolver, Resolver, Root } from "type-graphql";
import type { Opening } from "../schema/asking/asking.js";
import { ASKINGS } from "../schema/asking/askings.js";
import { InBothSidesType, SideRateType } from "../schema/compare.js";
import { HandoffType } from "../schema/handoffs.js";
import { OpportunityType } from "../schema/opportunities.js";
import { HandoffReasonEnum } from "../schema/shared/enums.js";
import { HandoffPartEnum, SideRatePartEnum } from "../schema/shared/partEnums.js";
import { MAX_REFERENCE_LENGTH, type Named, type Reference, writeReference } from "../service/references.js";

const BEHIND = `A reference to the journeys that this row counts. Pass it as \`filter.behind\` to list these journeys with the query \`journeys\`, to ask another question about them, or to define a segment by them. The reference describes the question and the row instead of listing the journeys, so it remains valid when the data change. If the reference would be longer than ${MAX_REFERENCE_LENGTH} characters, the field is null, and an error names a remedy.`;

/**
 * Writes a reference to the journeys that the row counts. If `part` is given, it names the count of the row that is
 * meant.
 */
function referenceTo({ behind }: Named, part: object = {}): string {
  return writeReference({ ...behind, row: { ...(behind.row as object), ...part } });
}

/** Declares the field for a row with a single count. */
function behindOf(type: ClassType) {
  @Resolver(() => type)
  class RowBehindResolver {
    @FieldResolver(() => String, { nullable: true, description: BEHIND })
    behind(@Root() row: Named) {
      return referenceTo(row);
    }
  }
  return RowBehindResolver;
}

/** Declares the field for a row with several counts. `otherwise` is the count that is used if the client names none. */
function behindPartsOf(type: ClassType, parts: Readonly<Record<string, string>>, otherwise: string) {
  @Resolver(() => type)
  class PartsBehindResolver {
    @FieldResolver(() => String, { nullable: true, description: BEHIND })
    behind(
      @Root() row: Named,
      @Arg("of", () => parts, {
        defaultValue: otherwise,
        description: "The count whose journeys the reference describes.",
      })
      of: string,
    ) {
      return referenceTo(row, { of });
    }
  }
  return PartsBehindResolver;
}

@Resolver(() => HandoffType)
class HandoffBehindResolver {
  @FieldResolver(() => String, { nullable: true, description: BEHIND })
  behind(
    @Root() row: Named,
    @Arg("of", () => HandoffPartEnum, {
      defaultValue: "COUNT",
      description: "The count whose journeys the reference describes.",
    })
    of: string,
    @Arg("reason", () => HandoffReasonEnum, {
      nullable: true,
      description:
        "Limits the reference to journeys in which this reason applies to a settled handoff of the kind that `of` selects.",
    })
    reason?: string | null,
  ) {
    return referenceTo(row, { of, reason: reason ?? null });
  }
}

/** Declares a reference for the field `count` and one for the field `of`. */
function behindCountAndOf(type: ClassType) {
  @Resolver(() => type)
  class CountAndOfBehindResolver {
    @FieldResolver(() => String, { nullable: true, description: BEHIND })
    behind(
      @Root() { behind }: { readonly behind: Readonly<Record<keyof typeof SideRatePartEnum, Reference>> },
      @Arg("of", () => SideRatePartEnum, {
        defaultValue: "COUNT",
        description: "The count whose journeys the reference describes.",
      })
      of: keyof typeof SideRatePartEnum,
    ) {
      return writeReference(behind[of]);
    }
  }
  return CountAndOfBehindResolver;
}

/**
 * The journeys of side B that are also journeys of side A. This reference contains another one, so it is written only
 * if it is selected.
 */
@Resolver(() => InBothSidesType)
class InBothBehindResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: `${BEHIND} This reference contains another one. References can be nested at most three deep.`,
  })
  behind(@Root() { behind: { a, b } }: { readonly behind: { readonly a: Reference; readonly b: Reference } }) {
    return writeReference({ ...b, args: { ...b.args, filter: { behind: writeReference(a) } } });
  }
}

const listed = new Map<ClassType, Opening>(
  Object.values(ASKINGS).flatMap(({ opens }) => opens.map((opening): [ClassType, Opening] => [opening.type, opening])),
);

export const BEHIND_RESOLVERS = [
  HandoffBehindResolver,
  behindCountAndOf(SideRateType),
  behindCountAndOf(OpportunityType),
  InBothBehindResolver,
  ...[...listed].map(([type, { parts, otherwise }]) =>
    parts === undefined ? behindOf(type) : behindPartsOf(type, parts, otherwise!),
  ),
] as const;
