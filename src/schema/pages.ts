// The arguments of pages, the same everywhere.
import { ArgsType, Field, Int } from "type-graphql";
import { DEFAULT_FIRST } from "../engine/totals.js";
import { JourneyFilterInput } from "./filter.js";
import { IsPageSize } from "./rules.js";

/** Interactions of a page of a journey, and example journeys of a row, unless the client says otherwise. */
export const DEFAULT_INTERACTIONS = 50;
export const DEFAULT_EXAMPLES = 3;

export const FIRST = "Rows of the page, 1 to 1,000.";
export const AFTER = "The `endCursor` of the page before; without it the first page.";

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
  @Field(() => JourneyFilterInput, { nullable: true, description: "Which journeys; all without it." })
  readonly filter?: JourneyFilterInput | null;
}

@ArgsType()
export class ExamplesArgs {
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_EXAMPLES,
    description: "How many, 1 to 1,000; a row keeps at most 50.",
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
