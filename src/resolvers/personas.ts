// Personas: reads, the customers who have them, and changes.
import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { latestOf } from "../model/blueprint.js";
import type { CustomerHistory } from "../model/journey.js";
import type { Persona } from "../model/persona.js";
import { BlueprintType } from "../schema/blueprints.js";
import { ChannelType } from "../schema/catalogue.js";
import { CustomerConnection, CustomerType } from "../schema/customer.js";
import { PersonaInput, PersonaType } from "../schema/personas.js";
import { PageArgs, SearchArgs } from "../schema/shared/pages.js";
import { foundIn } from "../service/page.js";
import { changed } from "./changes.js";
import type { Context } from "./context.js";

@Resolver(() => PersonaType)
export class PersonaResolver {
  @Query(() => [PersonaType], { description: "All personas, sorted by position, then by key." })
  async personas(@Ctx() { service }: Context, @Args(() => SearchArgs) list: SearchArgs) {
    return foundIn(await service.personas.all(), list);
  }

  @Query(() => Int, { description: "The number of customers who have at least one journey but no persona." })
  customersWithoutPersona(@Ctx() { service, scope }: Context) {
    return service.personas.customersWithout(scope.signal);
  }

  @FieldResolver(() => [ChannelType], { description: "The preferred channels, the most preferred first." })
  async preferredChannels(@Ctx() { scope }: Context, @Root() { preferredChannels }: Persona) {
    const { channels } = await scope.names();
    return preferredChannels.flatMap((key) => channels.get(key) ?? []);
  }

  @FieldResolver(() => Int, { description: "The number of customers who have this persona." })
  size(@Ctx() { service, scope }: Context, @Root() persona: Persona) {
    return service.personas.size(persona, scope.signal);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      "Says what is wrong with the rule: it contains names that no longer exist, for example because an import was undone, no customer matches it, or every customer who matches it has an earlier persona. Names that no longer exist match nothing. Null if nothing is wrong, or if there is no rule.",
  })
  problem(@Ctx() { service, scope }: Context, @Root() persona: Persona) {
    return service.personas.problem(persona, scope.signal);
  }

  @FieldResolver(() => CustomerConnection, {
    description: "The customers who have this persona, newest arrival first.",
  })
  customers(@Ctx() { service, scope }: Context, @Root() persona: Persona, @Args(() => PageArgs) page: PageArgs) {
    return service.personas.customers(persona, page, scope.signal);
  }

  @FieldResolver(() => [BlueprintType], {
    description: "The blueprints whose latest version designs the journey of this persona, sorted by key.",
  })
  async blueprints(@Ctx() { scope }: Context, @Root() { key }: Persona) {
    return latestOf((await scope.names()).catalogue.blueprints).filter(({ persona }) => persona === key);
  }

  @Mutation(() => [PersonaType], { description: "Declares or changes personas. Returns them in the given order." })
  upsertPersonas(
    @Ctx() context: Context,
    @Arg("personas", () => [PersonaInput], { description: "The personas." })
    personas: PersonaInput[],
  ) {
    return changed(context, ({ changes }) => changes.personas.upsert(personas, context.scope.signal));
  }

  @Mutation(() => Boolean, {
    description:
      "Removes a persona. The request is refused with IN_USE while a blueprint names it. Returns false if there is no persona with this key.",
  })
  removePersona(@Ctx() context: Context, @Arg("key", () => String, { description: "The persona's key." }) key: string) {
    return changed(context, ({ changes }) => changes.personas.remove(key));
  }
}

@Resolver(() => CustomerType)
export class CustomerPersonaResolver {
  @FieldResolver(() => PersonaType, {
    nullable: true,
    description:
      "The customer's persona: the first persona, in order of position, whose rule holds for the customer. Null if no rule holds.",
  })
  persona(@Ctx() { service, scope }: Context, @Root() customer: CustomerHistory) {
    return service.personas.ofCustomer(customer, scope.signal);
  }
}
