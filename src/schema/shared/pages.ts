// The arguments of pages, which are the same everywhere.
import { ArgsType, Field, Int } from "type-graphql";
import { DEFAULT_FIRST } from "../../engine/totals.js";
import { JourneyFilterInput } from "./filter.js";
import { IsPageSize, IsSearch } from "./rules.js";
import { UnitInput } from "./unit.js";

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

/** Arguments of lists that are not connections. Without arguments, the whole list is returned. */
@ArgsType()
export class ListArgs {
  @Field(() => Int, {
    nullable: true,
    description: "The largest number of entries, 1 to 1,000. Without it, all are listed.",
  })
  @IsPageSize()
  readonly first?: number | null;
  @Field(() => String, {
    nullable: true,
    description: "Lists the entries that follow the entry with this key. If omitted, the list starts at the beginning.",
  })
  readonly after?: string | null;
}

/** The rule of an argument that searches a list. */
export const SEARCH = {
  nullable: true,
  description: "Lists only entries whose key or name contains every word of this text. Case is ignored.",
} as const;

/** Arguments of lists that can be searched. */
@ArgsType()
export class SearchArgs extends ListArgs {
  @Field(() => String, SEARCH)
  @IsSearch()
  readonly search?: string | null;
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
    description: "Lists only journeys that satisfy this filter. If omitted, all journeys are listed.",
  })
  readonly filter?: JourneyFilterInput | null;
}

@ArgsType()
export class UnitPageArgs extends JourneyPageArgs {
  @Field(() => UnitInput, {
    nullable: true,
    description:
      "The units to list. By default, these are the units that the row of `filter.behind` counts or, if `behind` is not given, stored journeys.",
  })
  readonly unit?: UnitInput | null;
}

@ArgsType()
export class ExamplesArgs {
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_EXAMPLES,
    description:
      "The largest number of journeys to return, 1 to 1,000. The service keeps at most 50 example journeys for a row.",
  })
  @IsPageSize()
  readonly first?: number | null;
}

@ArgsType()
export class SourcesArgs {
  @Field(() => Int, {
    nullable: true,
    description: "The largest number of entries, 1 to 1,000. Without it, all are listed.",
  })
  @IsPageSize()
  readonly first?: number | null;
  @Field(() => Int, {
    nullable: true,
    description:
      "Lists the imports that follow the import with this number. If omitted, the list starts at the beginning.",
  })
  readonly after?: number | null;
}
