// Reads, applies and writes the catalogue file: a YAML file with channels, stages, touchpoints, goals, service levels,
// personas and blueprints. An error in the file has the code BAD_CATALOGUE, and names the file and the place in the
// file (`touchpoints[2].stage`).
//
// An entry of `touchpoints` names a touchpoint by its key, or has a pattern for the names of kinds. An entry with a
// pattern is a rule for all touchpoints of these kinds. Rules apply to the touchpoints that exist when the file is
// applied, and later to those that an import creates. If several rules match, the later one wins, field by field. An
// entry with a key wins over all rules.
import type { GraphStore } from "../../graph/store.js";
import {
  type Catalogue,
  type CatalogueChange,
  type Goal,
  MEDIA,
  PHASES,
  type PointSelector,
  type ServiceLevel,
  type TouchpointChange,
} from "../../model/catalogue.js";
import { checkKey } from "../../model/check.js";
import { INITIATORS } from "../../model/interaction.js";
import { channelSlug, slug, touchpointKey } from "../../model/keys.js";
import { yaml } from "../../model/packages.js";
import { formatDuration } from "../../model/time.js";
import { globMatcher } from "../glob.js";
import type { RowRule } from "../mapping/rowRules.js";
import { blueprintOf, blueprintToYaml, personaOf, personaToYaml } from "./catalogueDesigns.js";
import { CatalogueText } from "./catalogueText.js";
import { definedOf, type Entry, rootOf, withoutNulls } from "./entry.js";

export interface CatalogueFile {
  readonly change: CatalogueChange;
  readonly rules: readonly TouchpointRule[];
  /** Rules that give the rows of an import other names. */
  readonly rowRules: readonly RowRule[];
  /** Adds the line of this file to the error, if the error names a place in the file. */
  readonly withLine: (error: unknown) => unknown;
  /** The line on which this place, such as `["personas", 1]`, begins; null if it is not in the file. */
  readonly lineOf: (place: readonly (string | number)[]) => number | null;
}

export interface TouchpointRule {
  readonly match: readonly string[];
  readonly fields: Omit<TouchpointChange, "key">;
}

const SECTIONS = [
  "channels",
  "stages",
  "touchpoints",
  "touchpointRules",
  "goals",
  "serviceLevels",
  "personas",
  "blueprints",
] as const;
const CHOICES = ["touchpoints", "kinds", "channels", "stages", "any", "property", "all", "anyOf", "not"] as const;
/**
 * The fields of a selector that contain conditions or further selectors. They are not checked here but by their GraphQL
 * types, in commands/catalogue.ts.
 */
const NESTED: readonly string[] = ["property", "all", "anyOf", "not"];

/** Throws BAD_CATALOGUE with all mistakes of the file. */
export function parseCatalogueFile(text: string, file: string): CatalogueFile {
  const source = new CatalogueText(text, file);
  const root = rootOf(source);
  root.onlyKnows(SECTIONS);
  const stages = root.each("stages", (entry) => {
    entry.onlyKnows(["key", "name", "position", "phase", "purpose"]);
    const { key, name } = entry.keyAndName();
    return {
      key,
      name,
      position: entry.wholeNumber("position"),
      phase: entry.choice("phase", PHASES),
      purpose: entry.text("purpose"),
    };
  });
  const channels = root.each("channels", (entry) => {
    entry.onlyKnows(["key", "name", "medium", "assisted"]);
    const { key, name } = entry.keyAndName(channelSlug);
    return { key, name, medium: entry.choice("medium", MEDIA), assisted: entry.boolean("assisted") };
  });
  const touchpoints: TouchpointChange[] = [];
  const rules: TouchpointRule[] = [];
  root.each("touchpoints", (entry) => {
    if (entry.has("match")) rules.push(ruleOf(entry));
    else touchpoints.push(touchpointOf(entry));
  });
  const rowRules = root.each("touchpointRules", rowRuleOf);
  const goals = root.each("goals", goalOf);
  const defaults = goals.filter((goal) => goal.isDefault);
  if (defaults.length > 1)
    source.part(() => {
      throw root.mistake(
        "goals",
        `${defaults.length} goals are the default.`,
        "Leave `default: true` with one of them.",
      );
    });
  const serviceLevels = root.each("serviceLevels", serviceLevelOf);
  const personas = root.each("personas", personaOf);
  const blueprints = root.each("blueprints", blueprintOf);
  for (const [section, things] of Object.entries({ channels, stages, touchpoints, goals, personas }))
    root.noneTwice(
      section,
      things.map(({ key }) => key),
    );
  source.throwMistakes();
  return {
    change: { channels, stages, touchpoints, goals, serviceLevels, personas, blueprints },
    rules,
    rowRules,
    withLine: (error) => source.withLine(error),
    lineOf: (place) => source.lineOf(place),
  };
}

