// Instants and durations. Internally, both are integers in milliseconds. ISO 8601 is used at the edges only.
import { ThroughlineError } from "./errors.js";

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
/** A day is 24 hours everywhere. */
export const DAY = 24 * HOUR;
/**
 * Rows that are more than this in the future are refused (FUTURE_TIME), because one row dated 2099 would close every
 * window.
 */
export const FUTURE_TOLERANCE = DAY;

const DURATION =
  /^(-)?P(?:(\d+(?:[.,]\d+)?)W)?(?:(\d+(?:[.,]\d+)?)D)?(?:T(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/;

/** Converts an ISO 8601 duration without years and months to milliseconds. Finer digits are cut off. */
export function parseDuration(text: string, at?: string): number {
  const match = DURATION.exec(text.trim());
  const parts = match?.slice(2) ?? [];
  if (match === null || parts.every((part) => part === undefined) || text.trim().endsWith("T")) {
    throw new ThroughlineError("BAD_ARGUMENT", `"${text.slice(0, 40)}" is not a duration.`, {
      at,
      remedy: "Write an ISO 8601 duration without years and months, such as P7D, PT24H or PT30M.",
    });
  }
  const [w, d, h, m, s] = parts.map((part) => (part === undefined ? 0 : Number(part.replace(",", "."))));
  const ms = Math.floor(w! * 7 * DAY + d! * DAY + h! * HOUR + m! * MINUTE + Math.round(s! * 1e6) / 1e3);
  if (match[1] === "-" && ms !== 0) {
    throw new ThroughlineError("BAD_ARGUMENT", `The duration "${text}" is negative.`, {
      at,
      remedy: "Give a duration of zero or more.",
    });
  }
  if (!Number.isSafeInteger(ms)) {
    throw new ThroughlineError("BAD_ARGUMENT", `The duration "${text}" is too long.`, {
      at,
      remedy: "Give at most some 285,000 years.",
    });
  }
  return ms;
}

/** Writes a duration in ISO 8601 format, largest units first, rounded to the millisecond, such as P1DT2H or PT0S. */
export function formatDuration(milliseconds: number): string {
  let rest = Math.round(Math.abs(milliseconds));
  const sign = milliseconds < 0 && rest > 0 ? "-" : "";
  const take = (unit: number): number => {
    const n = Math.floor(rest / unit);
    rest -= n * unit;
    return n;
  };
  const days = take(DAY);
  const hours = take(HOUR);
  const minutes = take(MINUTE);
  const date = days > 0 ? `${days}D` : "";
  let time = (hours > 0 ? `${hours}H` : "") + (minutes > 0 ? `${minutes}M` : "");
  if (rest > 0)
    time += `${Math.floor(rest / SECOND)}${
      rest % SECOND === 0
        ? ""
        : `.${String(rest % SECOND)
            .padStart(3, "0")
            .replace(/0+$/, "")}`
    }S`;
  if (date === "" && time === "") return "PT0S";
  return `${sign}P${date}${time === "" ? "" : `T${time}`}`;
}

/**
 * Writes a duration for a sentence, with the largest units first, such as "8 h" or "1 d 12 h". The text is exact to the
 * millisecond.
 */
export function durationInWords(milliseconds: number): string {
  const words = [];
  let rest = milliseconds;
  for (const [unit, name] of [
    [DAY, "d"],
    [HOUR, "h"],
    [MINUTE, "min"],
    [SECOND, "s"],
    [1, "ms"],
  ] as const) {
    if (rest >= unit) words.push(`${Math.floor(rest / unit)} ${name}`);
    rest %= unit;
  }
  return words.length === 0 ? "0 s" : words.join(" ");
}

/** Writes an instant in ISO 8601 format, such as `2026-01-31T09:00:00.000Z`. */
export function formatInstant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
