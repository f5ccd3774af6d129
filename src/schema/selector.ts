// Selectors: which interactions does an argument mean?
import { Field, InputType } from "type-graphql";
import { HasMembers, IsTrue } from "./rules.js";

/** Members of a list of selectors, and names in one: more are a list that a program made by mistake. */
export const MAX_SELECTORS = 500;
export const MAX_NAMES = 1_000;
const A_NAME = "Name at least one, or leave the selector out.";

@InputType("PointSelector", {
  description:
    "Chooses interactions by where they happened. Exactly one choice; a list means any of its members. Keys, or names as the catalogue has them; a key wins over a name, and what nothing bears is an error.",
})
export class PointSelectorInput {
  @Field(() => [String], { nullable: true, description: "Touchpoints, like `web/checkout`." })
  @HasMembers(1, MAX_NAMES, A_NAME)
  readonly touchpoints?: string[] | null;
  @Field(() => [String], { nullable: true, description: "Kinds of touchpoint, on whatever channel, like `Checkout`." })
  @HasMembers(1, MAX_NAMES, A_NAME)
  readonly kinds?: string[] | null;
  @Field(() => [String], { nullable: true, description: "Channels, like `store`." })
  @HasMembers(1, MAX_NAMES, A_NAME)
  readonly channels?: string[] | null;
  @Field(() => [String], { nullable: true, description: "Stages, like `purchase`." })
  @HasMembers(1, MAX_NAMES, A_NAME)
  readonly stages?: string[] | null;
  @Field(() => String, {
    nullable: true,
    description: "A goal of the catalogue; interactions that FAILED are left out.",
  })
  readonly goal?: string | null;
  @Field(() => Boolean, { nullable: true, description: "`true`: every interaction. `false` is refused." })
  @IsTrue("Leave the selector out, or name what is meant.")
  readonly any?: boolean | null;
}
