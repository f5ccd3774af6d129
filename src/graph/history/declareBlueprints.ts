// Applies a change to the declared blueprints. A saved version never changes, so a blueprint that is given again with
// other content becomes the next version. The touchpoints of its steps are declared too, so that they stay in the
// catalogue even if all their interactions are removed. A blueprint therefore never names a touchpoint that does not
// exist.
import type { Blueprint, Measurement, Step } from "../../model/blueprint.js";
import { type BlueprintProblem, problemsOf } from "../../model/blueprintProblems.js";
import type { BlueprintChange, BlueprintVersion, Catalogue, CatalogueChange } from "../../model/catalogue.js";
import { ThroughlineError } from "../../model/errors.js";
import { compareKeys, nearest } from "../../model/keys.js";
import type { Persona } from "../../model/persona.js";
import type { DeclaredTouchpoint } from "./catalogue.js";
import { bad, checkKey } from "./checks.js";

export interface Surroundings {
  /** The declared touchpoints, and those that the blueprints name. */
  readonly touchpoints: Map<string, DeclaredTouchpoint>;
  readonly standing: Catalogue;
  readonly personas: readonly Persona[];
}

/** Throws BAD_CATALOGUE, UNKNOWN_NAME, NOT_FOUND or IN_USE. */
export function declareBlueprints(
  declared: readonly Blueprint[],
  change: CatalogueChange,
  surroundings: Surroundings,
): Blueprint[] {
  const blueprints = new Map(declared.map((blueprint) => [textOf(blueprint), blueprint]));
  for (const [i, given] of (change.blueprints ?? []).entries()) {
    const saved = versionToSave([...blueprints.values()], given, `blueprints[${i}]`, surroundings);
    if (saved !== null) blueprints.set(textOf(saved), saved);
  }
  for (const { measurement, ...version } of change.measurements ?? []) {
    const blueprint = existing(blueprints, version, "measurements");
    blueprints.set(textOf(version), { ...blueprint, measurements: withOne(blueprint.measurements, measurement) });
  }
  for (const { from, before, ...version } of change.removedMeasurements ?? []) {
    const blueprint = existing(blueprints, version, "removedMeasurements");
    const measurements = blueprint.measurements.filter((one) => one.from !== from || one.before !== before);
    blueprints.set(textOf(version), { ...blueprint, measurements });
  }
  for (const version of change.removedBlueprints ?? []) {
    const measured = blueprints.get(textOf(version))?.measurements.length ?? 0;
    if (measured > 0)
      throw new ThroughlineError(
        "IN_USE",
        `Version ${version.version} of the blueprint "${version.key}" has ${measured} measurements.`,
        { at: "version", remedy: "First remove its measurements (removeMeasurement)." },
      );
    blueprints.delete(textOf(version));
  }
  return [...blueprints.values()].sort((a, b) => compareKeys(a.key, b.key) || a.version - b.version);
}

/** Returns the version to save, or null if the blueprint already exists with this content. */
function versionToSave(
  declared: readonly Blueprint[],
  given: BlueprintChange,
  at: string,
  surroundings: Surroundings,
): Blueprint | null {
  checkKey(given.key, `${at}.key`);
  const problem = problemsOf(given)[0] ?? personaProblem(given.persona, surroundings.personas);
  if (problem !== null) throw refused(given, at, problem);
  const steps = given.steps.map((step, i) => ({
    ...step,
    at: [...new Set(step.at.map((name, n) => touchpointNamed(name, `${at}.steps[${i}].at[${n}]`, surroundings)))],
  }));
  const versions = declared.filter(({ key }) => key === given.key).sort((a, b) => b.version - a.version);
  const same = versions.find(({ version }) => version === given.version) ?? null;
  const content = contentOf({ ...given, steps });
  if (same !== null) {
    if (contentOf(same) === content) return null;
    throw bad(
      `The blueprint "${given.key}" has another version ${given.version}, and a saved version never changes.`,
      `${at}.version`,
      "Leave `version` out to save it as the next version.",
    );
  }
  const latest = versions[0];
  if (given.version === undefined && latest !== undefined && contentOf(latest) === content) return null;
  const { measurements = [], version = (latest?.version ?? 0) + 1, ...rest } = given;
  if (!Number.isSafeInteger(version) || version < 1)
    throw bad(
      `The version ${version} is not a whole number from 1.`,
      `${at}.version`,
      "Leave it out, or write 1, 2, 3 …",
    );
  return { ...rest, version, steps, measurements: [...measurements].sort(bySpan) };
}

