// The attributes of customers, for pickers of `JourneyFilter.attributes`.
import { ArgsType, Field, Int, ObjectType } from "type-graphql";
import { DEFAULT_FIRST } from "../engine/totals.js";
import type { AttributeValueResult, CustomerAttributeResult } from "../questions/customerAttributes/index.js";
import { SEARCH } from "./shared/pages.js";
import { IsPageSize, IsSearch } from "./shared/rules.js";

@ObjectType("AttributeValue", { simpleResolvers: true, description: "A value of an attribute." })
export class AttributeValueType implements AttributeValueResult {
  @Field(() => String, { description: "The value. `AttributeFilter.in` accepts it in this form." })
  readonly value!: string;
  @Field(() => Int, { description: "Number of customers who have the value, including those without journeys." })
  readonly customers!: number;
}

@ObjectType("CustomerAttribute", {
  simpleResolvers: true,
  description: "An attribute that at least one customer has. `JourneyFilter.attributes` filters by attributes.",
})
export class CustomerAttributeType implements CustomerAttributeResult {
  @Field(() => String, { description: "The attribute's key." })
  readonly key!: string;
  @Field(() => Int, { description: "Number of customers who have the attribute, including those without journeys." })
  readonly customers!: number;
  @Field(() => Int, { description: "Number of different values." })
  readonly distinctValues!: number;
}

@ArgsType()
export class AttributeValuesArgs {
  @Field(() => String, SEARCH)
  @IsSearch()
  readonly search?: string | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_FIRST,
    description: "The largest number of values, 1 to 1,000.",
  })
  @IsPageSize()
  readonly first?: number | null;
}
