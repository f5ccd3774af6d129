import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { AttributeValuesArgs, AttributeValueType, CustomerAttributeType } from "../schema/attributes.js";
import { SearchArgs } from "../schema/shared/pages.js";
import type { Context } from "./context.js";

@Resolver(() => CustomerAttributeType)
export class AttributeResolver {
  @Query(() => [CustomerAttributeType], {
    description: "The attributes that at least one customer has, sorted by key.",
  })
  customerAttributes(@Ctx() { service, scope }: Context, @Args(() => SearchArgs) asked: SearchArgs) {
    return service.attributes.all(asked, scope.signal);
  }

  @Query(() => CustomerAttributeType, {
    nullable: true,
    description: "The attribute with this key; null if no customer has it.",
  })
  customerAttribute(
    @Ctx() { service, scope }: Context,
    @Arg("key", () => String, { description: "The attribute's key." }) key: string,
  ) {
    return service.attributes.one(key, scope.signal);
  }

  @FieldResolver(() => [AttributeValueType], {
    description: "The values, most customers first, and ties sorted by value.",
  })
  values(
    @Ctx() { service, scope }: Context,
    @Root() attribute: CustomerAttributeType,
    @Args(() => AttributeValuesArgs) asked: AttributeValuesArgs,
  ) {
    return service.attributes.values(attribute, asked, scope.signal);
  }
}
