// The field `behind`: a reference to a row of an answer (service/references.ts). The types whose rows have one are listed where the
// questions are declared (schema/askings.ts); three say it in a way of their own.
import { Arg, type ClassType, FieldResolver, Resolver, Root } from "type-graphql";
import type { Opening } from "../schema/asking.js";
import { ASKINGS } from "../schema/askings.js";
import { InBothSidesType, SideRateType } from "../schema/compare.js";
import { HandoffPartEnum, HandoffReasonEnum, SideRatePartEnum } from "../schema/enums.js";
import { HandoffType } from "../schema/handoffs.js";
import { MAX_REFERENCE_LENGTH, type Named, type Reference, writeReference } from "../service/references.js";

const BEHIND = `Names the journeys behind this row: give it as \`filter.behind\` to list them with \`journeys\`, to ask anything else of them, or as a segment's rule. It says what was asked and which row, not which journeys, and so goes on to hold as data come. Null, with an error that says how to ask instead, where the name would be longer than ${MAX_REFERENCE_LENGTH} characters.`;

/** The row, or another part of what it counts. */
function referenceTo({ behind }: Named, part: object = {}): string {
  return writeReference({ ...behind, row: { ...(behind.row as object), ...part } });
}

/** A row that counts one thing. */
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

/** A row that counts several; `otherwise` is the one that is named unless another is asked for. */
function behindPartsOf(type: ClassType, parts: Readonly<Record<string, string>>, otherwise: string) {
  @Resolver(() => type)
  class PartsBehindResolver {
    @FieldResolver(() => String, { nullable: true, description: BEHIND })
    behind(
      @Root() row: Named,
      @Arg("of", () => parts, { defaultValue: otherwise, description: "Which of them." }) of: string,
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
    @Arg("of", () => HandoffPartEnum, { defaultValue: "COUNT", description: "Which of them." }) of: string,
    @Arg("reason", () => HandoffReasonEnum, {
      nullable: true,
      description: "Only those with a settled handoff of this reason, which also is `of` those.",
    })
    reason?: string | null,
  ) {
    return referenceTo(row, { of, reason: reason ?? null });
  }
}

/** `count` and `of` are rows of their own. */
@Resolver(() => SideRateType)
class SideRateBehindResolver {
  @FieldResolver(() => String, { nullable: true, description: BEHIND })
  behind(
    @Root() { behind }: { readonly behind: Readonly<Record<keyof typeof SideRatePartEnum, Reference>> },
    @Arg("of", () => SideRatePartEnum, { defaultValue: "COUNT", description: "Which of them." })
    of: keyof typeof SideRatePartEnum,
  ) {
    return writeReference(behind[of]);
  }
}

/** Journeys of side B that are among those of side A: a row within a row, so it is written only when it is asked for. */
@Resolver(() => InBothSidesType)
class InBothBehindResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: `Those of \`journeys\`, as a row within a row: two of the three that a filter may hold. ${BEHIND}`,
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
  SideRateBehindResolver,
  InBothBehindResolver,
  ...[...listed].map(([type, { parts, otherwise }]) =>
    parts === undefined ? behindOf(type) : behindPartsOf(type, parts, otherwise!),
  ),
] as const;
