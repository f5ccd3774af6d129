import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Calendar, PERIODS, type Period } from "../../src/engine/periods.js";
import { DAY, MINUTE } from "../../src/model/time.js";
import { timeZoneName, zoneNamed } from "../../src/model/zone.js";

const calendar = (period: Period, zone = "UTC"): Calendar => new Calendar(period, zoneNamed(zone, "timeZone"));
const times = fc.integer({ min: Date.UTC(-400, 0, 1), max: Date.UTC(3000, 0, 1) });
const utc = (at: number | null): string => new Date(at!).toISOString();

describe("periods", () => {
  it("are the months of Date", () => {
    const months = calendar("MONTH");
    fc.assert(
      fc.property(times, (at) => {
        const date = new Date(at);
        expect(months.of(at)).toBe((date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth());
      }),
      { numRuns: 2_000 },
    );
  });

  it("contain the times from their start to before the start of the next one", () => {
    fc.assert(
      fc.property(times, fc.constantFrom("WEEK", "MONTH"), fc.constantFrom(...ZONES), (at, period, zone) => {
        const periods = calendar(period, zone);
        const number = periods.of(at);
        expect(periods.start(number)).toBeLessThanOrEqual(at);
        expect(periods.end(number)).toBeGreaterThan(at);
      }),
    );
  });

  it.each([
    ["WEEK", "2020-12-31", "2020-W53", "2020-12-28"],
    ["WEEK", "2021-01-03", "2020-W53", "2020-12-28"],
    ["WEEK", "2021-01-04", "2021-W01", "2021-01-04"],
    ["WEEK", "2024-12-30", "2025-W01", "2024-12-30"],
    ["WEEK", "1970-01-01", "1970-W01", "1969-12-29"],
    ["MONTH", "2024-02-29", "2024-02", "2024-02-01"],
    ["MONTH", "1969-12-31", "1969-12", "1969-12-01"],
  ] as const)("%s of %s is %s, from %s", (period, day, name, start) => {
    const periods = calendar(period);
    const number = periods.of(Date.parse(`${day}T12:00:00Z`));
    expect(periods.name(number)).toBe(name);
    expect(utc(periods.start(number)).slice(0, 10)).toBe(start);
  });
});

// Clocks were changed on these days: forward in Berlin (23 hours) and back in Sydney (25 hours) in the northern spring,
// the other way round in autumn; by half an hour on Lord Howe; at a minute past midnight in Newfoundland; over midnight
// in São Paulo; and a whole day was skipped in Samoa.
describe("periods in a time zone", () => {
  it.each([
    ["Europe/Berlin", "2024-03-31T00:59:59Z", "Sunday", "01:00"],
    ["Europe/Berlin", "2024-03-31T01:00:00Z", "Sunday", "03:00"],
    ["Europe/Berlin", "2024-03-31T21:59:59Z", "Sunday", "23:00"],
    ["Europe/Berlin", "2024-03-31T22:00:00Z", "Monday", "00:00"],
    ["Europe/Berlin", "2024-10-27T00:30:00Z", "Sunday", "02:00"],
    ["Europe/Berlin", "2024-10-27T01:30:00Z", "Sunday", "02:00"],
    ["Europe/Berlin", "2024-10-27T02:00:00Z", "Sunday", "03:00"],
    ["Europe/Berlin", "2024-10-27T23:00:00Z", "Monday", "00:00"],
    ["Australia/Sydney", "2024-04-06T15:59:59Z", "Sunday", "02:00"],
    ["Australia/Sydney", "2024-04-06T16:30:00Z", "Sunday", "02:00"],
    ["Australia/Sydney", "2024-10-05T15:59:59Z", "Sunday", "01:00"],
    ["Australia/Sydney", "2024-10-05T16:00:00Z", "Sunday", "03:00"],
    ["Australia/Lord_Howe", "2024-10-05T15:30:00Z", "Sunday", "02:00"],
    ["Asia/Kolkata", "2024-01-01T18:29:00Z", "Monday", "23:00"],
    ["Asia/Kolkata", "2024-01-01T18:30:00Z", "Tuesday", "00:00"],
    ["America/New_York", "2024-01-01T04:59:59Z", "Sunday", "23:00"],
  ])("%s: %s is on a %s, from %s on", (zone, at, day, hour) => {
    const [days, hours] = [calendar("WEEKDAY", zone), calendar("HOUR_OF_DAY", zone)];
    expect(days.name(days.of(Date.parse(at)))).toBe(day);
    expect(hours.name(hours.of(Date.parse(at)))).toBe(hour);
  });

  it.each([
    // A week of 167 hours, and one of 169.
    ["WEEK", "Europe/Berlin", "2024-W13", "2024-03-24T23:00:00.000Z", "2024-03-31T22:00:00.000Z"],
    ["WEEK", "Europe/Berlin", "2024-W43", "2024-10-20T22:00:00.000Z", "2024-10-27T23:00:00.000Z"],
    ["WEEK", "Australia/Sydney", "2024-W14", "2024-03-31T13:00:00.000Z", "2024-04-07T14:00:00.000Z"],
    ["MONTH", "Australia/Sydney", "2024-10", "2024-09-30T14:00:00.000Z", "2024-10-31T13:00:00.000Z"],
    ["MONTH", "America/New_York", "2024-03", "2024-03-01T05:00:00.000Z", "2024-04-01T04:00:00.000Z"],
    // At 00:01 of 1 November 2009, the clocks went back to 23:01 of 31 October: November had already begun.
    ["MONTH", "America/St_Johns", "2009-10", "2009-10-01T02:30:00.000Z", "2009-11-01T02:30:00.000Z"],
    // November 2015 began in summer time. On 18 October there was no midnight.
    ["MONTH", "America/Sao_Paulo", "2015-11", "2015-11-01T02:00:00.000Z", "2015-12-01T02:00:00.000Z"],
    ["WEEK", "America/Sao_Paulo", "2015-W43", "2015-10-19T02:00:00.000Z", "2015-10-26T02:00:00.000Z"],
    // Friday, 30 December 2011, was skipped.
    ["WEEK", "Pacific/Apia", "2011-W52", "2011-12-26T10:00:00.000Z", "2012-01-01T10:00:00.000Z"],
  ] as const)("%s in %s: %s lasts from %s to %s", (period, zone, name, start, end) => {
    const periods = calendar(period, zone);
    for (const at of [Date.parse(start), Date.parse(end) - 1]) {
      const number = periods.of(at);
      expect([periods.name(number), utc(periods.start(number)), utc(periods.end(number))]).toEqual([name, start, end]);
    }
    expect(periods.name(periods.of(Date.parse(start) - 1))).not.toBe(name);
    expect(periods.name(periods.of(Date.parse(end)))).not.toBe(name);
  });

  it("are what Intl shows at every instant", () => {
    fc.assert(
      fc.property(moments, fc.constantFrom(...ZONES), fc.constantFrom(...PERIODS), (at, zone, period) => {
        const periods = calendar(period, zone);
        expect(periods.name(periods.of(at))).toBe(shownBy(at, zone, period));
      }),
      { numRuns: 3_000 },
    );
  });

  it("are asked for without Intl once their days are known", () => {
    const hours = calendar("HOUR_OF_DAY", "America/Chicago");
    const from = Date.UTC(2024, 0, 1);
    const ask = () => {
      for (let at = from; at < from + 366 * DAY; at += 7 * MINUTE) hours.of(at);
    };
    ask();
    const { formatToParts } = Intl.DateTimeFormat.prototype;
    let asked = 0;
    Intl.DateTimeFormat.prototype.formatToParts = function (...args) {
      asked++;
      return formatToParts.apply(this, args);
    };
    try {
      ask();
    } finally {
      Intl.DateTimeFormat.prototype.formatToParts = formatToParts;
    }
    expect(asked).toBe(0);
  });

  it.each([
    ["Europe/Berln", "Europe/Berlin"],
    ["Berlin", "Europe/Berlin"],
    ["utx", "UTC"],
    ["New York", "America/New_York"],
    ["Sydny", "Australia/Sydney"],
  ])("there is none named %s, but %s is near", (name, near) => {
    expect(() => zoneNamed(name, "timeZone")).toThrow(
      expect.objectContaining({ code: "UNKNOWN_NAME", at: "timeZone", remedy: expect.stringContaining(near) }),
    );
  });

  it("have names and no offsets", () => {
    expect(() => zoneNamed("+01:00", "timeZone")).toThrow(expect.objectContaining({ code: "UNKNOWN_NAME" }));
    expect(() => zoneNamed("", "timeZone")).toThrow(expect.objectContaining({ code: "UNKNOWN_NAME" }));
    expect(timeZoneName("europe/berlin", "timeZone")).toBe("Europe/Berlin");
    expect(timeZoneName("utc", "timeZone")).toBe("UTC");
  });
});

const ZONES = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "America/St_Johns",
  "America/Sao_Paulo",
  "America/Asuncion",
  "Africa/Casablanca",
  "Africa/Cairo",
  "Asia/Kathmandu",
  "Asia/Tehran",
  "Asia/Gaza",
  "Australia/Sydney",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Pacific/Kiritimati",
  "Antarctica/Troll",
];