/**
 * Returns the key of the touchpoint that a step names by key or name. If the touchpoint exists only in rows, it is
 * declared.
 */
function touchpointNamed(name: string, at: string, { touchpoints, standing }: Surroundings): string {
  const known = new Map(standing.touchpoints.map((one) => [one.key, { key: one.key, name: one.name }]));
  for (const { key, name, kind } of touchpoints.values())
    known.set(key, { key, name: name ?? known.get(key)?.name ?? kind });
  const named = known.has(name) ? [name] : [...known.values()].filter((one) => one.name === name).map(({ key }) => key);
  if (named.length !== 1) {
    const near = named.length > 1 ? named : nearest(name, [...known.keys()]);
    throw new ThroughlineError(
      "UNKNOWN_NAME",
      named.length > 1 ? `${named.length} touchpoints are named "${name}".` : `There is no touchpoint "${name}".`,
      {
        at,
        remedy:
          near.length === 0
            ? "Declare it under `touchpoints` first."
            : `${named.length > 1 ? "Write the key of one" : "Did you mean"} ${near.join(" or ")}${named.length > 1 ? "." : "? Otherwise declare it under `touchpoints` first."}`,
        allowed: near,
      },
    );
  }
  const key = named[0]!;
  const rows = standing.touchpoints.find((touchpoint) => touchpoint.key === key);
  if (!touchpoints.has(key) && rows !== undefined)
    touchpoints.set(key, {
      key,
      name: null,
      kind: rows.kind,
      channel: rows.channel,
      stage: null,
      description: null,
      initiatedBy: null,
      owner: null,
      stakeholders: [],
    });
  return key;
}

function personaProblem(persona: string | null, personas: readonly Persona[]): BlueprintProblem | null {
  if (persona === null || personas.some(({ key }) => key === persona)) return null;
  const near = nearest(
    persona,
    personas.map(({ key }) => key),
  );
  return {
    at: "persona",
    message: `There is no persona "${persona}".`,
    remedy: near.length === 0 ? "Declare it first, or leave it out." : `Did you mean ${near.join(" or ")}?`,
  };
}

function refused({ key }: { readonly key: string }, at: string, problem: BlueprintProblem): ThroughlineError {
  return bad(`The blueprint "${key}": ${problem.message}`, `${at}.${problem.at}`, problem.remedy);
}

function existing(blueprints: ReadonlyMap<string, Blueprint>, version: BlueprintVersion, at: string): Blueprint {
  const blueprint = blueprints.get(textOf(version));
  if (blueprint !== undefined) return blueprint;
  throw new ThroughlineError("NOT_FOUND", `The blueprint "${version.key}" has no version ${version.version}.`, {
    at,
    remedy: "The query `blueprints` lists the versions.",
  });
}

/** Adds a measurement, which replaces a measurement of the same period. */
function withOne(measurements: readonly Measurement[], measurement: Measurement): Measurement[] {
  const others = measurements.filter(({ from, before }) => from !== measurement.from || before !== measurement.before);
  return [...others, measurement].sort(bySpan);
}

function bySpan(a: Measurement, b: Measurement): number {
  return a.from - b.from || a.before - b.before;
}

function textOf({ key, version }: BlueprintVersion): string {
  return JSON.stringify([key, version]);
}

/** The content of a version, without the time at which it was saved and without its measurements. */
function contentOf({
  name,
  kind,
  description,
  persona,
  steps,
}: Pick<Blueprint, "name" | "kind" | "description" | "persona" | "steps">): string {
  return JSON.stringify([name, kind, description, persona, steps.map((step) => stepText(step))]);
}

const STEP_FIELDS: { readonly [K in keyof Step]: true } = {
  key: true,
  name: true,
  at: true,
  next: true,
  optional: true,
  repeatable: true,
  does: true,
  thinks: true,
  feels: true,
  emotion: true,
  painPoints: true,
  owner: true,
  expectedWait: true,
  delay: true,
};

function stepText(step: Step): readonly unknown[] {
  return (Object.keys(STEP_FIELDS) as (keyof Step)[]).map((field) => step[field]);
}
