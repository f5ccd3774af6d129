// compareRoutes, compareTransitions, compareFunnel.
import type { GraphQLResolveInfo } from "graphql";
import { Args, ArgsType, Ctx, Field, Info, Query, Resolver } from "type-graphql";
import { CompareFunnelType, CompareRoutesType, CompareSideInput, CompareTransitionsType } from "../schema/compare.js";
import { PathOptionsInput } from "../schema/question.js";
import { CommonRoutesArgs, FunnelMatchArgs, TransitionsArgs } from "./args.js";
import type { Context } from "./context.js";
import { wantedOf } from "./wanted.js";

const A = { description: "What is compared with." } as const;
const B = { description: "What is compared: differences are B − A. It may overlap A." } as const;

@ArgsType()
class CompareRoutesArgs extends CommonRoutesArgs {
  @Field(() => CompareSideInput, A)
  readonly a!: CompareSideInput;
  @Field(() => CompareSideInput, B)
  readonly b!: CompareSideInput;
}

@ArgsType()
class CompareTransitionsArgs extends TransitionsArgs {
  @Field(() => CompareSideInput, A)
  readonly a!: CompareSideInput;
  @Field(() => CompareSideInput, B)
  readonly b!: CompareSideInput;
}

@ArgsType()
class CompareFunnelArgs extends FunnelMatchArgs {
  @Field(() => PathOptionsInput, {
    nullable: true,
    description: "`hide`; the others do not apply and are refused unless left at their default.",
  })
  override readonly options?: PathOptionsInput | null;
  @Field(() => CompareSideInput, A)
  readonly a!: CompareSideInput;
  @Field(() => CompareSideInput, B)
  readonly b!: CompareSideInput;
}

@Resolver()
export class CompareResolver {
  @Query(() => CompareRoutesType, {
    description:
      "Do customers take other routes on side B than on side A, and get there as often? `commonRoutes` on either side: periods, segments, whatever filters can say.",
  })
  compareRoutes(
    @Ctx() { service, scope }: Context,
    @Args(() => CompareRoutesArgs) asked: CompareRoutesArgs,
    @Info() info: GraphQLResolveInfo,
  ) {
    return service.questions.answer("compareRoutes", asked, wantedOf(info), scope.signal);
  }

  @Query(() => CompareTransitionsType, {
    description: "Do journeys go on otherwise on side B than on side A? `transitions` on either side.",
  })
  compareTransitions(
    @Ctx() { service, scope }: Context,
    @Args(() => CompareTransitionsArgs) asked: CompareTransitionsArgs,
    @Info() info: GraphQLResolveInfo,
  ) {
    return service.questions.answer("compareTransitions", asked, wantedOf(info), scope.signal);
  }

  @Query(() => CompareFunnelType, {
    description:
      "Do fewer journeys get through the steps on side B than on side A, and where? `funnel` on either side.",
  })
  compareFunnel(
    @Ctx() { service, scope }: Context,
    @Args(() => CompareFunnelArgs) asked: CompareFunnelArgs,
    @Info() info: GraphQLResolveInfo,
  ) {
    return service.questions.answer("compareFunnel", asked, wantedOf(info), scope.signal);
  }
}
