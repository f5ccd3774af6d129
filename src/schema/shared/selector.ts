// Selectors: which interactions does an argument mean?
import { Field, Float, InputType } from "type-graphql";
import { HasMembers, IsTrue } from "./rules.js";

/** The largest number of selectors in one list. Each of them is searched for in every journey. */
export const MAX_SELECTORS = 20;
/** The largest number of names in one selector: as many as a page has rows. */
export const MAX_NAMES = 1_000;
const A_NAME = "Name at least one, or leave the selector out.";

@InputType("PropertyCondition", {
  description:
    "A condition on a property of an interaction. All conditions that you give must hold. If the value is a list, `in`, `like`, `atLeast` and `atMost` hold if they hold for any of its members. Numbers are compared in their shortest decimal form, and booleans as `true` and `false`. A key that no interaction has causes an error. A value that no interaction has causes a warning.",
})
export class PropertyConditionInput {
  @Field(() => String, {
    description:
      "The property's key, such as `campaign`. A dot selects a member of an object, or of each object in a list, such as `context.campaign.name`. `properties` lists the keys.",
  })
  readonly key!: string;
  @Field(() => [String], { nullable: true, description: "The property has any of these values." })
  @HasMembers(1, MAX_NAMES)
  readonly in?: string[] | null;
  @Field(() => [String], { nullable: true, description: "The property has a value, but none of these." })
  @HasMembers(1, MAX_NAMES)
  readonly notIn?: string[] | null;
  @Field(() => String, {
    nullable: true,
    description: "The property has a value like this text, in which `*` matches any text, such as `/shop/*`.",
  })
  readonly like?: string | null;
  @Field(() => Float, {
    nullable: true,
    description: "The property has a number that is at least this large. Numbers that are written as texts count too.",
  })
  readonly atLeast?: number | null;
  @Field(() => Float, {
    nullable: true,
    description: "The property has a number that is at most this large. Numbers that are written as texts count too.",
  })
  readonly atMost?: number | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      "With `true`, the property must have a value. With `false`, it must have none. Null, an empty text and an object do not count as values.",
  })
  readonly known?: boolean | null;
}

@InputType("PointSelector", {
  description:
    "Selects interactions by where they happened, and by their properties. Set exactly one field. A list of names selects the interactions that any of its entries selects. An entry is a key, or a name from the catalogue. If an entry is the key of one object and the name of another, it means the object with the key. An unknown entry causes an error.",
})
export class PointSelectorInput {
  @Field(() => [String], { nullable: true, description: "Touchpoints, such as `web/checkout`." })
  @HasMembers(1, MAX_NAMES, A_NAME)
  readonly touchpoints?: string[] | null;
  @Field(() => [String], { nullable: true, description: "Kinds of touchpoint on any channel, such as `Checkout`." })
  @HasMembers(1, MAX_NAMES, A_NAME)
  readonly kinds?: string[] | null;
  @Field(() => [String], { nullable: true, description: "Channels, such as `store`." })
  @HasMembers(1, MAX_NAMES, A_NAME)
  readonly channels?: string[] | null;
  @Field(() => [String], { nullable: true, description: "Stages, such as `purchase`." })
  @HasMembers(1, MAX_NAMES, A_NAME)
  readonly stages?: string[] | null;
  @Field(() => String, {
    nullable: true,
    description: "Interactions that reach this goal of the catalogue. Interactions with the outcome FAILED do not.",
  })
  readonly goal?: string | null;
  @Field(() => Boolean, { nullable: true, description: "`true` selects every interaction. `false` is refused." })
  @IsTrue("Leave the selector out, or give one of the other choices.")
  readonly any?: boolean | null;
  @Field(() => PropertyConditionInput, {
    nullable: true,
    description: "Interactions with a property that satisfies the condition.",
  })
  readonly property?: PropertyConditionInput | null;
  @Field(() => [PointSelectorInput], {
    nullable: true,
    description: "Interactions that all of these selectors select. Selectors can be nested up to 5 deep.",
  })
  @HasMembers(1, MAX_SELECTORS)
  readonly all?: PointSelectorInput[] | null;
  @Field(() => [PointSelectorInput], {
    nullable: true,
    description: "Interactions that at least one of these selectors selects.",
  })
  @HasMembers(1, MAX_SELECTORS)
  readonly anyOf?: PointSelectorInput[] | null;
  @Field(() => PointSelectorInput, {
    nullable: true,
    description: "Interactions that this selector does not select.",
  })
  readonly not?: PointSelectorInput | null;
}