/** Declares the entries of the file, and applies its rules to the existing touchpoints. */
export async function applyCatalogueFile(
  store: Pick<GraphStore, "catalogue" | "upsertCatalogue">,
  file: CatalogueFile,
): Promise<{ version: number }> {
  const byKey = new Map((file.change.touchpoints ?? []).map((touchpoint) => [touchpoint.key, touchpoint]));
  const touchpoints = [...byKey.values()];
  const catalogue = await store.catalogue();
  const ruled = new Map(applyRules(file.rules, catalogue).map((change) => [change.key, change]));
  for (const [key, change] of ruled) {
    const given = byKey.get(key);
    if (given === undefined) touchpoints.push(change);
    else touchpoints[touchpoints.indexOf(given)] = { ...change, ...definedOf(given) };
  }
  // For a touchpoint that the file declares and that does not exist yet, rules are matched with the kind that the file
  // gives.
  for (const [index, touchpoint] of touchpoints.entries()) {
    if (touchpoint.kind === undefined || ruled.has(touchpoint.key)) continue;
    touchpoints[index] = { ...fieldsFor(file.rules, [touchpoint.kind]), ...definedOf(touchpoint), key: touchpoint.key };
  }
  try {
    return await store.upsertCatalogue({ ...file.change, touchpoints });
  } catch (error) {
    throw file.withLine(error);
  }
}

/** The changes that the rules make to the catalogue's touchpoints. Touchpoints that no rule matches are left out. */
export function applyRules(rules: readonly TouchpointRule[], catalogue: Catalogue): TouchpointChange[] {
  const spellings = new Map(
    catalogue.mergedNames.filter(({ of }) => of === "kind").map(({ key, names }) => [key, names]),
  );
  return catalogue.touchpoints.flatMap(({ key, kind, kindKey }) => {
    const fields = fieldsFor(rules, [kind, ...(spellings.get(kindKey) ?? [])]);
    return Object.keys(fields).length === 0 ? [] : [{ key, ...fields }];
  });
}

function fieldsFor(rules: readonly TouchpointRule[], names: readonly string[]): Omit<TouchpointChange, "key"> {
  let fields: Omit<TouchpointChange, "key"> = {};
  for (const rule of rules) if (names.some(globMatcher(rule.match))) fields = { ...fields, ...rule.fields };
  return fields;
}

/** Writes a catalogue as a catalogue file with the same content. */
export function catalogueToYaml(catalogue: Catalogue): string {
  const { channels, stages, touchpoints, goals, serviceLevels, personas, blueprints } = catalogue;
  return yaml().stringify({
    channels: channels.map(({ declared: _, medium, ...channel }) => withoutNulls({ ...channel, medium })),
    stages: stages.map(({ declared: _, ...stage }) => withoutNulls(stage)),
    touchpoints: touchpoints.map(({ declared: _, kindKey: _key, ...touchpoint }) => withoutNulls(touchpoint)),
    goals: goals.map(({ selector, isDefault, ...goal }) =>
      withoutNulls({ ...goal, ...selector, default: isDefault || null }),
    ),
    serviceLevels: serviceLevels.map(({ wait, ...level }) => ({ ...level, wait: formatDuration(wait) })),
    ...(personas.length > 0 && { personas: personas.map(personaToYaml) }),
    ...(blueprints.length > 0 && { blueprints: blueprints.map(blueprintToYaml) }),
  });
}

function ruleOf(entry: Entry): TouchpointRule {
  entry.onlyKnows(["match", "stage", "description", "initiatedBy", "owner", "stakeholders"]);
  const match = entry.texts("match");
  const fields = commonFields(entry);
  if (Object.keys(fields).length === 0)
    throw entry.mistake("", "The rule sets nothing.", "Give it a stage, initiatedBy, owner or description.");
  return { match, fields };
}

