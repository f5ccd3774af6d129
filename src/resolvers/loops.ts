// loops.
import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, Info, Query, Resolver } from "type-graphql";
import { LoopsType } from "../schema/loops.js";
import { LabelsArgs } from "./args.js";
import type { Context } from "./context.js";
import { wantedOf } from "./wanted.js";

@Resolver()
export class LoopsResolver {
  @Query(() => LoopsType, {
    description: "Where do journeys go in circles? Labels that are met again, and returns A→B→A.",
  })
  loops(
    @Ctx() { service, scope }: Context,
    @Args(() => LabelsArgs) asked: LabelsArgs,
    @Info() info: GraphQLResolveInfo,
  ) {
    return service.questions.answer("loops", asked, wantedOf(info), scope.signal);
  }
}
