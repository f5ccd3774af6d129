// The settings of handoffs, their defaults and their limits. Nothing is clamped: an invalid setting is refused.

import type { JourneyFilter } from "../../engine/terms.js";
import { checkDuration, checkFirst } from "../../engine/totals.js";
import type { PointSelector } from "../../model/catalogue.js";
import { ThroughlineError } from "../../model/errors.js";
import { parseDuration } from "../../model/time.js";

export const HANDOFF_REASONS = [
  "NEVER_ARRIVED",
  "STALLED",
  "ABANDONED",
  "BOUNCED_BACK",
  "REPEATED",
  "UNRESOLVED",
] as const;
export type HandoffReason = (typeof HANDOFF_REASONS)[number];
export const HANDOFF_GRAINS = ["CHANNEL", "TOUCHPOINT"] as const;
export type HandoffGrain = (typeof HANDOFF_GRAINS)[number];
export const BASELINES = ["ALL", "TARGET", "EARLIER"] as const;
export type Baseline = (typeof BASELINES)[number];

/**
 * How handoffs are judged and compared. Durations are in milliseconds. An interaction exactly at a time limit is still
 * in time.
 */
export interface HandoffSettings {
  readonly grain: HandoffGrain;
  /** Null means the default goal of the catalogue. */
  readonly goal: PointSelector | null;
  /**
   * If this is null, only two kinds of handoffs can be STALLED: handoffs with a service level, and handoffs that were
   * intended. The limit for the latter is 24 h.
   */
  readonly stallAfter: number | null;
  readonly bounceWithin: number;
  readonly repeatWithin: number;
  readonly resolveWithin: number;
  /** A pair is ranked and tested only if at least this many distinct customers have a settled handoff of the pair. */
  readonly minSupport: number;
  /** The smallest difference of fail rates that can be significant. */
  readonly minEffect: number;
  readonly baselineBy: Baseline;
  /** A settled handoff failed if at least one of these reasons applies to it. */
  readonly failureReasons: readonly HandoffReason[];
  readonly includeBrandSent: boolean;
}

/** The default windows, as a client would write them. */
export const DEFAULT_WINDOWS = { bounceWithin: "PT24H", repeatWithin: "P7D", resolveWithin: "P7D" } as const;

export const DEFAULT_HANDOFF_SETTINGS: HandoffSettings = {
  grain: "CHANNEL",
  goal: null,
  stallAfter: null,
  bounceWithin: parseDuration(DEFAULT_WINDOWS.bounceWithin),
  repeatWithin: parseDuration(DEFAULT_WINDOWS.repeatWithin),
  resolveWithin: parseDuration(DEFAULT_WINDOWS.resolveWithin),
  minSupport: 30,
  minEffect: 0.02,
  baselineBy: "ALL",
  failureReasons: HANDOFF_REASONS.filter((reason) => reason !== "UNRESOLVED"),
  includeBrandSent: false,
};

/** Throws BAD_ARGUMENT with the argument's path. The goal is checked when it is compiled. */
export function checkHandoffQuestion(settings: HandoffSettings, filter: JourneyFilter, first: number): void {
  checkHandoffSettings(settings);
  if (settings.baselineBy === "EARLIER" && filter.startedFrom == null && filter.startedWithin == null)
    refuse(
      "settings.baselineBy",
      "EARLIER",
      "Give filter.startedFrom or filter.startedWithin: EARLIER compares with the period just before that of the filter.",
    );
  checkFirst(first);
}

/** Checks the settings that do not depend on the filter. */
export function checkHandoffSettings(settings: HandoffSettings): void {
  oneOf("settings.grain", settings.grain, HANDOFF_GRAINS);
  oneOf("settings.baselineBy", settings.baselineBy, BASELINES);
  for (const name of ["stallAfter", "bounceWithin", "repeatWithin", "resolveWithin"] as const)
    checkDuration(settings[name], `settings.${name}`);
  if (!Number.isSafeInteger(settings.minSupport) || settings.minSupport < 1)
    refuse("settings.minSupport", settings.minSupport, "Give a number of customers, 1 or more.");
  if (!(settings.minEffect >= 0 && settings.minEffect <= 1))
    refuse("settings.minEffect", settings.minEffect, "Give a difference of rates between 0 and 1, such as 0.02.");
  if (settings.failureReasons.length === 0)
    refuse(
      "settings.failureReasons",
      "[]",
      "Name at least one reason, or leave it out, which means all reasons except UNRESOLVED.",
      HANDOFF_REASONS,
    );
  for (const reason of settings.failureReasons) oneOf("settings.failureReasons", reason, HANDOFF_REASONS);
}

function oneOf(at: string, value: string, allowed: readonly string[]): void {
  if (!allowed.includes(value)) refuse(at, value, `Choose one of ${allowed.join(", ")}.`, allowed);
}

function refuse(at: string, value: unknown, remedy: string, allowed?: readonly string[]): never {
  throw new ThroughlineError("BAD_ARGUMENT", `${at} cannot be ${String(value).slice(0, 40)} here.`, {
    at,
    remedy,
    ...(allowed ? { allowed } : {}),
  });
}
