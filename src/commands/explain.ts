// `throughline explain routes|transitions|handoffs`: the Cypher with which Neo4j answers the question itself
// (ENGINE=store), its parameters and its plan. With --profile, it runs the Cypher and reports the cost.
import { type Command, Option } from "commander";
import { GRAINS, REPEATS } from "../engine/terms.js";
import type { Explained } from "../graph/questions.js";
import { ThroughlineError } from "../model/errors.js";
import type { Explainable } from "../service/explain.js";
import { type Context, count, counted } from "./context.js";
import { cypherLiteral } from "./cypherLiteral.js";
import { readSelector, SELECTOR } from "./selectorOption.js";

type Given = Readonly<Record<string, string | undefined>> & {
  readonly customer?: string[];
  readonly includeBrandSent?: boolean;
  readonly profile?: boolean;
  readonly json?: boolean;
};

const WITHIN = new Option("--within <duration>", "longest time from start to target, such as P7D");
const LABELS = [
  new Option("--grain <grain>", "what the labels are").choices(GRAINS.filter((grain) => grain !== "PROPERTY")),
  new Option("--repeats <repeats>", "what happens to neighbouring equal labels").choices(REPEATS),
];
const SETTINGS = [
  new Option("--goal <choice>", "the goal that customers are meant to reach (the catalogue's default goal)"),
  new Option("--stall-after <duration>", "a longer wait is STALLED"),
  new Option("--bounce-within <duration>", "for BOUNCED_BACK (PT24H)"),
  new Option("--repeat-within <duration>", "for REPEATED (P7D)"),
  new Option("--resolve-within <duration>", "for ABANDONED, BOUNCED_BACK and UNRESOLVED (P7D)"),
  new Option("--min-support <customers>", "customers that a pair needs to be ranked (30)"),
  new Option(
    "--failure-reasons <reasons>",
    "reasons that make a handoff failed, separated by commas (all but UNRESOLVED)",
  ),
  new Option("--include-brand-sent", "include interactions sent by the brand"),
];

export function addExplain(program: Command, context: Context): void {
  const explain = program
    .command("explain")
    .description("show the Cypher with which Neo4j answers a question itself, and its plan")
    .addHelpText(
      "after",
      "\nWithout --profile, nothing is run. The parameters `newest` and `shown`, which earlier statements find, are then empty.\n\nExamples:\n  throughline explain routes --from channels=search --to goal=purchase --within P7D\n  throughline explain transitions --grain CHANNEL --repeats COLLAPSE --profile\n  throughline explain handoffs --started-from 2026-01-01T00:00:00Z --profile",
    );
  const add = (
    name: string,
    question: Explainable,
    what: string,
    example: string,
    options: readonly Option[],
    more: (given: Given) => object,
  ): void => {
    const command = explain.command(name).description(what);
    for (const option of options) command.addOption(option);
    command
      .option("--from <choice>", SELECTOR)
      .option("--to <choice>", "likewise")
      .option("--started-from <time>", "journeys that start at this time or later")
      .option("--started-before <time>", "journeys that start before this time")
      .option("--customer <keys...>", "journeys of these customers")
      .option("--first <rows>", "rows of the answer")
      .option("--profile", "run it and report rows, reads of the database and time")
      .option("--json", "as JSON")
      .addHelpText("after", `\nExample:\n  throughline explain ${name} ${example}`)
      .action((given: Given) => print(context, given, question, () => argsOf(given, more(given))));
  };
  add(
    "routes",
    "commonRoutes",
    "which routes lead from a start to a target?",
    "--from channels=search --to goal=purchase --within P7D",
    [...LABELS, WITHIN],
    (given) => ({
      options: pick(given, ["grain", "repeats", "within"]),
    }),
  );
  add(
    "transitions",
    "transitions",
    "what comes next?",
    "--grain CHANNEL --repeats COLLAPSE --profile",
    LABELS,
    (given) => ({
      options: pick(given, ["grain", "repeats"]),
    }),
  );
  add(
    "handoffs",
    "handoffs",
    "which changes of channel fail, and why?",
    "--started-from 2026-01-01T00:00:00Z --profile",
    SETTINGS,
    (given) => ({
      settings: {
        ...pick(given, ["stallAfter", "bounceWithin", "repeatWithin", "resolveWithin", "includeBrandSent"]),
        goal: readSelector(given.goal, "goal"),
        minSupport: numberOf(given.minSupport),
        failureReasons: given.failureReasons?.split(","),
      },
    }),
  );
}

/** The options as the arguments of a query, which the same rules read. */
function argsOf(given: Given, more: object): object {
  const { startedFrom, startedBefore, customer, first } = given;
  const filter = { startedFrom, startedBefore, customers: customer };
  return {
    from: readSelector(given.from, "from"),
    to: readSelector(given.to, "to"),
    filter: Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)),
    ...(first === undefined ? {} : { first: numberOf(first) }),
    ...more,
  };
}

function print(context: Context, given: Given, name: Explainable, args: () => object): Promise<void> {
  return context.withStore(async (store, { questions: { seconds } }) => {
    if (store.questions === undefined)
      throw new ThroughlineError("UNSUPPORTED_IN_STORE", "The embedded store cannot answer questions itself.", {
        at: "NEO4J_URI",
        remedy: "Set NEO4J_URI and NEO4J_PASSWORD to a Neo4j database.",
      });
    const { explain } = await import("../service/explain.js");
    const profile = given.profile === true;
    const explained = await explain(store, store.questions, name, args(), { profile, milliseconds: seconds * 1_000 });
    await context.out(given.json ? `${JSON.stringify(explained, null, 2)}\n` : explained.map(written).join("\n"));
  });
}

/** Writes text that can be pasted into cypher-shell or Neo4j Browser. */
function written({ name, statement, parameters, plan, profile }: Explained): string {
  const cost =
    profile === null
      ? []
      : [`// ${counted(profile.rows, "row")}, ${count(profile.hits)} reads of the database, ${count(profile.time)} ms`];
  const given = Object.keys(parameters).length === 0 ? [] : [`:param ${cypherLiteral(parameters)};`];
  return [`// ---- ${name}`, ...given, `${statement};`, ...cost, plan.replace(/^/gm, "// "), ""].join("\n");
}

function pick<K extends string>(given: Given, names: readonly K[]): { readonly [N in K]?: never } {
  return Object.fromEntries(names.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]]))) as never;
}

function numberOf(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}
