// Converts between instants and the local times of a time zone. For each day, Intl is asked for the offset of the zone
// only once. For a day on which the clocks change, it is also asked for the moment of the change.
import { ThroughlineError } from "./errors.js";
import { nearest } from "./keys.js";
import { DAY, HOUR, MINUTE, SECOND } from "./time.js";

/** The time zone of a store that has no setting. */
export const DEFAULT_TIME_ZONE = "UTC";

/** Marks an offset that is not known yet. No real offset has this value. */
const UNKNOWN = -0x8000_0000;
/** 1800-01-01, in milliseconds. The first change of clocks in the zone database is in the 1840s. */
const FIRST_CHANGES = -62_091 * 86_400_000;
/**
 * The number of the day 1900-01-01. The offsets of two centuries from this day on are in an array, which takes 0.3 MB.
 */
const FIRST_DAY = -25_567;
const USUAL_DAYS = 73_049;

/** A time zone by its IANA name. Throws RangeError if there is no zone of that name. */
export class Zone {
  readonly name: string;
  readonly #format: Intl.DateTimeFormat | null;
  /** Offset at the start of each UTC day from FIRST_DAY on; UNKNOWN if Intl has not been asked for it yet. */
  readonly #atStartOfDay: Int32Array;
  /** The offsets at the start of all other days, by the number of the day. */
  readonly #onUnusualDays = new Map<number, number>();
  /** The moments at which the clocks change, by the number of the UTC day. */
  readonly #changes = new Map<number, number>();

