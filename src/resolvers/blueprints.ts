// Blueprints: their versions and steps, what changed between two versions, and saving.
import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { type Blueprint, blueprintNamed, latestOf, type Step } from "../model/blueprint.js";
import {
  BlueprintInput,
  BlueprintStepType,
  BlueprintType,
  MeasurementArgs,
  StepDifferenceType,
} from "../schema/blueprints.js";
import { PersonaType } from "../schema/personas.js";
import { SearchArgs } from "../schema/shared/pages.js";
import { TouchpointType } from "../schema/touchpoint.js";
import { diagramOf } from "../service/diagram.js";
import { foundIn } from "../service/page.js";
import { changed } from "./changes.js";
import type { Context } from "./context.js";

const KEY = { description: "The blueprint's key." } as const;

@Resolver(() => BlueprintType)
export class BlueprintResolver {
  @Query(() => [BlueprintType], { description: "The latest version of each blueprint, sorted by key." })
  async blueprints(@Ctx() { scope }: Context, @Args(() => SearchArgs) list: SearchArgs) {
    return foundIn(latestOf((await scope.names()).catalogue.blueprints), list);
  }

  @Query(() => BlueprintType, { description: "One version of a blueprint." })
  async blueprint(
    @Ctx() { scope }: Context,
    @Arg("key", () => String, KEY) key: string,
    @Arg("version", () => Int, { nullable: true, description: "The version. By default, the latest one." })
    version?: number | null,
  ) {
    return blueprintNamed((await scope.names()).catalogue, key, version, "key");
  }

  @Query(() => [StepDifferenceType], {
    description:
      "What changed between two versions of a blueprint: the steps of the later version that differ, in their order, then the removed ones.",
  })
  blueprintDiff(
    @Ctx() { service }: Context,
    @Arg("key", () => String, KEY) key: string,
    @Arg("from", () => Int, { description: "The earlier version." }) from: number,
    @Arg("to", () => Int, { description: "The later version." }) to: number,
  ) {
    return service.blueprints.differences(key, from, to);
  }

  @FieldResolver(() => [Int], { description: "All versions of the blueprint, oldest first." })
  async versions(@Ctx() { scope }: Context, @Root() { key }: Blueprint) {
    const { blueprints } = (await scope.names()).catalogue;
    return blueprints.filter((blueprint) => blueprint.key === key).map(({ version }) => version);
  }

  @FieldResolver(() => PersonaType, { nullable: true, description: "The persona whose journey the blueprint designs." })
  async persona(@Ctx() { scope }: Context, @Root() { persona }: Blueprint) {
    return (await scope.names()).catalogue.personas.find(({ key }) => key === persona) ?? null;
  }

  @FieldResolver(() => String, {
    description:
      "The blueprint as a communications diagram in the language of Mermaid: steps by channel, and arrows to the steps that may follow.",
  })
  async diagram(@Ctx() { scope }: Context, @Root() blueprint: Blueprint) {
    return diagramOf(blueprint, (await scope.names()).catalogue);
  }

  @Mutation(() => BlueprintType, {
    description:
      "Saves a blueprint as its next version, and returns it. If it does not differ from the latest version, that version is returned. Touchpoints that only rows contain are declared, so that they stay in the catalogue.",
  })
  saveBlueprint(
    @Ctx() context: Context,
    @Arg("blueprint", () => BlueprintInput, { description: "The blueprint." })
    blueprint: BlueprintInput,
  ) {
    return changed(context, ({ changes }) => changes.blueprints.save(blueprint));
  }

  @Mutation(() => Boolean, {
    description:
      "Removes one version of a blueprint. The request is refused with IN_USE if the version has measurements, or if the rule of a segment or persona names it. Returns false if there is no such version.",
  })
  removeBlueprint(
    @Ctx() context: Context,
    @Arg("key", () => String, KEY) key: string,
    @Arg("version", () => Int, { description: "The version." }) version: number,
  ) {
    return changed(context, ({ changes }) => changes.blueprints.remove(key, version));
  }
}

@Resolver()
export class MeasurementResolver {
  @Mutation(() => BlueprintType, {
    description:
      "Measures how well the journeys that start in a period conform to a version of a blueprint. The counts, which contain no personal data, are kept with the version. If the blueprint has a persona, only customers with this persona are measured. A new measurement of a period replaces the previous measurement of the same period. If you measure a design before and after a change, you can compare the measurements later, even if the data have been removed by then.",
  })
  measureBlueprint(@Ctx() context: Context, @Args(() => MeasurementArgs) args: MeasurementArgs) {
    return changed(context, ({ changes }) => changes.blueprints.measure(args, context.scope.signal));
  }

  @Mutation(() => Boolean, {
    description:
      "Removes a measurement from a version of a blueprint. Returns false if there is no measurement of this period.",
  })
  removeMeasurement(@Ctx() context: Context, @Args(() => MeasurementArgs) args: MeasurementArgs) {
    return changed(context, ({ changes }) => changes.blueprints.removeMeasurement(args));
  }
}

@Resolver(() => BlueprintStepType)
export class BlueprintStepResolver {
  @FieldResolver(() => [TouchpointType], {
    description:
      "Where the step takes place. If there are several touchpoints, they are alternatives, for example on several channels. The first is the preferred one.",
  })
  async touchpoints(@Ctx() { scope }: Context, @Root() { at }: Step) {
    const { touchpoints } = await scope.names();
    return at.flatMap((key) => touchpoints.get(key) ?? []);
  }
}
