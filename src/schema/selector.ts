// Selectors: which interactions does an argument mean?
import { Field, InputType } from "type-graphql";
import { HasMembers, IsTrue } from "./rules.js";

/** The largest number of selectors in one list. Each of them is searched for in every journey. */
export const MAX_SELECTORS = 20;
/** The largest number of names in one selector: as many as a page has rows. */
export const MAX_NAMES = 1_000;
const A_NAME = "Name at least one, or leave the selector out.";

@InputType("PointSelector", {
  description:
    "Selects interactions by where they happened. Set exactly one field. A list selects the interactions that any of its entries selects. An entry is a key, or a name from the catalogue. If an entry is the key of one object and the name of another, it stands for the key. An unknown entry is an error.",
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
}
