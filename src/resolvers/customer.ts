import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { ThroughlineError } from "../model/errors.js";
import type { CustomerHistory } from "../model/journey.js";
import { CustomerConnection, CustomerType, PersonType } from "../schema/customer.js";
import { JourneyConnection } from "../schema/journey.js";
import { JourneyPageArgs, PageArgs } from "../schema/shared/pages.js";
import type { Context } from "./context.js";

@Resolver(() => CustomerType)
export class CustomerResolver {
  @Query(() => CustomerConnection, {
    description:
      "All customers, or the members of a segment, most recently added first. With `startsWith`, lists only the customers whose key starts with this text, in order of their keys.",
  })
  customers(
    @Ctx() { service, scope }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("segment", () => String, {
      nullable: true,
      description: "Key or name of a segment. Without it, all customers are listed.",
    })
    segment?: string | null,
    @Arg("startsWith", () => String, {
      nullable: true,
      description:
        "Only customers whose key starts with this text. Upper and lower case differ. A key that was linked into another customer is not searched; `customer` finds it. Cannot be combined with `segment`.",
    })
    startsWith?: string | null,
  ) {
    if (startsWith != null) {
      if (segment != null)
        throw new ThroughlineError("BAD_ARGUMENT", "`startsWith` and `segment` cannot be combined.", {
          at: "startsWith",
          remedy: "Leave one of them out.",
        });
      return service.graph.customersStartingWith(scope, startsWith, page);
    }
    return segment === null || segment === undefined
      ? service.graph.customers(scope, page)
      : service.segments.members(segment, "segment", page, scope.signal);
  }

  @Query(() => CustomerType, {
    nullable: true,
    description:
      "The customer with this key; null if there is none. The key of each identity of a customer finds the customer.",
  })
  customer(@Ctx() { scope }: Context, @Arg("key", () => String, { description: "The customer's key." }) key: string) {
    return scope.customers.load(key);
  }

  @Query(() => PersonType, {
    nullable: true,
    description:
      "The identities of the customer to whom the key belongs, with the links and declarations that join them. Null if nothing is known about the key.",
  })
  person(
    @Ctx() { service }: Context,
    @Arg("key", () => String, { description: "Key of the customer, or of one of its identities." }) key: string,
  ) {
    return service.person(key);
  }

  @FieldResolver(() => JourneyConnection, { description: "The customer's journeys, latest start first." })
  journeys(
    @Ctx() { service, scope }: Context,
    @Root() customer: CustomerHistory,
    @Args(() => JourneyPageArgs) page: JourneyPageArgs,
  ) {
    return service.graph.journeysOfCustomer(scope, customer, page);
  }
}
