import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { PropertiesArgs, PropertyType, PropertyValueType } from "../schema/properties.js";
import type { Context } from "./context.js";

@Resolver(() => PropertyType)
export class PropertyResolver {
  @Query(() => [PropertyType], {
    description:
      "The properties that interactions have, most interactions first, and ties sorted by key. The first call for a version of the data reads the whole store.",
  })
  properties(@Ctx() { service }: Context, @Args(() => PropertiesArgs) asked: PropertiesArgs) {
    return service.propertyLists.keys(asked);
  }

  @Query(() => PropertyType, {
    nullable: true,
    description: "The property with this key; null if no interaction has it.",
  })
  property(@Ctx() { service }: Context, @Arg("key", () => String, { description: "The property's key." }) key: string) {
    return service.propertyLists.one(key);
  }

  @FieldResolver(() => [PropertyValueType], {
    description: "The values, most interactions first, and ties sorted by value.",
  })
  values(
    @Ctx() { service }: Context,
    @Root() { key }: PropertyType,
    @Args(() => PropertiesArgs) asked: PropertiesArgs,
  ) {
    return service.propertyLists.values(key, asked);
  }
}
