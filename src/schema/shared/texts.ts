// Parses times and durations as clients write them. The scalars (scalars.ts) check only that they are texts. They are
// parsed here, because the error of a bad text names the path of the argument, which the scalars do not know.
import { ThroughlineError } from "../../model/errors.js";
import { InstantReader, Zone } from "../../model/instant.js";
import { parseDuration } from "../../model/time.js";

const UTC = new InstantReader(new Zone("UTC"));

/**
 * Returns UTC milliseconds, or NaN if the text is not a time. A time without an offset is refused, because it means
 * another instant in each time zone. These instants lie up to 26 hours apart (from UTC−12 to UTC+14).
 */
export function readInstantText(text: string): number {
  const { at, local } = UTC.read(text);
  return local || !/^\d{4}-?\d\d-?\d\d[Tt ]/.test(text.trim()) ? Number.NaN : at;
}

/** A date means the beginning of that day in UTC. */
const DATE = /^\d{4}-\d\d-\d\d$/;

/** Returns UTC milliseconds, or null if nothing is given. */
export function readInstant(text: string | null | undefined, at: string): number | null {
  if (text === null || text === undefined) return null;
  const time = readInstantText(DATE.test(text) ? `${text}T00:00:00Z` : text);
  if (!Number.isNaN(time)) return time;
  throw new ThroughlineError(
    "BAD_ARGUMENT",
    `\`${at}\`: "${text.slice(0, 40)}" is neither a date nor a time with an offset.`,
    {
      at,
      remedy:
        "Write it in ISO 8601: a date such as 2026-01-31, or a time with Z or an offset such as 2026-01-31T09:00:00Z.",
    },
  );
}

/** Returns milliseconds, or null if nothing is given. */
export function readDuration(text: string | null | undefined, at: string): number | null {
  return text === null || text === undefined ? null : parseDuration(text, at);
}