function touchpointOf(entry: Entry): TouchpointChange {
  entry.onlyKnows(["key", "name", "kind", "channel", "stage", "description", "initiatedBy", "owner", "stakeholders"]);
  const kind = entry.text("kind");
  const given = entry.text("key");
  const channel = entry.text("channel") ?? given?.split("/")[0];
  if (given === undefined && (kind === undefined || channel === undefined))
    throw entry.mistake(
      "",
      "The touchpoint has neither a key nor a kind and a channel.",
      "Give `key: web/checkout`, or `kind` and `channel`, or `match` for a rule.",
    );
  const key = given ?? touchpointKey(channelSlug(channel!), slug(kind!));
  const problem = checkKey("key", key);
  if (problem !== null) throw entry.mistake("key", problem.message, "Give another key.");
  if (!/^[^/]+\/.+$/s.test(key))
    throw entry.mistake("key", `"${key}" is not channel/kind.`, "Write it like web/checkout.");
  const name = entry.text("name");
  return {
    key,
    channel,
    ...(kind === undefined ? {} : { kind }),
    ...(name === undefined ? {} : { name }),
    ...commonFields(entry),
  };
}

function commonFields(entry: Entry): Omit<TouchpointChange, "key"> {
  return definedOf({
    // The text may be a key or a name. The store finds out which (history/declare.ts).
    stage: entry.text("stage"),
    description: entry.text("description"),
    initiatedBy: entry.choice("initiatedBy", INITIATORS),
    owner: entry.text("owner"),
    stakeholders: entry.optionalTexts("stakeholders"),
  });
}

function goalOf(entry: Entry): Goal {
  entry.onlyKnows(["key", "name", "default", ...CHOICES]);
  const { key, name } = entry.keyAndName();
  return { key, name: name ?? key, selector: selectorOf(entry, "goal"), isDefault: entry.boolean("default") ?? false };
}

/** Reads a selector from the fields of the entry. `thing` describes the entry in errors. */
function selectorOf(entry: Entry, thing: string): PointSelector {
  const chosen = CHOICES.filter((choice) => entry.has(choice));
  if (chosen.length !== 1)
    throw entry.mistake("", `The ${thing} has ${chosen.length} choices.`, `Give exactly one of ${CHOICES.join(", ")}.`);
  const choice = chosen[0]!;
  if (choice === "any") {
    if (entry.boolean("any") !== true)
      throw entry.mistake("any", "`any` can only be true.", "Leave it out, or write true.");
    return { any: true };
  }
  return NESTED.includes(choice) ? { [choice]: entry.value(choice) } : { [choice]: entry.texts(choice) };
}

function rowRuleOf(entry: Entry): RowRule {
  entry.onlyKnows(["at", "channel", "kind", "stage"]);
  if (!entry.has("at"))
    throw entry.mistake(
      "at",
      "This is missing.",
      "Give a selector, such as `{ property: { key: path, like: /shop/* } }`.",
    );
  const at = entry.part("at");
  at.onlyKnows(CHOICES);
  const [channel, kind, stage] = (["channel", "kind", "stage"] as const).map((field) => entry.text(field) ?? null);
  if (channel === null && kind === null && stage === null)
    throw entry.mistake("", "The rule sets nothing.", "Give it a channel, a kind or a stage.");
  for (const [field, name] of Object.entries({ channel, kind, stage })) {
    const problem = name == null ? null : (checkKey(field, name) ?? checkKey(field, slug(name)));
    if (problem !== null) throw entry.mistake(field, problem.message, "Give another name.");
  }
  return { at: selectorOf(at, "selector"), channel: channel!, kind: kind!, stage: stage! };
}

function serviceLevelOf(entry: Entry): ServiceLevel {
  entry.onlyKnows(["from", "to", "wait"]);
  const [from, to, wait] = [entry.needed("from"), entry.needed("to"), entry.neededDuration("wait")] as const;
  if (from.includes("/") !== to.includes("/"))
    throw entry.mistake(
      "",
      "One end is a channel and the other a touchpoint.",
      "Give two channel keys or two touchpoint keys.",
    );
  return { from, to, wait };
}
