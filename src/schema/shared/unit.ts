// The unit of analysis: what a question counts as a journey.
import { ArgsType, Field, InputType } from "type-graphql";
import { ThroughlineError } from "../../model/errors.js";
import { formatDuration } from "../../model/time.js";
import type { Unit } from "../../model/unit.js";
import { IsDuration, IsTrue } from "./rules.js";
import { Duration } from "./scalars.js";
import { readDuration } from "./texts.js";

const ANOTHER = "Write true, or choose another unit.";

@InputType("Unit", {
  description:
    "What a question counts as a journey. Set exactly one field. Whatever the answer calls a journey is then such a unit: units are filtered, counted and listed. A unit never joins interactions of two customers.",
})
export class UnitInput {
  @Field(() => Boolean, { nullable: true, description: "The stored journey. This is the default." })
  @IsTrue(ANOTHER)
  readonly journey?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: "All interactions of a customer." })
  @IsTrue(ANOTHER)
  readonly customer?: boolean | null;
  @Field(() => Duration, {
    nullable: true,
    description:
      "Runs of a customer's interactions. A new unit begins where the time between two neighbours is longer than this, such as PT30M. Journey keys are ignored. A unit is open until this time after its last interaction.",
  })
  @IsDuration()
  readonly gap?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: "The interactions of a customer with the same case id. Interactions without a case id are left out.",
  })
  @IsTrue(ANOTHER)
  readonly case?: boolean | null;
  @Field(() => String, {
    nullable: true,
    description:
      "The interactions of a customer with the same value of the property with this key, such as `orderId`. Interactions without a value are left out. An interaction with a list of values is in one unit for each value.",
  })
  readonly property?: string | null;
}

/** The argument `unit`, which every question about paths has. The unit decides which projection the service uses. */
@ArgsType()
export class UnitArgs {
  @Field(() => UnitInput, {
    nullable: true,
    description:
      "What the question counts as a journey. By default, this is the stored journey. `answer.leftOut` counts the interactions that are in no unit.",
  })
  readonly unit?: UnitInput | null;
}

/** Returns null for the stored journeys. */
export function readUnit(given: UnitInput | null | undefined, at: string): Unit | null {
  if (given === null || given === undefined) return null;
  if (given.customer === true) return { kind: "customer" };
  if (given.case === true) return { kind: "case" };
  if (given.gap !== null && given.gap !== undefined) return { kind: "gap", gap: readDuration(given.gap, `${at}.gap`)! };
  if (given.property === null || given.property === undefined) return null;
  if (given.property.trim() !== "") return { kind: "property", key: given.property };
  throw new ThroughlineError("BAD_ARGUMENT", `\`${at}.property\` is empty.`, {
    at: `${at}.property`,
    remedy: "Give the key of a property. `properties` lists the keys.",
  });
}

/** A unit as an answer reports it. */
export function describeUnit(unit: Unit): Record<string, unknown> {
  if (unit.kind === "gap") return { gap: formatDuration(unit.gap) };
  return unit.kind === "property" ? { property: unit.key } : { [unit.kind]: true };
}
