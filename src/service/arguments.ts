// Reads arguments as they come from a client: texts of times and durations, nulls that mean "not given", counts with
// limits. What is wrong is refused with the argument's path; nothing is clamped.

import { DEFAULT_PATH_OPTIONS, type JourneyFilter, type PathOptions } from "../engine/terms.js";
import type { GraphStore } from "../graph/store.js";
import { ThroughlineError } from "../model/errors.js";
import { InstantReader, Zone } from "../model/instant.js";
import { parseDuration } from "../model/time.js";
import type { FunnelExclusion, FunnelShape, FunnelStep } from "../questions/funnel/plan.js";
import { DEFAULT_HANDOFF_SETTINGS, type HandoffSettings } from "../questions/handoffs/index.js";

/** Rows of any page: what a person or a page of a program looks at. */
export const MAX_FIRST = 1_000;

/** With texts where the analysis wants milliseconds, and anything nullable. */
type Asked<T, Texts extends keyof T> = { readonly [K in Exclude<keyof T, Texts>]?: T[K] | null } & {
  readonly [K in Texts]?: string | null;
};
export type AskedPathOptions = Asked<PathOptions, "within">;
export type AskedHandoffSettings = Asked<
  HandoffSettings,
  "stallAfter" | "bounceWithin" | "repeatWithin" | "resolveWithin"
>;
export type AskedFilter = Omit<
  JourneyFilter,
  "startedFrom" | "startedBefore" | "startedWithin" | "customerNumbers" | "memberOf" | "behindWords" | "also"
> & {
  readonly startedFrom?: string | null;
  readonly startedBefore?: string | null;
  readonly startedWithin?: string | null;
  /** Keys. */
  readonly customers?: readonly string[] | null;
};

export type AskedFunnelStep = Pick<FunnelStep, "at"> & Asked<Omit<FunnelStep, "at">, "within">;
export interface AskedFunnelMatch {
  readonly steps: readonly AskedFunnelStep[];
  readonly within?: string | null;
  readonly exclude?: readonly FunnelExclusion[] | null;
  readonly options?: AskedPathOptions | null;
}

export function readFirst(first: number | null | undefined, otherwise: number, at = "first"): number {
  const count = first ?? otherwise;
  if (Number.isInteger(count) && count >= 1 && count <= MAX_FIRST) return count;
  throw new ThroughlineError("BAD_ARGUMENT", `\`${at}\` is ${count}; a page has 1 to ${MAX_FIRST} rows.`, {
    at,
    remedy: `Give a number from 1 to ${MAX_FIRST}, and ask for the next page with \`after\` where there is one.`,
    allowed: [`1 to ${MAX_FIRST}`],
  });
}

const UTC = new InstantReader(new Zone("UTC"));

/** UTC milliseconds; NaN if it is no time, or one without an offset, which could mean any of 38 hours. */
export function readInstantText(text: string): number {
  const { at, local } = UTC.read(text);
  return local || !/^\d{4}-?\d\d-?\d\d[Tt ]/.test(text.trim()) ? Number.NaN : at;
}

function readTime(text: string | null | undefined, at: string): number | null {
  if (text === null || text === undefined) return null;
  const time = readInstantText(text);
  if (!Number.isNaN(time)) return time;
  throw new ThroughlineError("BAD_ARGUMENT", `\`${at}\`: "${text.slice(0, 40)}" is not a time with an offset.`, {
    at,
    remedy: "Write it in ISO 8601 with Z or an offset, such as 2026-01-31T09:00:00Z.",
  });
}

export function readDuration(text: string | null | undefined, at: string): number | null {
  return text === null || text === undefined ? null : parseDuration(text, at);
}

export function readPathOptions(asked: AskedPathOptions | null | undefined, at = "options"): PathOptions {
  return { ...withDefaults(DEFAULT_PATH_OPTIONS, asked), within: readDuration(asked?.within, `${at}.within`) };
}

export function readHandoffSettings(asked: AskedHandoffSettings | null | undefined, at = "settings"): HandoffSettings {
  const settings = withDefaults(DEFAULT_HANDOFF_SETTINGS, asked);
  const duration = (name: "stallAfter" | "bounceWithin" | "repeatWithin" | "resolveWithin") =>
    readDuration(asked?.[name], `${at}.${name}`) ?? DEFAULT_HANDOFF_SETTINGS[name];
  return {
    ...settings,
    stallAfter: duration("stallAfter"),
    bounceWithin: duration("bounceWithin")!,
    repeatWithin: duration("repeatWithin")!,
    resolveWithin: duration("resolveWithin")!,
  };
}

export function readFunnelMatch({ steps, within, exclude, options }: AskedFunnelMatch): Omit<FunnelShape, "filter"> {
  return {
    steps: steps.map((step, i) => ({
      at: step.at,
      name: step.name ?? null,
      adjacency: step.adjacency ?? "EVENTUALLY",
      within: readDuration(step.within, `steps[${i}].within`),
      optional: step.optional ?? false,
    })),
    within: readDuration(within, "within"),
    exclude: exclude ?? [],
    options: readPathOptions(options),
  };
}

/** What a filter names, worked out for the projection at hand; `at` is the path of what names it. */
export interface LookUp {
  /** Who belongs to any of these segments: 1 by customer number. */
  members(segments: readonly string[], at: string): Promise<Uint8Array>;
  /** The journeys behind a row, bits by segment of the projection. */
  behind(row: string, at: string): Promise<readonly Uint32Array[]>;
}

/**
 * Looks customers' keys up, in one read, and who belongs to segments. Identities that were linked stand for the one they
 * were linked into.
 */
export async function readFilter(
  store: GraphStore,
  asked: AskedFilter | null | undefined,
  at: string,
  lookUp: LookUp,
): Promise<JourneyFilter | null> {
  if (asked === null || asked === undefined) return null;
  const { startedFrom, startedBefore, startedWithin, customers, ...rest } = asked;
  return {
    ...rest,
    startedFrom: readTime(startedFrom, `${at}.startedFrom`),
    startedBefore: readTime(startedBefore, `${at}.startedBefore`),
    startedWithin: readDuration(startedWithin, `${at}.startedWithin`),
    memberOf: rest.segments == null ? null : await lookUp.members(rest.segments, `${at}.segments`),
    behindWords: rest.behind == null ? null : await lookUp.behind(rest.behind, `${at}.behind`),
    customerNumbers: await readCustomers(store, customers, `${at}.customers`),
  };
}

async function readCustomers(
  store: GraphStore,
  keys: readonly string[] | null | undefined,
  at: string,
): Promise<Set<number> | null> {
  if (keys === null || keys === undefined) return null;
  if (keys.length === 0 || keys.length > MAX_FIRST)
    throw new ThroughlineError("BAD_ARGUMENT", `\`${at}\` has ${keys.length} keys.`, {
      at,
      remedy: `Give 1 to ${MAX_FIRST} keys, or leave it out.`,
    });
  const found = await store.customers(keys);
  return new Set(
    found.map((customer, i) => {
      if (customer !== null) return customer.number;
      throw new ThroughlineError("UNKNOWN_NAME", `\`${at}[${i}]\` is not the key of a customer.`, {
        at: `${at}[${i}]`,
        remedy: "Keys are as the log gives them; capitals matter.",
      });
    }),
  );
}

function withDefaults<T extends object>(
  defaults: T,
  asked: { readonly [K in keyof T]?: unknown } | null | undefined,
): T {
  const given = Object.entries(asked ?? {}).filter(([, value]) => value !== null && value !== undefined);
  return { ...defaults, ...Object.fromEntries(given) };
}