/** Any time, and times near changes of clocks: minutes around 00:00 to 03:00 of days. */
const moments = fc.oneof(
  fc.integer({ min: Date.UTC(1972, 0, 1), max: Date.UTC(2037, 0, 1) }),
  fc
    .tuple(
      fc.integer({ min: 2 * 365, max: 67 * 365 }),
      fc.integer({ min: 0, max: 96 }),
      fc.integer({ min: -90, max: 90 }),
    )
    .map(([day, quarter, second]) => day * DAY + quarter * 15 * MINUTE + second * 1_000),
);

/** What the clocks show, by Intl alone. A month or week has begun if they have shown it during the last hours. */
function shownBy(at: number, zone: string, period: Period): string {
  const clock = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
  const shown = (time: number): string => clock.format(time);
  if (period === "HOUR_OF_DAY") return `${shown(at).slice(11, 13)}:00`;
  if (period === "WEEKDAY") return new Intl.DateTimeFormat("en", { timeZone: zone, weekday: "long" }).format(at);
  const name = (time: number): string => (period === "MONTH" ? shown(time).slice(0, 7) : isoWeek(shown(time)));
  let latest = name(at);
  // Clocks are never set back by more than this, apart from the date line.
  for (let minute = 1; minute <= 125; minute++) {
    const before = name(at - minute * MINUTE);
    if (before > latest) latest = before;
  }
  return latest;
}

function isoWeek(text: string): string {
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  const thursday = new Date(day.getTime() + (3 - ((day.getUTCDay() + 6) % 7)) * DAY);
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const week = 1 + Math.floor((thursday.getTime() - first) / (7 * DAY));
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, "0")}`;
}
