// Blueprints: designed journeys. A blueprint consists of steps. A step names one touchpoint or several alternatives,
// and the steps that may follow. A saved version never changes: an edited blueprint is saved as the next version. A
// planned series of messages (welcome, cart reminder) is a blueprint too. Its steps have delays.
import { ThroughlineError } from "./errors.js";
import { nearest } from "./keys.js";

export const BLUEPRINT_KINDS = ["JOURNEY", "SERIES"] as const;
export type BlueprintKind = (typeof BLUEPRINT_KINDS)[number];

export interface Step {
  /** The key of the step, unique within the version. */
  readonly key: string;
  readonly name: string;
  /**
   * Keys of touchpoints. If there are several, they are alternatives, for example on several channels. The first is the
   * preferred one.
   */
  readonly at: readonly string[];
  /** Keys of the steps that may follow. If the list is empty, the journey may end here. */
  readonly next: readonly string[];
  /** Whether the customer may leave the step out. */
  readonly optional: boolean;
  /** Whether the step may occur several times in a row. */
  readonly repeatable: boolean;
  /** What the customer does, thinks and feels. */
  readonly does: string | null;
  readonly thinks: string | null;
  readonly feels: string | null;
  /** The emotion that the customer is expected to have, from −2 (very bad) to +2 (very good). */
  readonly emotion: number | null;
  readonly painPoints: readonly string[];
  readonly owner: string | null;
  /** The longest expected wait between the previous step and this one, in milliseconds. */
  readonly expectedWait: number | null;
  /**
   * How long after the previous step a planned message is sent, in milliseconds. Only steps of blueprints of the kind
   * SERIES have a delay.
   */
  readonly delay: number | null;
}

/** A measurement that is kept with a version. It holds counts and scores only, and no personal data. */
export interface Measurement {
  /** The measured period: journeys that start at `from` or later, and before `before`, in UTC milliseconds. */
  readonly from: number;
  readonly before: number;
  /** UTC milliseconds. */
  readonly measuredAt: number;
  readonly dataVersion: number;
  /** The measured values, in plain JSON. */
  readonly counts: Readonly<Record<string, unknown>>;
}

export interface Blueprint {
  readonly key: string;
  /** The number of the version: 1, 2, 3 … */
  readonly version: number;
  readonly name: string;
  readonly kind: BlueprintKind;
  readonly description: string | null;
  /** Key of the persona whose journey the blueprint designs. */
  readonly persona: string | null;
  /** UTC milliseconds. */
  readonly savedAt: number;
  /** The steps in the order of the design. The journey starts at the first one. */
  readonly steps: readonly Step[];
  /** The measurements in order of `from`, then `before`. */
  readonly measurements: readonly Measurement[];
}

/** Limits of blueprints. They keep the computation of conformance exact and fast enough, and pictures readable. */
export const MAX_STEPS = 60;
export const MAX_ALTERNATIVES = 20;

/**
 * Returns the keys of the steps that follow a step without `next` in a file: the next step in the list, or none after
 * the last one.
 */
export function defaultNext(keys: readonly string[], index: number): string[] {
  const next = keys[index + 1];
  return next === undefined ? [] : [next];
}

/** The latest version of each blueprint, sorted by key. */
export function latestOf(blueprints: readonly Blueprint[]): Blueprint[] {
  // The versions are in order of key, then version number, so the last version of each key is the latest.
  return blueprints.filter(({ key }, i) => blueprints[i + 1]?.key !== key);
}

/**
 * Returns this version of a blueprint, or the latest version if none is given. Throws UNKNOWN_NAME if the blueprint or
 * the version does not exist.
 */
export function blueprintNamed(
  { blueprints }: { readonly blueprints: readonly Blueprint[] },
  key: string,
  version: number | null | undefined,
  at: string,
  atVersion = "version",
): Blueprint {
  const versions = blueprints.filter((blueprint) => blueprint.key === key);
  if (versions.length === 0) {
    const near = nearest(key, [...new Set(blueprints.map((blueprint) => blueprint.key))]);
    throw new ThroughlineError("UNKNOWN_NAME", `There is no blueprint "${key}".`, {
      at,
      remedy: near.length === 0 ? "The query `blueprints` lists them." : `Did you mean ${near.join(" or ")}?`,
      allowed: near,
    });
  }
  if (version === null || version === undefined) return versions[versions.length - 1]!;
  const found = versions.find((blueprint) => blueprint.version === version);
  if (found !== undefined) return found;
  const allowed = versions.map((blueprint) => String(blueprint.version));
  throw new ThroughlineError("UNKNOWN_NAME", `The blueprint "${key}" has no version ${version}.`, {
    at: atVersion,
    remedy: `Its versions are ${allowed.join(", ")}.`,
    allowed,
  });
}
