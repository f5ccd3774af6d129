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
    "Selects interactions by where they happened. Give exactly one field. A list selects what any of its members selects. Members are keys, or names from the catalogue; if both fit, the key wins. An unknown name is an error.",
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
    description: "A goal of the catalogue. Interactions with the outcome FAILED are not selected.",
  })
  readonly goal?: string | null;
  @Field(() => Boolean, { nullable: true, description: "`true` selects every interaction. `false` is refused." })
  @IsTrue("Leave the selector out, or give one of the other choices.")
  readonly any?: boolean | null;
}
