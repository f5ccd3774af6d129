// The mutations. When a mutation returns, its change is durable, and the answers to all later questions reflect it.
import { Arg, Ctx, Int, Mutation, Resolver } from "type-graphql";
import { ThroughlineError } from "../model/errors.js";
import { ChannelType, GoalType, ServiceLevelType, StageType } from "../schema/catalogue.js";
import {
  ChannelInput,
  CustomerInput,
  DeclarationInput,
  DeclareReportType,
  EraseReportType,
  ForgetReportType,
  GoalInput,
  InteractionInput,
  LinkReportType,
  RecordReportType,
  ServiceLevelInput,
  SettingsType,
  StageInput,
  TouchpointInput,
  UnlinkReportType,
} from "../schema/changes.js";
import { CustomerType } from "../schema/customer.js";
import { Duration } from "../schema/shared/scalars.js";
import { TouchpointType } from "../schema/touchpoint.js";
import type { Context } from "./context.js";

@Resolver()
export class ChangesResolver {
  @Mutation(() => RecordReportType, {
    description:
      "Records interactions. Valid rows are recorded even if others are rejected. Each rejected row is returned with a reason. Recording the same rows again changes nothing.",
  })
  recordInteractions(
    @Ctx() context: Context,
    @Arg("interactions", () => [InteractionInput], { description: "The rows, 1 to 10,000." })
    interactions: InteractionInput[],
    @Arg("replace", () => Boolean, {
      nullable: true,
      defaultValue: false,
      description:
        "What happens to a row whose id already exists with other content. With `true`, the row replaces that content. With `false`, the row is reported as a conflict and changes nothing.",
    })
    replace?: boolean | null,
    @Arg("createNames", () => Boolean, {
      nullable: true,
      defaultValue: false,
      description:
        "What happens to a row with an unknown touchpoint or intended channel. With `true`, missing touchpoints, channels and stages are created, as in a file import. With `false`, the row is rejected.",
    })
    createNames?: boolean | null,
  ) {
    return changed(context, ({ changes }) =>
      changes.record(interactions, { replace: replace ?? false, createNames: createNames ?? false }),
    );
  }

  @Mutation(() => LinkReportType, {
    description:
      "Links identities that belong to one customer, such as a cookie and a loyalty card. The link applies to earlier and later interactions. Each interaction keeps the identity under which it was recorded, and `unlinkCustomers` undoes the link.",
  })
  linkCustomers(
    @Ctx() context: Context,
    @Arg("from", () => [String], {
      description: "The identities to link. From now on, declarations about them have no effect.",
    })
    from: string[],
    @Arg("into", () => String, {
      description:
        "The identity into which they are linked. It is then the customer's key, unless it is itself linked into another identity.",
    })
    into: string,
  ) {
    return changed(context, ({ changes }) => changes.link(from, into));
  }

  @Mutation(() => UnlinkReportType, {
    description:
      "Removes a link, as if it had never been made. Keys that an earlier release linked are refused with LINKED_BEFORE.",
  })
  unlinkCustomers(
    @Ctx() context: Context,
    @Arg("from", () => String, { description: "The identity that was linked." }) from: string,
    @Arg("into", () => String, { description: "The identity that it was linked into." }) into: string,
  ) {
    return changed(context, ({ changes }) => changes.unlink(from, into));
  }

  @Mutation(() => DeclareReportType, {
    description:
      "Declares that anonymous identities belong to customers, as an identify call does. An identity that is declared for two customers is a shared device, and belongs to neither.",
  })
  declareIdentities(
    @Ctx() context: Context,
    @Arg("declarations", () => [DeclarationInput], { description: "The pairs, 1 to 10,000." })
    declarations: DeclarationInput[],
  ) {
    return changed(context, ({ changes }) => changes.declare(declarations));
  }

  @Mutation(() => EraseReportType, {
    description:
      "Erases a customer with all identities, links and declarations, and all their interactions, as if they had never been recorded.",
  })
  eraseCustomer(
    @Ctx() context: Context,
    @Arg("key", () => String, { description: "The customer's key." }) key: string,
  ) {
    return changed(context, ({ changes }) => changes.erase(key));
  }

  @Mutation(() => ForgetReportType, {
    description:
      "Undoes an import, as if it had never been made. Interactions that another source recorded as well are kept.",
  })
  forgetSource(
    @Ctx() context: Context,
    @Arg("number", () => Int, { description: "The source's number, from `sources`." }) number: number,
  ) {
    return changed(context, ({ changes }) => changes.forget(number));
  }

  @Mutation(() => [TouchpointType], {
    description: "Declares or changes touchpoints. Returns them in the given order.",
  })
  upsertTouchpoints(
    @Ctx() context: Context,
    @Arg("touchpoints", () => [TouchpointInput], { description: "The entries to declare or change." })
    touchpoints: TouchpointInput[],
  ) {
    return changed(context, async ({ changes }) =>
      pick((await changes.touchpoints(touchpoints)).touchpoints, touchpoints),
    );
  }

  @Mutation(() => [ChannelType], { description: "Declares or changes channels. Returns them in the given order." })
  upsertChannels(
    @Ctx() context: Context,
    @Arg("channels", () => [ChannelInput], { description: "The entries to declare or change." })
    channels: ChannelInput[],
  ) {
    return changed(context, async ({ changes }) => pick((await changes.channels(channels)).channels, channels));
  }

  @Mutation(() => [StageType], { description: "Declares or changes stages. Returns them in the given order." })
  upsertStages(
    @Ctx() context: Context,
    @Arg("stages", () => [StageInput], { description: "The entries to declare or change." }) stages: StageInput[],
  ) {
    return changed(context, async ({ changes }) => pick((await changes.stages(stages)).stages, stages));
  }

