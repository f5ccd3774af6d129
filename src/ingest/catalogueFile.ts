// The catalogue file: YAML with channels, stages, touchpoints (by key, or by a pattern for the name of their kind),
// goals and service levels. An error in the file is BAD_CATALOGUE, with the file and the place in it
// (`touchpoints[2].stage`).
// Rules with patterns apply to the touchpoints that exist when the file is applied. An import applies them again to the
// touchpoints that it creates. If several rules match, the later one wins, field by field. An entry with a key wins
// over all rules.
import { parseDocument, stringify } from "yaml";
import type { GraphStore } from "../graph/store.js";
import {
  type Catalogue,
  type CatalogueChange,
  type Goal,
  MEDIA,
  PHASES,
  type PointSelector,
  type ServiceLevel,
  type TouchpointChange,
} from "../model/catalogue.js";
import { checkKey, isBlank } from "../model/check.js";
import { ThroughlineError } from "../model/errors.js";
import { INITIATORS } from "../model/interaction.js";
import { channelSlug, nearest, slug, touchpointKey } from "../model/keys.js";
import { formatDuration, parseDuration } from "../model/time.js";
import { globMatcher } from "./glob.js";

export interface CatalogueFile {
  readonly change: CatalogueChange;
  readonly rules: readonly TouchpointRule[];
}

export interface TouchpointRule {
  readonly match: readonly string[];
  readonly fields: Omit<TouchpointChange, "key">;
}

const SECTIONS = ["channels", "stages", "touchpoints", "goals", "serviceLevels"] as const;
const CHOICES = ["touchpoints", "kinds", "channels", "stages", "any"] as const;

export function parseCatalogueFile(text: string, file: string): CatalogueFile {
  const document = parseDocument(text);
  const mistake = document.errors[0];
  if (mistake !== undefined)
    throw new ThroughlineError("BAD_CATALOGUE", `${file}: ${mistake.message.split("\n")[0]}`, {
      at: file,
      remedy: "Correct the YAML at that place.",
    });
  const root = new Entry(file, "", document.toJS() ?? {});
  root.onlyKnows(SECTIONS);
  const stages = root.list("stages").map((entry) => {
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
  const channels = root.list("channels").map((entry) => {
    entry.onlyKnows(["key", "name", "medium", "assisted"]);
    const { key, name } = entry.keyAndName(channelSlug);
    return { key, name, medium: entry.choice("medium", MEDIA), assisted: entry.boolean("assisted") };
  });
  const touchpoints: TouchpointChange[] = [];
  const rules: TouchpointRule[] = [];
  for (const entry of root.list("touchpoints")) {
    if (entry.has("match")) rules.push(ruleOf(entry));
    else touchpoints.push(touchpointOf(entry));
  }
  const goals = root.list("goals").map(goalOf);
  const defaults = goals.filter((goal) => goal.isDefault);
  if (defaults.length > 1)
    throw root.mistake("goals", `${defaults.length} goals are the default.`, "Leave `default: true` with one of them.");
  const serviceLevels = root.list("serviceLevels").map(serviceLevelOf);
  root.noneTwice(
    "channels",
    channels.map((c) => c.key),
  );
  root.noneTwice(
    "stages",
    stages.map((s) => s.key),
  );
  root.noneTwice(
    "touchpoints",
    touchpoints.map((t) => t.key),
  );
  root.noneTwice(
    "goals",
    goals.map((g) => g.key),
  );
  return { change: { channels, stages, touchpoints, goals, serviceLevels }, rules };
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
  // Declared here but not created yet, so rules are matched with the given kind.
  for (const [index, touchpoint] of touchpoints.entries()) {
    if (touchpoint.kind === undefined || ruled.has(touchpoint.key)) continue;
    touchpoints[index] = { ...fieldsFor(file.rules, [touchpoint.kind]), ...definedOf(touchpoint), key: touchpoint.key };
  }
  return store.upsertCatalogue({ ...file.change, touchpoints });
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

/** A catalogue as a file with the same content. */
export function catalogueToYaml(catalogue: Catalogue): string {
  const { channels, stages, touchpoints, goals, serviceLevels } = catalogue;
  return stringify({
    channels: channels.map(({ declared: _, medium, ...channel }) => withoutNulls({ ...channel, medium })),
    stages: stages.map(({ declared: _, ...stage }) => withoutNulls(stage)),
    touchpoints: touchpoints.map(({ declared: _, kindKey: _key, ...touchpoint }) => withoutNulls(touchpoint)),
    goals: goals.map(({ selector, isDefault, ...goal }) =>
      withoutNulls({ ...goal, ...selector, default: isDefault || null }),
    ),
    serviceLevels: serviceLevels.map(({ wait, ...level }) => ({ ...level, wait: formatDuration(wait) })),
  });
}

function ruleOf(entry: Entry): TouchpointRule {
  entry.onlyKnows(["match", "stage", "description", "initiatedBy", "owner"]);
  const match = entry.texts("match");
  const fields = commonFields(entry);
  if (Object.keys(fields).length === 0)
    throw entry.mistake("", "The rule sets nothing.", "Give it a stage, initiatedBy, owner or description.");
  return { match, fields };
}

function touchpointOf(entry: Entry): TouchpointChange {
  entry.onlyKnows(["key", "name", "kind", "channel", "stage", "description", "initiatedBy", "owner"]);
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
    // Key or name. The store decides which.
    stage: entry.text("stage"),
    description: entry.text("description"),
    initiatedBy: entry.choice("initiatedBy", INITIATORS),
    owner: entry.text("owner"),
  });
}

function goalOf(entry: Entry): Goal {
  entry.onlyKnows(["key", "name", "default", ...CHOICES]);
  const { key, name } = entry.keyAndName();
  const chosen = CHOICES.filter((choice) => entry.has(choice));
  if (chosen.length !== 1)
    throw entry.mistake("", `The goal has ${chosen.length} choices.`, `Give exactly one of ${CHOICES.join(", ")}.`);
  const choice = chosen[0]!;
  let selector: PointSelector;
  if (choice === "any") {
    if (entry.boolean("any") !== true)
      throw entry.mistake("any", "`any` can only be true.", "Leave it out, or write true.");
    selector = { any: true };
  } else selector = { [choice]: entry.texts(choice) };
  return { key, name: name ?? key, selector, isDefault: entry.boolean("default") ?? false };
}

function serviceLevelOf(entry: Entry): ServiceLevel {
  entry.onlyKnows(["from", "to", "wait"]);
  const [from, to, wait] = [entry.needed("from"), entry.needed("to"), entry.needed("wait")];
  if (from.includes("/") !== to.includes("/"))
    throw entry.mistake(
      "",
      "One end is a channel and the other a touchpoint.",
      "Give two channel keys or two touchpoint keys.",
    );
  try {
    return { from, to, wait: parseDuration(wait) };
  } catch (cause) {
    const { message, remedy } = cause as ThroughlineError;
    throw entry.mistake("wait", message, remedy ?? "");
  }
}

function definedOf<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}

