// The arguments of pages, which are the same everywhere.
import { ArgsType, Field, Int } from "type-graphql";
import { DEFAULT_FIRST } from "../engine/totals.js";
import { JourneyFilterInput } from "./filter.js";
import { IsPageSize } from "./rules.js";

/** Default number of interactions on a page of a journey, and of example journeys of a row. */
export const DEFAULT_INTERACTIONS = 50;
export const DEFAULT_EXAMPLES = 3;

export const FIRST = "Number of rows on the page, 1 to 1,000.";
export const AFTER = "The `endCursor` of the previous page. Without it, the first page is returned.";

@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, defaultValue: DEFAULT_FIRST, description: FIRST })
  @IsPageSize()
  readonly first?: number | null;
  @Field(() => String, { nullable: true, description: AFTER })
  readonly after?: string | null;
}

/** Of lists that are no pages: whole unless asked otherwise. */
@ArgsType()
export class ListArgs {
  @Field(() => Int, { nullable: true, description: "At most so many, 1 to 1,000; all without it." })
  @IsPageSize()
  readonly first?: number | null;
  @Field(() => String, {
    nullable: true,
    description: "Key of the last one that was listed before; without it from the start.",
  })
  readonly after?: string | null;
}

@ArgsType()
export class InteractionPageArgs {
  @Field(() => Int, { nullable: true, defaultValue: DEFAULT_INTERACTIONS, description: FIRST })
  @IsPageSize()
  readonly first?: number | null;
  @Field(() => String, { nullable: true, description: AFTER })
  readonly after?: string | null;
}

@ArgsType()
export class JourneyPageArgs extends PageArgs {
  @Field(() => JourneyFilterInput, {
    nullable: true,
    description: "Limits the journeys. Without it, all journeys are listed.",
  })
  readonly filter?: JourneyFilterInput | null;
}

@ArgsType()
export class ExamplesArgs {
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_EXAMPLES,
    description: "Number of journeys, 1 to 1,000. A row keeps at most 50.",
  })
  @IsPageSize()
  readonly first?: number | null;
}

@ArgsType()
export class SourcesArgs {
  @Field(() => Int, { nullable: true, description: "At most so many, 1 to 1,000; all without it." })
  @IsPageSize()
  readonly first?: number | null;
  @Field(() => Int, {
    nullable: true,
    description: "Number of the last one that was listed before; without it from the start.",
  })
  readonly after?: number | null;
}
