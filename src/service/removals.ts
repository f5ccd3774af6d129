// Removes declarations from the catalogue: touchpoints, channels, stages, goals, service levels and personas. An entry
// that is still in use is not removed: the error IN_USE names what uses it. The store knows most uses
// (graph/history/uses.ts). This file adds the segments and personas whose rules name the entry directly, in a pattern, or
// in the question of a reference.
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
  return [
    ...catalogue.segments.filter(isNamed).map((segment) => `segment "${segment.key}"`),
    ...catalogue.personas.filter(isNamed).map((persona) => `persona "${persona.key}"`),
  ];
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
