// Converts between instants and the local times of a time zone.
import { DAY, HOUR, MINUTE, SECOND } from "./time.js";

/** A time zone by its IANA name. Throws RangeError if there is no zone of that name. */
export class Zone {
  readonly name: string;
  readonly #format: Intl.DateTimeFormat | null;
  /** Offset at the start of a UTC day, by day number. */
  readonly #atStartOfDay = new Map<number, number>();

  constructor(name: string) {
    const format = new Intl.DateTimeFormat("en-US-u-ca-iso8601", {
      timeZone: name,
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    this.name = name;
    this.#format = /^(?:Etc\/)?(?:UTC|UCT|GMT|Zulu)$/i.test(name) ? null : format;
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

  /** The first instant of the day that starts at `midnight` (written as if it were UTC). A day may have no midnight. */
  startOfDay(midnight: number): number {
    const { at } = this.instantOf(midnight);
    if (!Number.isNaN(at)) return at;
    // Here, the clocks were set forward over midnight. The day starts at that moment, which is the first instant at
    // which they show this day or a later one.
    let before = midnight - 2 * DAY;
    let after = midnight + 2 * DAY;
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (middle + this.offsetAt(middle) < midnight) before = middle;
      else after = middle;
    }
    // A day that was skipped altogether (Samoa, 30 December 2011) has no first instant.
    return after + this.offsetAt(after) < midnight + DAY ? after : Number.NaN;
  }

  /** Milliseconds by which the zone's clocks are ahead of UTC. */
  offsetAt(at: number): number {
    if (this.#format === null) return 0;
    // No zone has changed its offset and changed it back within one day. Equal offsets at both ends of a day therefore
    // mean that there is no change in between.
    const day = Math.floor(at / DAY);
    const before = this.#offsetAtStartOf(day);
    return before === this.#offsetAtStartOf(day + 1) ? before : this.#ask(at);
  }

  #offsetAtStartOf(day: number): number {
    let offset = this.#atStartOfDay.get(day);
    if (offset === undefined) {
      offset = this.#ask(day * DAY);
      this.#atStartOfDay.set(day, offset);
    }
    return offset;
  }

  #ask(at: number): number {
    const part: Record<string, string> = {};
    for (const { type, value } of this.#format!.formatToParts(at)) part[type] = value;
    const year = part.era === "B" || part.era === "BC" ? 1 - Number(part.year) : Number(part.year);
    const wall =
      daysFromCivil(year, Number(part.month), Number(part.day)) * DAY +
      Number(part.hour) * HOUR +
      Number(part.minute) * MINUTE +
      Number(part.second) * SECOND;
    return wall - Math.floor(at / SECOND) * SECOND;
  }
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
