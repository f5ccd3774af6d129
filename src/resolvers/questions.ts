// The questions: one query for each line of schema/asking/askings.ts.
import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, Info, Query, Resolver } from "type-graphql";
import { type ArgsOf, ASKINGS, type AskedName, askingOf } from "../schema/asking/askings.js";
import { Selection } from "../schema/asking/selection.js";
import type { Context } from "./context.js";

function queryOf(name: AskedName) {
  const { type, description, args } = askingOf(name);
  @Resolver()
  class QuestionResolver {
    @Query(() => type, { name, description })
    answer(
      @Ctx() { service, scope }: Context,
      @Args(() => args) given: ArgsOf<AskedName>,
      @Info() info: GraphQLResolveInfo,
    ) {
      return service.questions.answer(name, given, new Selection(info), scope.signal);
    }
  }
  return QuestionResolver;
}

export const QUESTION_RESOLVERS = (Object.keys(ASKINGS) as AskedName[]).map(queryOf);
