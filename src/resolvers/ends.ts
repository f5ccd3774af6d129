// ends.
import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, Info, Query, Resolver } from "type-graphql";
import { EndsType } from "../schema/ends.js";
import { LabelsArgs } from "./args.js";
import type { Context } from "./context.js";
import { wantedOf } from "./wanted.js";

@Resolver()
export class EndsResolver {
  @Query(() => EndsType, {
    description: "Where do journeys begin, and where do they end?",
  })
  ends(
    @Ctx() { service, scope }: Context,
    @Args(() => LabelsArgs) asked: LabelsArgs,
    @Info() info: GraphQLResolveInfo,
  ) {
    return service.questions.answer("ends", asked, wantedOf(info), scope.signal);
  }
}