  constructor(name: string) {
    const format = new Intl.DateTimeFormat("en-US-u-ca-iso8601", {
      timeZone: name,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    this.name = name;
    this.#format = /^(?:Etc\/)?(?:UTC|UCT|GMT|Zulu)$/i.test(name) ? null : format;
    this.#atStartOfDay = new Int32Array(this.isUtc ? 0 : USUAL_DAYS).fill(UNKNOWN);
  }

  /** The instant at which the clocks of the zone show `wall` (written as if it were UTC); NaN if they never do. */
  instantOf(wall: number): { at: number; twice: boolean } {
    if (this.#format === null) return { at: wall, twice: false };
    const offsets = new Set([this.offsetAt(wall - DAY), this.offsetAt(wall), this.offsetAt(wall + DAY)]);
    let at = Number.NaN;
    let found = 0;
    for (const offset of offsets) {
      const candidate = wall - offset;
      if (this.offsetAt(candidate) !== offset) continue;
      found++;
      at = found === 1 ? candidate : Math.min(at, candidate);
    }
    return { at, twice: found > 1 };
  }

  /**
   * The first instant of the day that starts at `midnight` (written as if it were UTC). A day may have no midnight, if
   * the clocks are set forward at that time.
   */
  startOfDay(midnight: number): number {
    const at = this.firstAt(midnight);
    // A day that was skipped altogether (Samoa, 30 December 2011) has no first instant.
    return at + this.offsetAt(at) < midnight + DAY ? at : Number.NaN;
  }

  /** The first instant at which the clocks show `wall` (written as if it were UTC) or a later time. */
  firstAt(wall: number): number {
    const { at } = this.instantOf(wall);
    if (!Number.isNaN(at)) return at;
    // The local time does not exist, because the clocks were set forward.
    let before = wall - 2 * DAY;
    let after = wall + 2 * DAY;
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (middle + this.offsetAt(middle) < wall) before = middle;
      else after = middle;
    }
    return after;
  }

  /** Milliseconds by which the zone's clocks are ahead of UTC. */
  offsetAt(at: number): number {
    if (this.#format === null) return 0;
    // Before FIRST_CHANGES, every zone had its mean solar time, so the offset is constant. Intl cannot be asked,
    // because it shows dates before 1582 in the Julian calendar.
    if (at < FIRST_CHANGES) return this.#offsetAtStartOf(FIRST_CHANGES / DAY);
    // No zone has changed its offset and changed it back within one day. Equal offsets at both ends of a day therefore
    // mean that there is no change in between.
    const day = Math.floor(at / DAY);
    const before = this.#offsetAtStartOf(day);
    const after = this.#offsetAtStartOf(day + 1);
    return before === after || at < this.#changeOn(day, before) ? before : after;
  }

  /** Whether the clocks always show UTC. */
  get isUtc(): boolean {
    return this.#format === null;
  }

  #offsetAtStartOf(day: number): number {
    const i = day - FIRST_DAY;
    const isUsual = i >= 0 && i < USUAL_DAYS;
    const known = isUsual ? this.#atStartOfDay[i]! : (this.#onUnusualDays.get(day) ?? UNKNOWN);
    if (known !== UNKNOWN) return known;
    const offset = this.#ask(day * DAY);
    if (isUsual) this.#atStartOfDay[i] = offset;
    else this.#onUnusualDays.set(day, offset);
    return offset;
  }

  /** Finds the moment of the change on a UTC day that starts with the offset `before` and ends with another offset. */
  #changeOn(day: number, before: number): number {
    let change = this.#changes.get(day);
    if (change === undefined) {
      let last = day * DAY;
      change = last + DAY;
      while (change - last > 1) {
        const middle = Math.floor((last + change) / 2);
        if (this.#ask(middle) === before) last = middle;
        else change = middle;
      }
      this.#changes.set(day, change);
    }
    return change;
  }

  #ask(at: number): number {
    const part: Record<string, string> = {};
    for (const { type, value } of this.#format!.formatToParts(at)) part[type] = value;
    const wall =
      daysFromCivil(Number(part.year), Number(part.month), Number(part.day)) * DAY +
      Number(part.hour) * HOUR +
      Number(part.minute) * MINUTE +
      Number(part.second) * SECOND;
    return wall - Math.floor(at / SECOND) * SECOND;
  }
}

const zones = new Map<string, Zone>();
/** The largest number of zones that are kept. There are about 600 names. */
const MAX_ZONES = 1_000;

/**
 * Returns the zone with this IANA name. Zones are kept together with the offsets that they have read. Throws
 * UNKNOWN_NAME at `at`, with the nearest names.
 */
export function zoneNamed(name: string, at: string): Zone {
  let zone = zones.get(name);
  if (zone === undefined) {
    try {
      // An offset such as `+01:00` is not accepted, because it is not a name and has no summer time.
      zone = /^[+-]/.test(name) ? undefined : new Zone(name);
    } catch {
      zone = undefined;
    }
    if (zone === undefined) throw unknownZone(name, at);
    if (zones.size >= MAX_ZONES) zones.clear();
    zones.set(name, zone);
  }
  return zone;
}

/** Returns the name in the spelling of the IANA, if the platform lists it. Throws UNKNOWN_NAME at `at`. */
export function timeZoneName(name: string, at: string): string {
  zoneNamed(name, at);
  const wanted = name.toLowerCase();
  return timeZones().find((known) => known.toLowerCase() === wanted) ?? name;
}

function timeZones(): string[] {
  return [DEFAULT_TIME_ZONE, ...Intl.supportedValuesOf("timeZone")];
}

function unknownZone(name: string, at: string): ThroughlineError {
  const known = timeZones();
  // Users may write only the city, such as "New York".
  const byCity = new Map(known.map((zone) => [zone.slice(zone.lastIndexOf("/") + 1), zone]));
  const found = nearest(name.replaceAll(" ", "_"), [...known, ...byCity.keys()]);
  const near = [...new Set(found.map((one) => byCity.get(one) ?? one))];
  return new ThroughlineError("UNKNOWN_NAME", `There is no time zone "${name.slice(0, 100)}" (\`${at}\`).`, {
    at,
    remedy:
      near.length > 0
        ? `Did you mean ${near.map((one) => `"${one}"`).join(" or ")}?`
        : 'Give the IANA name of a time zone, such as "Europe/Berlin" or "UTC".',
    ...(near.length > 0 ? { allowed: near } : {}),
  });
}

/** Milliseconds from 1970 to a date and time of day; NaN if there is no such date or time. */
export function wallClock(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number {
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month))) return Number.NaN;
  if (!(hour <= 24 && minute <= 59 && second <= 59)) return Number.NaN;
  return daysFromCivil(year, month, day) * DAY + hour * HOUR + minute * MINUTE + second * SECOND;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days from 1970-01-01 in the Gregorian calendar (Howard Hinnant, "chrono-compatible low-level date algorithms"). */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}
