// The mutations of interactions, customers and settings. When a mutation returns, its change is durable, and the
// answers to all later questions reflect it.
import { Arg, Ctx, Int, Mutation, Resolver } from "type-graphql";
import { ThroughlineError } from "../model/errors.js";
import { CustomerInput, DeclarationInput, InteractionInput } from "../schema/changes/inputs.js";
import {
  DeclareReportType,
  EraseReportType,
  ForgetReportType,
  LinkReportType,
  RecordReportType,
  SettingsType,
  UnlinkReportType,
} from "../schema/changes/reports.js";
import { CustomerType } from "../schema/customer.js";
import { Duration } from "../schema/shared/scalars.js";
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
        "IANA name of a time zone, such as `Europe/Berlin`. Questions use it to divide time into months, weeks, days of the week and hours, and to name these periods. A question may use another time zone.",
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
        remedy: "The change was made. To create the customer, set an attribute or record an interaction.",
      },
    );
  });
}
