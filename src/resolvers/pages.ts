// The arguments of pages, the same everywhere.
import { ArgsType, Field, Int } from "type-graphql";
import { JourneyFilterInput } from "../schema/question.js";

export const FIRST = "Rows of the page, 1 to 1,000.";
export const AFTER = "The `endCursor` of the page before; without it the first page.";

@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, defaultValue: 20, description: FIRST })
  readonly first?: number | null;
  @Field(() => String, { nullable: true, description: AFTER })
  readonly after?: string | null;
}

/** Of lists that are no pages: whole unless asked otherwise. */
@ArgsType()
export class ListArgs {
  @Field(() => Int, { nullable: true, description: "At most so many, 1 to 1,000; all without it." })
  readonly first?: number | null;
  @Field(() => String, {
    nullable: true,
    description: "Key of the last one that was listed before; without it from the start.",
  })
  readonly after?: string | null;
}

@ArgsType()
export class InteractionPageArgs {
  @Field(() => Int, { nullable: true, defaultValue: 50, description: FIRST })
  readonly first?: number | null;
  @Field(() => String, { nullable: true, description: AFTER })
  readonly after?: string | null;
}

@ArgsType()
export class JourneyPageArgs extends PageArgs {
  @Field(() => JourneyFilterInput, { nullable: true, description: "Which journeys; all without it." })
  readonly filter?: JourneyFilterInput | null;
}