function withoutNulls(value: object): object {
  return Object.fromEntries(
    Object.entries(value).filter(([, field]) => field !== null && field !== undefined && field !== false),
  );
}

/** One map of the file, and its place. */
class Entry {
  readonly #file: string;
  readonly #path: string;
  readonly #value: Readonly<Record<string, unknown>>;

  constructor(file: string, path: string, value: unknown) {
    this.#file = file;
    this.#path = path;
    if (value === null || typeof value !== "object" || Array.isArray(value))
      throw this.mistake("", "This is not a list of `name: value`.", "See docs/own-data.md for an example.");
    this.#value = value as Record<string, unknown>;
  }

  mistake(field: string, message: string, remedy: string): ThroughlineError {
    const place = [this.#path, field].filter((part) => part !== "").join(".");
    return new ThroughlineError("BAD_CATALOGUE", `${this.#file}${place === "" ? "" : `, ${place}`}: ${message}`, {
      at: place === "" ? this.#file : `${this.#file}: ${place}`,
      remedy,
    });
  }

  has(field: string): boolean {
    return this.#value[field] !== undefined && this.#value[field] !== null;
  }

  onlyKnows(fields: readonly string[]): void {
    for (const field of Object.keys(this.#value))
      if (!fields.includes(field)) {
        const near = nearest(field, fields, 1)[0];
        throw this.mistake(
          field,
          "This name is not known here.",
          near === undefined ? `Known are ${fields.join(", ")}.` : `Did you mean ${near}?`,
        );
      }
  }

  noneTwice(section: string, keys: readonly string[]): void {
    const twice = keys.find((key, index) => keys.indexOf(key) < index);
    if (twice !== undefined) throw this.mistake(section, `"${twice}" occurs twice.`, "Keep one of them.");
  }

  list(section: string): Entry[] {
    if (!this.has(section)) return [];
    const items = this.#value[section];
    if (!Array.isArray(items))
      throw this.mistake(section, "This is not a list.", "Start each entry with a dash: `- key: …`.");
    return items.map((item, index) => new Entry(this.#file, `${section}[${index}]`, item));
  }

  text(field: string): string | undefined {
    if (!this.has(field)) return undefined;
    const value = this.#value[field];
    if (typeof value !== "string" && typeof value !== "number")
      throw this.mistake(field, "This is not a text.", "Write one text.");
    if (isBlank(String(value))) throw this.mistake(field, "This is empty.", "Give a text, or leave the name out.");
    return String(value);
  }

  needed(field: string): string {
    const text = this.text(field);
    if (text === undefined) throw this.mistake(field, "This is missing.", `Give ${field}.`);
    return text;
  }

  texts(field: string): string[] {
    const value = this.#value[field];
    const list: unknown[] = Array.isArray(value) ? value : [value];
    if (
      list.length === 0 ||
      list.some((item) => (typeof item !== "string" && typeof item !== "number") || isBlank(String(item)))
    )
      throw this.mistake(field, "This is not a list of names.", "Write one name, or [first, second].");
    return list.map(String);
  }

  keyAndName(keyOf = slug): { key: string; name: string | undefined } {
    const name = this.text("name");
    const key = this.text("key") ?? (name === undefined ? undefined : keyOf(name));
    if (key === undefined) throw this.mistake("key", "There is neither a key nor a name.", "Give a key or a name.");
    const problem = checkKey("key", key);
    if (problem !== null) throw this.mistake("key", problem.message, "Give another key.");
    return { key, name };
  }

  boolean(field: string): boolean | undefined {
    if (!this.has(field)) return undefined;
    const value = this.#value[field];
    if (typeof value !== "boolean")
      throw this.mistake(field, "This is neither true nor false.", "Write true or false.");
    return value;
  }

  wholeNumber(field: string): number | undefined {
    if (!this.has(field)) return undefined;
    const value = this.#value[field];
    if (typeof value !== "number" || !Number.isSafeInteger(value))
      throw this.mistake(field, "This is not a whole number.", "Write 1, 2, 3 …");
    return value;
  }

  choice<T extends string>(field: string, allowed: readonly T[]): T | undefined {
    if (!this.has(field)) return undefined;
    const choice = allowed.find((candidate) => candidate === this.#value[field]);
    if (choice === undefined)
      throw this.mistake(
        field,
        `"${String(this.#value[field])}" is not a valid value here.`,
        `Write one of ${allowed.join(", ")}.`,
      );
    return choice;
  }
}
