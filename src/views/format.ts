// Formats numbers, rates, durations and dates for readers. Exact values are in the label of a mark, in the table and in
// the CSV file.
//
// Numbers and dates follow the reader's locale, and words are English. Times are shown in UTC, because windows and gaps
// are counted in UTC.

/** A space that keeps a number and its unit on one line. */
const NBSP = "\u00a0";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS = [
  ["d", DAY],
  ["h", HOUR],
  ["min", MINUTE],
  ["s", SECOND],
] as const;

/** The text for a value that does not exist. */
export const NOTHING = "–";

export interface Format {
  /** A count with all its digits: 1,291. */
  count(value: number): string;
  /** A number that is not a count, with at most `digits` decimals: "−0.5". */
  number(value: number, digits?: number): string;
  /** A difference, or a value on a scale around 0, with its sign: "+0.25". */
  signed(value: number, digits?: number): string;
  /**
   * A Net Promoter Score, or a difference of two, from −1 to 1. It is written in hundredths, with its sign: "+31.2".
   */
  nps(value: number, digits?: number): string;
  /** A share, such as "37.3 %". If rounding would give 0 % or 100 %, it is "< 0.1 %" or "> 99.9 %". */
  percent(share: number | null): string;
  /** A rate with its counts: "37.3 % (1,291 of 3,457)". */
  rate(count: number, of: number): string;
  /** Two counts: "1,291 of 3,457". */
  fraction(count: number, of: number): string;
  /** A difference of rates, in percentage points, with its sign: "+4.2 pp". */
  points(difference: number | null): string;
  /** A duration in two units: "21 h 12 min". Takes ISO 8601 or milliseconds. */
  duration(value: string | number | null | undefined): string;
  /** A count with its noun: "1 journey", "1,291 journeys". */
  plural(count: number, one: string, many?: string): string;
  /** The day of an instant, in UTC. */
  date(instant: string): string;
  /** Day and minute of an instant, in UTC. */
  time(instant: string): string;
}

/** Calls `make` on first use only, because creating a formatter of Intl takes about 10 ms. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Formats for a locale (BCP 47). By default, this is the reader's. */
export function formatFor(locale?: string): Format {
  const whole = once(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }));
  const tenth = once(() => new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }));
  const day = once(() => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }));
  const minute = once(
    () => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" }),
  );

  const count = (value: number): string => whole().format(value);
  const percent = (share: number | null): string => {
    if (share === null) return NOTHING;
    if (share > 0 && share < 0.001) return `<${NBSP}${tenth().format(0.1)}${NBSP}%`;
    if (share < 1 && share > 0.999) return `>${NBSP}${tenth().format(99.9)}${NBSP}%`;
    return `${tenth().format(share * 100)}${NBSP}%`;
  };
  // Most locales write a negative number with a hyphen. `signDisplay` keeps a number that rounds to 0 from being "-0".
  const number = (value: number, digits = 2): string =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits, signDisplay: "negative" })
      .format(value)
      .replace("-", "−");
  const signed = (value: number, digits = 2): string => {
    const size = number(Math.abs(value), digits);
    return `${size === number(0) ? "" : value < 0 ? "−" : "+"}${size}`;
  };
  const fraction = (part: number, of: number): string => `${count(part)} of ${count(of)}`;
  return {
    count,
    number,
    signed,
    nps: (value, digits = 1) => signed(value * 100, digits),
    percent,
    fraction,
    rate: (part, of) =>
      of === 0 ? `${NOTHING} (${fraction(part, of)})` : `${percent(part / of)} (${fraction(part, of)})`,
    points(difference) {
      if (difference === null) return NOTHING;
      const sign = difference < 0 ? "−" : "+";
      const size = Math.abs(difference) * 100;
      if (size > 0 && size < 0.1) return `${sign}<${NBSP}${tenth().format(0.1)}${NBSP}pp`;
      return `${size === 0 ? "" : sign}${tenth().format(size)}${NBSP}pp`;
    },
    duration(value) {
      if (value == null) return NOTHING;
      const millis = typeof value === "number" ? value : milliseconds(value);
      return millis === null ? String(value) : inTwoUnits(millis, count);
    },
    plural: (number, one, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`,
    date: (instant) => day().format(new Date(instant)),
    time: (instant) => `${minute().format(new Date(instant))} UTC`,
  };
}

/** Formats in the reader's locale. */
export const format: Format = formatFor();

/** Milliseconds of an ISO 8601 duration without years and months (`P1DT2H3M4.5S`); null if it is not one. */
export function milliseconds(iso: string): number | null {
  const match = /^(-?)P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(iso);
  if (match === null || iso.endsWith("P") || iso.endsWith("T")) return null;
  const [weeks, days, hours, minutes, seconds] = match.slice(2).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const size = weeks * 7 * DAY + days * DAY + hours * HOUR + minutes * MINUTE + Math.round(seconds * SECOND);
  return match[1] === "-" ? -size : size;
}

/**
 * Writes a duration in its largest unit and the next smaller unit, rounded to the smaller. For example, 76,320 s are
 * "21 h 12 min", and 59.96 min are "1 h". If the smaller unit is zero, it is left out. A duration below a second is in
 * milliseconds.
 */
function inTwoUnits(millis: number, count: (value: number) => string): string {
  if (millis < 0) return `−${inTwoUnits(-millis, count)}`;
  if (millis === 0) return `0${NBSP}s`;
  if (millis < SECOND) return `${Math.round(millis)}${NBSP}ms`;
  const first = UNITS.findIndex(([, size]) => millis >= size);
  const smaller = UNITS[first + 1]?.[1] ?? SECOND;
  const rounded = Math.round(millis / smaller) * smaller;
  // Rounding may lead to the next larger unit: 59 min 59.9 s become 1 h.
  const at = UNITS.findIndex(([, size]) => rounded >= size);
  const parts: string[] = [];
  let rest = rounded;
  for (const [unit, size] of UNITS.slice(at, at + 2)) {
    const n = Math.floor(rest / size);
    rest -= n * size;
    if (n > 0) parts.push(`${count(n)}${NBSP}${unit}`);
  }
  return parts.join(NBSP);
}
