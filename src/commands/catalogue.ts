// `throughline catalogue init`, `throughline catalogue show`, `throughline catalogue apply FILE`, and
// `throughline catalogue remove THING KEY`.
import { readFileSync } from "node:fs";
import type { Command } from "commander";
import type { GraphStore } from "../graph/store.js";
import { badFile } from "../ingest/badFile.js";
import {
  applyCatalogueFile,
  type CatalogueFile,
  catalogueToYaml,
  parseCatalogueFile,
} from "../ingest/catalogue/catalogueFile.js";
import { blueprintNamed } from "../model/blueprint.js";
import { isCompound } from "../model/catalogue.js";
import { ThroughlineError } from "../model/errors.js";
import { unknownInGoals } from "../model/goalNames.js";
import { nearest } from "../model/keys.js";
import type { Removable } from "../service/removals.js";
import { addInit } from "./catalogueInit.js";
import { catalogueNotes } from "./catalogueNotes.js";
import { type Context, counted, jsonText } from "./context.js";

export function addCatalogue(program: Command, context: Context): void {
  const catalogue = program
    .command("catalogue")
    .description("touchpoints, channels, stages, goals, service levels, personas and blueprints");
  catalogue
    .command("show")
    .description("print the catalogue as a file for `apply`")
    .option("--json", "as JSON, with declarations and the content of rows")
    .addHelpText("after", "\nExample:\n  throughline catalogue show > catalogue.yaml")
    .action(({ json }: { json?: boolean }) =>
      context.withExistingStore(async (store) => {
        const shown = await store.catalogue();
        await context.out(json ? jsonText(shown) : catalogueToYaml(shown));
      }),
    );
  catalogue
    .command("apply")
    .description("declare the entries of a YAML file; other entries stay as they are")
    .argument("<file>", "YAML with channels, stages, touchpoints, goals, serviceLevels, personas, blueprints")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExample:\n  throughline catalogue apply examples/catalogue.yaml")
    .action(async (path: string, { json }: { json?: boolean }) => {
      const file = await readCatalogueFile(path);
      return context.withStore(async (store) => {
        const before = await store.version();
        const { version } = await applyCatalogueFile(store, file);
        const { change, rules, rowRules } = file;
        const warnings = [
          ...(rowRules.length === 0
            ? []
            : [
                `touchpointRules has ${counted(rowRules.length, "rule")} for rows, which only an import applies: throughline import --catalogue FILE.`,
              ]),
          ...unknownInGoals(await store.catalogue(), change.goals!),
          ...(await catalogueNotes(store, file)),
        ];
        if (json)
          return context.out(
            jsonText({
              version,
              changed: version !== before,
              channels: change.channels!.length,
              stages: change.stages!.length,
              touchpoints: change.touchpoints!.length,
              rules: rules.length,
              goals: change.goals!.length,
              serviceLevels: change.serviceLevels!.length,
              personas: change.personas!.length,
              blueprints: change.blueprints!.length,
              warnings,
            }),
          );
        // Most catalogues have neither personas nor blueprints, so these are mentioned only if there are some.
        const designs = [
          ...(change.personas!.length > 0 ? [counted(change.personas!.length, "persona")] : []),
          ...(change.blueprints!.length > 0 ? [counted(change.blueprints!.length, "blueprint")] : []),
        ];
        await context.out(
          version === before
            ? `Nothing changes; version ${version}.\n`
            : `Declared ${counted(change.channels!.length, "channel")}, ${counted(change.stages!.length, "stage")}, ${counted(change.touchpoints!.length, "touchpoint")} by key and ${counted(rules.length, "rule")}, ${counted(change.goals!.length, "goal")}, ${counted(change.serviceLevels!.length, "service level")}${designs.map((design) => `, ${design}`).join("")}; version ${version}.\n`,
        );
        for (const warning of warnings) await context.out(`note: ${warning}\n`);
      });
    });
  addInit(catalogue, context);
  addDiagram(catalogue, context);
  addRemove(catalogue, context);
}

/**
 * The subcommands of `remove`. For each of them: the kind of entry that it removes, its description, and the key in its
 * example.
 */
const REMOVALS: readonly [Removable, string, string][] = [
  ["touchpoint", "remove the declaration of a touchpoint that has no interactions", "web/checkout"],
  ["channel", "remove a channel that nothing uses any more", "fax"],
  ["stage", "remove a stage that nothing uses any more", "retention"],
  ["goal", "remove a goal that no segment's rule names", "purchase"],
  ["persona", "remove a persona that no blueprint names", "busy-parent"],
];

function addDiagram(catalogue: Command, context: Context): void {
  catalogue
    .command("diagram")
    .description("print a blueprint as a communications diagram in the language of Mermaid")
    .argument("<blueprint>", "its key in `throughline catalogue show`")
    .argument("[version]", "its version; by default, the latest one")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExample:\n  throughline catalogue diagram buy-in-store > buy-in-store.mmd")
    .action((key: string, given: string | undefined, { json }: { json?: boolean }) =>
      context.withExistingStore(async (store) => {
        const shown = await store.catalogue();
        const blueprint = blueprintNamed(shown, key, given === undefined ? null : versionOf(given), "blueprint");
        const { diagramOf } = await import("../service/diagram.js");
        const diagram = diagramOf(blueprint, shown);
        await context.out(json ? jsonText({ blueprint: key, version: blueprint.version, diagram }) : diagram);
      }),
    );
}

function versionOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new ThroughlineError("BAD_ARGUMENT", `The version "${text}" is not a whole number of 1 or more.`, {
    at: "version",
    remedy: "See throughline catalogue show.",
  });
}

function addRemove(catalogue: Command, context: Context): void {
  const remove = catalogue.command("remove").description("remove an entry that nothing uses any more");
  for (const [what, description, example] of REMOVALS)
    remove
      .command(what)
      .description(description)
      .argument("<key>", "its key in `throughline catalogue show`")
      .option("--json", "as JSON")
      .addHelpText("after", `\nExample:\n  throughline catalogue remove ${what} ${example}`)
      .action((key: string, { json }: { json?: boolean }) =>
        context.withExistingStore(async (store) => {
          const { removeDeclared } = await import("../service/removals.js");
          const before = (await store.catalogue()).goals.find((goal) => goal.isDefault);
          if (!(await removeDeclared(store, what, key))) throw await notThere(store, what, key);
          const version = await store.version();
          if (json) return context.out(jsonText({ version, removed: { [what]: key } }));
          const note = what === "goal" && before?.key === key ? " It was the default goal; there is none now." : "";
          await context.out(`The ${what} "${key}" is removed; version ${version}.${note}\n`);
        }),
      );
  remove
    .command("blueprint")
    .description("remove one version of a blueprint")
    .argument("<key>", "its key in `throughline catalogue show`")
    .argument("<version>", "its version")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExample:\n  throughline catalogue remove blueprint buy-in-store 2")
    .action((key: string, given: string, { json }: { json?: boolean }) =>
      context.withExistingStore(async (store) => {
        const { removeBlueprint } = await import("../service/removals.js");
        const { key: known, version: removed } = blueprintNamed(await store.catalogue(), key, versionOf(given), "key");
        await removeBlueprint(store, known, removed);
        const version = await store.version();
        if (json) return context.out(jsonText({ version, removed: { blueprint: { key, version: removed } } }));
        await context.out(`Version ${removed} of the blueprint "${key}" is removed; version ${version}.\n`);
      }),
    );
  remove
    .command("service-level")
    .description("remove the promised wait between two channels or touchpoints")
    .argument("<from>", "the key that the handoff leaves")
    .argument("<to>", "the key that the handoff reaches")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExample:\n  throughline catalogue remove service-level web phone")
    .action((from: string, to: string, { json }: { json?: boolean }) =>
      context.withExistingStore(async (store) => {
        const { removeServiceLevel } = await import("../service/removals.js");
        if (!(await removeServiceLevel(store, from, to)))
          throw new ThroughlineError("NOT_FOUND", `There is no service level from "${from}" to "${to}".`, {
            at: "from",
            remedy: "See throughline catalogue show. The order of the two matters.",
          });
        const version = await store.version();
        if (json) return context.out(jsonText({ version, removed: { serviceLevel: { from, to } } }));
        await context.out(`The service level from "${from}" to "${to}" is removed; version ${version}.\n`);
      }),
    );
}

async function notThere(store: GraphStore, what: Removable, key: string): Promise<ThroughlineError> {
  const { touchpoints, channels, stages, goals, personas } = await store.catalogue();
  const known = { touchpoint: touchpoints, channel: channels, stage: stages, goal: goals, persona: personas }[what];
  const near = nearest(
    key,
    known.map((thing) => thing.key),
  );
  return new ThroughlineError("NOT_FOUND", `There is no ${what} "${key}".`, {
    at: "key",
    remedy: near.length === 0 ? "See throughline catalogue show." : `Did you mean ${near.join(" or ")}?`,
    ...(near.length > 0 && { allowed: near }),
  });
}

/** Throws BAD_FILE, BAD_CATALOGUE or BAD_ARGUMENT. */
export async function readCatalogueFile(path: string): Promise<CatalogueFile> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw badFile(
      path,
      `cannot be read (${(cause as NodeJS.ErrnoException).code})`,
      "Name a readable YAML file.",
      cause,
    );
  }
  const file = parseCatalogueFile(text, path);
  await checkRules(file);
  return file;
}

/**
 * Checks rules and goals. Throws BAD_ARGUMENT with the line. Without this check, a misspelt condition would be ignored.
 * The rule would then hold for every customer, or the goal for every interaction.
 */
async function checkRules({ change: { personas = [], goals = [] }, rowRules, withLine }: CatalogueFile): Promise<void> {
  const isSimple = !goals.some(({ selector }) => isCompound(selector)) && !rowRules.some(({ at }) => isCompound(at));
  if (isSimple && personas.every(({ rule }) => rule == null)) return;
  const { checkGoalSelector, readRule } = await import("../service/rules.js");
  try {
    for (const [i, { selector }] of goals.entries())
      if (isCompound(selector)) checkGoalSelector(selector, `goals[${i}]`);
    for (const [i, { at }] of rowRules.entries()) if (isCompound(at)) checkGoalSelector(at, `touchpointRules[${i}].at`);
    for (const [i, { rule }] of personas.entries()) if (rule != null) readRule(rule, `personas[${i}].rule`);
  } catch (error) {
    throw withLine(error);
  }
}
