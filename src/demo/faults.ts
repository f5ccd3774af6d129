// Faults that can be planted: what breaks, how often, where and when.
import { ThroughlineError } from "../model/errors.js";
import type { Region } from "./people.js";

export const FAULT_NAMES = ["click-and-collect-stall", "chat-phone-repeat", "app-web-payment-bounce"] as const;
export type FaultName = (typeof FAULT_NAMES)[number];

export interface Fault {
  readonly name: FaultName;
  /** Share of the handoffs it can strike that it does strike, 0 to 1. */
  readonly size: number;
  /** Null: everywhere. */
  readonly region: Region | null;
  /** UTC ms, [from, before); null: unbounded. */
  readonly from: number | null;
  readonly before: number | null;
}

/**
 * The shipped faults. The stall began on the first day of the demo's last month and so is hidden in a year's figures: it
 * shows against the month before, or in its region. The other two are there all year, everywhere.
 */
export const DEFAULT_FAULTS: readonly Fault[] = [
  { name: "click-and-collect-stall", size: 0.75, region: "north", from: Date.UTC(2026, 9, 1), before: null },
  { name: "chat-phone-repeat", size: 0.4, region: null, from: null, before: null },
  { name: "app-web-payment-bounce", size: 0.3, region: null, from: null, before: null },
];

/** The default faults by name, the stall moved to the month before `end`. `none` is no fault. */
export function faultsByName(names: string, end: number): Fault[] {
  if (names.trim() === "none") return [];
  return names.split(",").map((part) => {
    const name = part.trim();
    const fault = DEFAULT_FAULTS.find((f) => f.name === name);
    if (fault === undefined)
      throw new ThroughlineError("BAD_ARGUMENT", `There is no fault "${name.slice(0, 60)}".`, {
        at: "--faults",
        remedy: `Name some of ${FAULT_NAMES.join(", ")}, separated by commas, or none.`,
        allowed: [...FAULT_NAMES, "none"],
      });
    return fault.from === null ? fault : { ...fault, from: monthBefore(end) };
  });
}

/** One calendar month earlier, to the day where the month has it. */
export function monthBefore(end: number): number {
  const at = new Date(end);
  const day = at.getUTCDate();
  at.setUTCDate(1);
  at.setUTCMonth(at.getUTCMonth() - 1);
  const lastDay = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
  at.setUTCDate(Math.min(day, lastDay));
  return at.getTime();
}
