// Removes declarations from the catalogue: touchpoints, channels, stages, goals, service levels and personas. An entry
// that is still in use is not removed, and the error IN_USE lists its uses. The store finds most uses
// (graph/history/uses.ts). This file adds the segments and personas whose rules name the entry directly, in a pattern,
// or in the question of a reference.
import "reflect-metadata";
import { type PatternName, parsePattern } from "../engine/pattern.js";
import { inUse, kindThatGoes, namesThing, usesOf } from "../graph/history/uses.js";
import type { GraphStore } from "../graph/store.js";
import type { Catalogue, CatalogueChange } from "../model/catalogue.js";
import { ThroughlineError } from "../model/errors.js";
import { NAMED_CHOICES, type NamedChoice } from "../model/resolver.js";
import { decided } from "./decided.js";
import { readReference } from "./references.js";

export const REMOVABLE = ["touchpoint", "channel", "stage", "goal", "persona"] as const;
export type Removable = (typeof REMOVABLE)[number];

const LIST = {
  touchpoint: "touchpoints",
  channel: "channels",
  stage: "stages",
  goal: "goals",
  persona: "personas",
} as const;
const CHANGE: { readonly [K in Removable]: (key: string) => CatalogueChange } = {
  touchpoint: (key) => ({ removedTouchpoints: [key] }),
  channel: (key) => ({ removedChannels: [key] }),
  stage: (key) => ({ removedStages: [key] }),
  goal: (key) => ({ removedGoals: [key] }),
  persona: (key) => ({ removedPersonas: [key] }),
};

/** Returns false if nothing has this key. Throws IN_USE if something still uses it. */
export function removeDeclared(store: GraphStore, what: Removable, key: string): Promise<boolean> {
  return decided(() => tryToRemove(store, what, key));
}

async function tryToRemove(store: GraphStore, what: Removable, key: string): Promise<boolean> {
  const catalogue = await store.catalogue();
  if (!catalogue[LIST[what]].some((known) => known.key === key)) return false;
  const change = CHANGE[what](key);
  const rules = what === "persona" ? [] : rulesNaming(catalogue, what, key);
  const [used] = what === "goal" ? [] : usesOf(catalogue, catalogue, change, await store.origins());
  const by = [...(used?.by ?? []), ...rules];
  if (by.length > 0) throw inUse({ thing: `${what} "${key}"`, by, recorded: used?.recorded ?? false });
  // A segment that was created after the check may name the entry. The store then refuses this change.
  await store.upsertCatalogue({ ...change, asOf: catalogue.version });
  return true;
}

/** Returns false if there is no such service level. */
export async function removeServiceLevel(store: GraphStore, from: string, to: string): Promise<boolean> {
  const { serviceLevels } = await store.catalogue();
  if (!serviceLevels.some((level) => level.from === from && level.to === to)) return false;
  await store.upsertCatalogue({ removedServiceLevels: [{ from, to }] });
  return true;
}

/** The segments and personas whose rules name the entry, such as `segment "vip"`. */
function rulesNaming(catalogue: Catalogue, what: Exclude<Removable, "persona">, key: string): string[] {
  const tests: [NamedChoice | "goal", (name: string) => boolean][] = [];
  if (what === "goal") {
    const { goals } = catalogue;
    tests.push([
      "goal",
      (name) => (goals.find((g) => g.key === name) ?? goals.find((g) => g.name === name))?.key === key,
    ]);
  } else tests.push([LIST[what], namesThing(catalogue, LIST[what], key)]);
  const kind = what === "touchpoint" ? kindThatGoes(catalogue, catalogue.touchpoints, key) : null;
  if (kind !== null) tests.push(["kinds", namesThing(catalogue, "kinds", kind)]);
  const isNamed = ({ rule }: { readonly rule: unknown }): boolean => {
    const names = namesOf(rule);
    return tests.some(([choice, test]) => names.some((named) => named.choice === choice && test(named.name)));
  };
  return namesOfRules(catalogue, isNamed);
}

/** The segments and personas whose rules pass the test, such as `segment "vip"`. */
function namesOfRules(
  { segments, personas }: Catalogue,
  passes: (owner: { readonly rule: unknown }) => boolean,
): string[] {
  return [
    ...segments.filter(passes).map(({ key }) => `segment "${key}"`),
    ...personas.filter(passes).map(({ key }) => `persona "${key}"`),
  ];
}

/**
 * Removes one version of a blueprint. Returns false if there is no such version. Throws IN_USE if it has measurements,
 * or if a rule names it: by its version, or by the key alone if no other version exists.
 */
export function removeBlueprint(store: GraphStore, key: string, version: number): Promise<boolean> {
  return decided(async () => {
    const catalogue = await store.catalogue();
    const versions = catalogue.blueprints.filter((blueprint) => blueprint.key === key);
    if (!versions.some((blueprint) => blueprint.version === version)) return false;
    const by = namesOfRules(catalogue, ({ rule }) =>
      blueprintsOf(rule).some(
        (named) =>
          named.blueprint === key && (named.version == null ? versions.length === 1 : named.version === version),
      ),
    );
    if (by.length > 0) throw inUse({ thing: `blueprint "${key}", version ${version},`, by, recorded: false });
    await store.upsertCatalogue({ removedBlueprints: [{ key, version }], asOf: catalogue.version });
    return true;
  });
}

/** The blueprints that the conditions `conforms` in a rule name. */
function blueprintsOf(rule: unknown): { readonly blueprint: unknown; readonly version?: unknown }[] {
  const conforms = (rule as { conforms?: { blueprint: unknown; version?: unknown } | null } | null)?.conforms;
  return conforms === null || conforms === undefined ? [] : [conforms];
}

interface Named {
  readonly choice: NamedChoice | "goal";
  readonly name: string;
}

function namesOfPattern({ choice, name, also = [] }: PatternName): Named[] {
  return [...(choice === "property" ? [] : [{ choice, name }]), ...also.flatMap(namesOfPattern)];
}

/** The names in a rule. `field` is the name of the field that holds the value. */
function namesOf(value: unknown, field = ""): Named[] {
  if (typeof value === "string") return namesOfText(value, field);
  if (Array.isArray(value)) return value.flatMap((member) => namesOf(member, field));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => namesOf(inner, name));
}

function namesOfText(text: string, field: string): Named[] {
  const choice = NAMED_CHOICES.find((known) => known === field);
  if (choice !== undefined) return [{ choice, name: text }];
  if (field === "goal" || field === "reachedGoal") return [{ choice: "goal", name: text }];
  try {
    if (field === "matches" || field === "pattern") {
      const { steps, after } = parsePattern(text, field);
      const sets = [...steps.flatMap(({ item, between }) => [item, between]), after];
      return sets.flatMap((set) => set?.names ?? []).flatMap(namesOfPattern);
    }
    if (field === "behind") {
      const { args, side } = readReference(text, field);
      return [...namesOf(args), ...namesOf(side)];
    }
  } catch (error) {
    // A rule that can no longer be read is treated as if it contained no names. `Segment.problem` reports it.
    if (!(error instanceof ThroughlineError)) throw error;
  }
  return [];
}
