// The settings of an embedded store.
import { ThroughlineError } from "../../model/errors.js";
import { DEFAULT_TIME_ZONE, timeZoneName } from "../../model/zone.js";
import type { Settings } from "../store.js";
import type { Meta } from "./databases.js";
import type { WriteTransaction } from "./transaction.js";

export function updateSettings(
  tx: WriteTransaction,
  change: Partial<Settings>,
): { version: number; settings: Settings } {
  const before = settingsOf(tx.meta);
  const { journeyGap = before.journeyGap, synthetic = before.synthetic } = change;
  const timeZone = change.timeZone === undefined ? before.timeZone : timeZoneName(change.timeZone, "timeZone");
  if (!Number.isSafeInteger(journeyGap) || journeyGap <= 0)
    throw new ThroughlineError(
      "BAD_ARGUMENT",
      `The journey gap ${journeyGap} is not a positive whole number of milliseconds.`,
      {
        at: "journeyGap",
        remedy: "Give a duration such as P30D or PT30M.",
      },
    );
  if (synthetic !== before.synthetic) tx.set({ synthetic });
  if (timeZone !== before.timeZone) tx.set({ timeZone });
  if (journeyGap !== before.journeyGap) {
    tx.set({ journeyGap, splitAfter: 0 });
  }
  return { version: tx.meta.version, settings: { journeyGap, synthetic, timeZone } };
}

export function settingsOf({ journeyGap, synthetic, timeZone }: Meta): Settings {
  return { journeyGap, synthetic, timeZone: timeZone ?? DEFAULT_TIME_ZONE };
}
