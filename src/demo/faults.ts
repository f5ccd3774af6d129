// Faults that can be planted: their effect, frequency, place and time.
import { ThroughlineError } from "../model/errors.js";
import { HISTORY } from "./clock.js";
import { REGIONS, type Region } from "./people.js";

/** Faults that affect handoffs. */
const HANDOFF_FAULT_NAMES = ["click-and-collect-stall", "chat-phone-repeat", "app-web-payment-bounce"] as const;
/** Faults that affect other occasions. */
export const OCCASION_FAULT_NAMES = [
  "gold-points-dead-end",
  "app-payment-fails",
  "app-notice-late",
  "app-search-empty",
  "app-failure-ignored",
  "pick-up-mixed-up",
] as const;
/** Faults that decide which properties interactions have, and that change no interaction otherwise. */
const PROPERTY_FAULT_NAMES = ["outlet-campaign-disappoints"] as const;
export const FAULT_NAMES = [...HANDOFF_FAULT_NAMES, ...OCCASION_FAULT_NAMES, ...PROPERTY_FAULT_NAMES] as const;
export type OccasionFaultName = (typeof OCCASION_FAULT_NAMES)[number];
export type HandoffFaultName = (typeof HANDOFF_FAULT_NAMES)[number];
export type FaultName = HandoffFaultName | OccasionFaultName | (typeof PROPERTY_FAULT_NAMES)[number];

export interface Fault {
  readonly name: FaultName;
  /** The share of the eligible handoffs or occasions that the fault affects, from 0 to 1. */
  readonly size: number;
  /** The region in which the fault occurs; null if it occurs everywhere. */
  readonly region: Region | null;
  /**
   * The period in which the fault occurs, in UTC milliseconds. It includes `from` and excludes `before`. Null means
   * that there is no bound.
   */
  readonly from: number | null;
  readonly before: number | null;
}

/** A fault that occurs everywhere, all year. */
const always = (name: FaultName, size: number): Fault => ({ name, size, region: null, from: null, before: null });

/**
 * The faults of the shipped demo. The stall (click-and-collect orders that are picked up late) begins on the first day
 * of the demo's last month, so the figures of the whole year hide it. It becomes visible in a comparison with the month
 * before, or in the figures of its region. The other faults occur everywhere, all year. There is one fault for each
 * strategy of opportunities: the bounce and the five faults after it.
 */
export const DEFAULT_FAULTS: readonly Fault[] = [
  { name: "click-and-collect-stall", size: 0.75, region: "north", from: Date.UTC(2026, 9, 1), before: null },
  always("chat-phone-repeat", 0.4),
  always("app-web-payment-bounce", 0.3),
  always("gold-points-dead-end", 0.7),
  always("app-payment-fails", 0.25),
  always("app-notice-late", 0.3),
  always("app-search-empty", 0.2),
  always("app-failure-ignored", 0.8),
  always("pick-up-mixed-up", 0.15),
  always("outlet-campaign-disappoints", 0.5),
];

/** The default faults by name, with the stall moved to the month before `end`. `none` plants no fault. */
export function faultsByName(names: string, end: number, at = "--faults"): Fault[] {
  if (names.trim() === "none") return [];
  return names.split(",").map((part) => {
    const name = part.trim();
    const fault = DEFAULT_FAULTS.find((f) => f.name === name);
    if (fault === undefined)
      throw new ThroughlineError("BAD_ARGUMENT", `There is no fault "${name.slice(0, 60)}".`, {
        at,
        remedy: `Name some of ${FAULT_NAMES.join(", ")}, separated by commas, or none.`,
        allowed: [...FAULT_NAMES, "none"],
      });
    return fault.from === null ? fault : { ...fault, from: monthBefore(end) };
  });
}

/**
 * A fault as written on a command line: `NAME:size=0.5,region=north,month=2026-10`. A setting that is omitted is as in
 * the shipped demo. `region=all` means all regions, and `month=all` means the whole year. Throws BAD_ARGUMENT.
 */
export function faultOf(text: string, end: number): Fault {
  const [name = "", rest = ""] = text.split(/:(.*)/s);
  if (name.includes(",") || name.trim() === "none") throw wrong(`"${name}" is not the name of one fault.`);
  const fault: Fault = { ...faultsByName(name, end, "--fault")[0]! };
  for (const part of rest.split(",")) {
    const [key = "", value = ""] = part.split("=").map((word) => word.trim());
    if (part.trim() !== "") Object.assign(fault, placed(key, value, end));
  }
  return fault;
}

function placed(key: string, value: string, end: number): Partial<Fault> {
  if (key === "size") {
    const size = Number(value);
    if (value === "" || !(size > 0 && size <= 1)) throw wrong(`"${value}" is not a size.`);
    return { size };
  }
  if (key === "region") {
    const region = REGIONS.find((one) => one === value);
    if (region === undefined && value !== "all") throw wrong(`There is no region "${value}".`);
    return { region: region ?? null };
  }
  if (key === "month") return value === "all" ? { from: null, before: null } : monthOf(value, end);
  throw wrong(`A fault has no "${key}".`);
}

/** A calendar month, in UTC. A month outside the demo's year is refused, because it would plant nothing. */
function monthOf(value: string, end: number): Pick<Fault, "from" | "before"> {
  const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(value) ?? [];
  if (year === undefined) throw wrong(`"${value}" is not a month.`);
  const from = Date.UTC(Number(year), Number(month) - 1, 1);
  const before = Date.UTC(Number(year), Number(month), 1);
  if (before <= end - HISTORY || from >= end) throw wrong(`The demo's year has no days in ${value}.`);
  return { from, before };
}

function wrong(message: string): ThroughlineError {
  return new ThroughlineError("BAD_ARGUMENT", message.slice(0, 200), {
    at: "--fault",
    remedy: `Write NAME:size=0.5,region=north,month=2026-10. Names: ${FAULT_NAMES.join(", ")}; size: over 0, at most 1; region: ${REGIONS.join(", ")} or all; month: of the demo's year, or all.`,
    allowed: [...FAULT_NAMES],
  });
}

/** The time one calendar month earlier, on the same day if that month has such a day. */
export function monthBefore(end: number): number {
  const at = new Date(end);
  const day = at.getUTCDate();
  at.setUTCDate(1);
  at.setUTCMonth(at.getUTCMonth() - 1);
  const lastDay = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
  at.setUTCDate(Math.min(day, lastDay));
  return at.getTime();
}
