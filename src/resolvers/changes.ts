// The mutations. Each is durable when it answers, and every question asked after it sees it.
import { Arg, Ctx, Int, Mutation, Resolver } from "type-graphql";
import { ThroughlineError } from "../model/errors.js";
import { ChannelType, GoalType, ServiceLevelType, StageType } from "../schema/catalogue.js";
import {
  ChannelInput,
  CustomerInput,
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
} from "../schema/changes.js";
import { CustomerType } from "../schema/customer.js";
import { Duration } from "../schema/scalars.js";
import { TouchpointType } from "../schema/touchpoint.js";
import { validatedAs } from "../schema/validate.js";
import type { Context } from "./context.js";

@Resolver()
export class ChangesResolver {
  @Mutation(() => RecordReportType, {
    description:
      "Records interactions. Good rows are recorded, bad ones returned; recording the same again changes nothing.",
  })
  recordInteractions(
    @Ctx() context: Context,
    @Arg("interactions", () => [InteractionInput], { description: "The rows, 1 to 10,000." })
    interactions: InteractionInput[],
    @Arg("replace", () => Boolean, {
      nullable: true,
      defaultValue: false,
      description:
        "What happens to a row whose id is there with other content: false reports a conflict, true applies it.",
    })
    replace?: boolean | null,
  ) {
    return changed(context, ({ changes }) => changes.record(interactions, replace ?? false));
  }

  @Mutation(() => LinkReportType, {
    description:
      "Makes identities one (a cookie and a loyalty card): as if everything had been recorded under `into`, whenever recorded.",
  })
  linkCustomers(
    @Ctx() context: Context,
    @Arg("from", () => [String], { description: "Keys that are given up; they lead to `into` from now on." })
    from: string[],
    @Arg("into", () => String, { description: "The key that stays." }) into: string,
  ) {
    return changed(context, ({ changes }) => changes.link(from, into));
  }

  @Mutation(() => EraseReportType, {
    description:
      "Erases a customer, all identities linked into it, and everything recorded of them: as if never recorded.",
  })
  eraseCustomer(
    @Ctx() context: Context,
    @Arg("key", () => String, { description: "The customer's key." }) key: string,
  ) {
    return changed(context, ({ changes }) => changes.erase(key));
  }

  @Mutation(() => ForgetReportType, {
    description: "Takes an import back: as if it had never been made. What another source brought too stays.",
  })
  forgetSource(
    @Ctx() context: Context,
    @Arg("number", () => Int, { description: "The source's number, from `sources`." }) number: number,
  ) {
    return changed(context, ({ changes }) => changes.forget(number));
  }

  @Mutation(() => [TouchpointType], {
    description: "Declares touchpoints or changes them; returns them in the order given.",
  })
  upsertTouchpoints(
    @Ctx() context: Context,
    @Arg("touchpoints", () => [TouchpointInput], { description: "What to declare." }) touchpoints: TouchpointInput[],
  ) {
    return changed(context, async ({ changes }) =>
      pick((await changes.touchpoints(touchpoints)).touchpoints, touchpoints),
    );
  }

  @Mutation(() => [ChannelType], { description: "Declares channels or changes them; returns them in the order given." })
  upsertChannels(
    @Ctx() context: Context,
    @Arg("channels", () => [ChannelInput], { description: "What to declare." }) channels: ChannelInput[],
  ) {
    return changed(context, async ({ changes }) => pick((await changes.channels(channels)).channels, channels));
  }

  @Mutation(() => [StageType], { description: "Declares stages or changes them; returns them in the order given." })
  upsertStages(
    @Ctx() context: Context,
    @Arg("stages", () => [StageInput], { description: "What to declare." }) stages: StageInput[],
  ) {
    return changed(context, async ({ changes }) => pick((await changes.stages(stages)).stages, stages));
  }

  @Mutation(() => [GoalType], { description: "Declares goals or replaces them; returns them in the order given." })
  upsertGoals(
    @Ctx() context: Context,
    @Arg("goals", () => [GoalInput], { description: "What to declare.", validateFn: validatedAs("goals") })
    goals: GoalInput[],
  ) {
    return changed(context, async ({ changes }) => pick((await changes.goals(goals)).goals, goals));
  }

  @Mutation(() => [ServiceLevelType], {
    description: "Declares service levels or changes them; returns all there are.",
  })
  upsertServiceLevels(
    @Ctx() context: Context,
    @Arg("serviceLevels", () => [ServiceLevelInput], { description: "What to declare." })
    serviceLevels: ServiceLevelInput[],
  ) {
    return changed(context, async ({ changes }) => (await changes.serviceLevels(serviceLevels)).serviceLevels);
  }

  @Mutation(() => [CustomerType], { description: "Sets attributes of customers; returns them in the order given." })
  upsertCustomers(
    @Ctx() context: Context,
    @Arg("customers", () => [CustomerInput], { description: "What to set." }) customers: CustomerInput[],
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

  @Mutation(() => SettingsType, { description: "Changes the settings of the store." })
  updateSettings(
    @Ctx() context: Context,
    @Arg("journeyGap", () => Duration, {
      description:
        "Interactions without a journey key are split where the gap between two is longer than this. Changing it splits everything anew.",
    })
    journeyGap: string,
  ) {
    return changed(context, ({ changes }) => changes.settings(journeyGap));
  }
}

/** What the request read before it is read anew after it; a report gets its version as text. */
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

/** What was changed, and is there after it: a customer of whom nothing is left is none. */
function existing<T>(found: readonly (T | Error | null)[], at: (index: number) => string): T[] {
  return found.map((thing, index) => {
    if (thing instanceof Error) throw thing;
    if (thing !== null) return thing;
    throw new ThroughlineError(
      "NOT_FOUND",
      `\`${at(index)}\` has neither attributes nor interactions, and so is none.`,
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