  @Mutation(() => [GoalType], { description: "Declares or replaces goals. Returns them in the given order." })
  upsertGoals(
    @Ctx() context: Context,
    @Arg("goals", () => [GoalInput], {
      description: "The entries to declare or change.",
    })
    goals: GoalInput[],
  ) {
    return changed(context, async ({ changes }) => pick((await changes.goals(goals)).goals, goals));
  }

  @Mutation(() => [ServiceLevelType], {
    description: "Declares or changes service levels. Returns all service levels of the catalogue.",
  })
  upsertServiceLevels(
    @Ctx() context: Context,
    @Arg("serviceLevels", () => [ServiceLevelInput], { description: "The entries to declare or change." })
    serviceLevels: ServiceLevelInput[],
  ) {
    return changed(context, async ({ changes }) => (await changes.serviceLevels(serviceLevels)).serviceLevels);
  }

  @Mutation(() => Boolean, {
    description:
      "Removes the declaration of a touchpoint without interactions. The request is refused with IN_USE while interactions, a goal, a service level or a segment's rule name it. Returns false if there is no touchpoint with this key.",
  })
  removeTouchpoint(
    @Ctx() context: Context,
    @Arg("key", () => String, { description: "The touchpoint's key." }) key: string,
  ) {
    return changed(context, ({ changes }) => changes.remove("touchpoint", key));
  }

  @Mutation(() => Boolean, {
    description:
      "Removes a channel. The request is refused with IN_USE while touchpoints, interactions, a goal, a service level or a segment's rule name it. Returns false if there is no channel with this key.",
  })
  removeChannel(@Ctx() context: Context, @Arg("key", () => String, { description: "The channel's key." }) key: string) {
    return changed(context, ({ changes }) => changes.remove("channel", key));
  }

  @Mutation(() => Boolean, {
    description:
      "Removes a stage. The request is refused with IN_USE while touchpoints, interactions, a goal or a segment's rule name it. Returns false if there is no stage with this key.",
  })
  removeStage(@Ctx() context: Context, @Arg("key", () => String, { description: "The stage's key." }) key: string) {
    return changed(context, ({ changes }) => changes.remove("stage", key));
  }

  @Mutation(() => Boolean, {
    description:
      "Removes a goal. The request is refused with IN_USE while a segment's rule names it. If the removed goal was the default goal, there is no default goal afterwards. Returns false if there is no goal with this key.",
  })
  removeGoal(@Ctx() context: Context, @Arg("key", () => String, { description: "The goal's key." }) key: string) {
    return changed(context, ({ changes }) => changes.remove("goal", key));
  }

  @Mutation(() => Boolean, {
    description: "Removes a service level. Returns false if there is none for this pair.",
  })
  removeServiceLevel(
    @Ctx() context: Context,
    @Arg("from", () => String, { description: "Key of the channel or touchpoint that the handoff leaves." })
    from: string,
    @Arg("to", () => String, { description: "Key of the channel or touchpoint that the handoff reaches." }) to: string,
  ) {
    return changed(context, ({ changes }) => changes.removeServiceLevel(from, to));
  }

  @Mutation(() => [CustomerType], {
    description: "Sets attributes of customers. Returns the customers in the given order.",
  })
  upsertCustomers(
    @Ctx() context: Context,
    @Arg("customers", () => [CustomerInput], { description: "The customers and their attributes." })
    customers: CustomerInput[],
  ) {
    return changed(context, async ({ changes }) => {
      await changes.customers(customers);
      context.scope.forget();
      return existing(
        await context.scope.customers.loadMany(customers.map(({ key }) => key)),
        (index) => `customers[${index}]`,
      );
    });
  }

  @Mutation(() => SettingsType, {
    description: "Changes the settings of the store. Settings that are not given stay as they are.",
  })
  updateSettings(
    @Ctx() context: Context,
    @Arg("journeyGap", () => Duration, {
      nullable: true,
      description:
        "The longest time between two consecutive interactions of one journey. It applies to interactions without a journey key: wherever the time between two of them is longer, a new journey begins. If the value changes, all of these interactions are split again.",
    })
    journeyGap: string | null | undefined,
    @Arg("timeZone", () => String, {
      nullable: true,
      description:
        "IANA name of the time zone in which questions name and divide months, weeks, days of the week and hours, unless a question names another, such as `Europe/Berlin`.",
    })
    timeZone: string | null | undefined,
  ) {
    return changed(context, ({ changes }) => changes.settings(journeyGap ?? null, timeZone ?? null));
  }
}

/** Discards what the request read before the change, so that it is read again. The version in a report is a text. */
export async function changed<T>(
  { service, scope }: Context,
  change: (service: Context["service"]) => Promise<T>,
): Promise<T> {
  try {
    const report = await change(service);
    return report !== null && typeof report === "object" && "version" in report
      ? { ...report, dataVersion: String(report.version) }
      : report;
  } finally {
    scope.forget();
  }
}

/** The customer after the change. A customer without any remaining data no longer exists. */
function existing<T>(found: readonly (T | Error | null)[], at: (index: number) => string): T[] {
  return found.map((thing, index) => {
    if (thing instanceof Error) throw thing;
    if (thing !== null) return thing;
    throw new ThroughlineError(
      "NOT_FOUND",
      `\`${at(index)}\` has neither attributes nor interactions, so the store has no such customer.`,
      {
        at: at(index),
        remedy:
          "The change was made. Give an attribute, or record an interaction, for the customer to come into being.",
      },
    );
  });
}

function pick<T extends { readonly key: string }>(all: readonly T[], asked: readonly { readonly key: string }[]): T[] {
  const byKey = new Map(all.map((thing) => [thing.key, thing]));
  return asked.map(({ key }) => byKey.get(key)!);
}
