// The properties of interactions, for pickers of `PointSelector.property`.
import { ArgsType, Field, Int, ObjectType } from "type-graphql";
import { DEFAULT_FIRST } from "../engine/totals.js";
import { SEARCH } from "./shared/pages.js";
import { IsPageSize, IsSearch } from "./shared/rules.js";

@ObjectType("PropertyValue", { simpleResolvers: true, description: "A value of a property." })
export class PropertyValueType {
  @Field(() => String, { description: "The value, in the form that `PropertyCondition.in` accepts." })
  readonly value!: string;
  @Field(() => Int, {
    description: "Number of interactions with the value. An interaction with a list counts once for each member.",
  })
  readonly interactions!: number;
}

@ObjectType("Property", {
  simpleResolvers: true,
  description: "A property that at least one interaction has. `PointSelector.property` selects by it.",
})
export class PropertyType {
  @Field(() => String, {
    description: "The property's key. A dot selects a member of an object, or of each object in a list.",
  })
  readonly key!: string;
  @Field(() => Int, { description: "Number of interactions with a value." })
  readonly interactions!: number;
}

@ArgsType()
export class PropertiesArgs {
  @Field(() => String, SEARCH)
  @IsSearch()
  readonly search?: string | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_FIRST,
    description: "The largest number of entries, 1 to 1,000.",
  })
  @IsPageSize()
  readonly first?: number | null;
}
