// Times of logs, against slow readings: of what is written by JavaScript's own Date, of zones by trying every instant.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InstantReader, Zone } from "../../src/model/instant.js";
import { DAY, HOUR, MINUTE } from "../../src/model/time.js";

const utc = new InstantReader(new Zone("UTC"));
const read = (text: string, reader = utc) => {
  const { at, problem } = reader.read(text);
  return problem ?? new Date(at).toISOString();
};

describe("times with an offset", () => {
  it.each([
    ["2017-01-07T18:55:24Z", "2017-01-07T18:55:24.000Z"],
    ["2017-01-07 18:55:24+00:00", "2017-01-07T18:55:24.000Z"],
    ["2017-01-07T18:55:24.9999+02:00", "2017-01-07T16:55:24.999Z"],
    ["2017-01-07T18:55:24-0530", "2017-01-08T00:25:24.000Z"],
    ["2017-01-07 18:55:24 UTC", "2017-01-07T18:55:24.000Z"],
    ["2017-01-07T18:55:24,5+01", "2017-01-07T17:55:24.500Z"],
    ["20170107T185524Z", "2017-01-07T18:55:24.000Z"],
    ["2017-01-07T18:55Z", "2017-01-07T18:55:00.000Z"],
    ["2017-01-07", "2017-01-07T00:00:00.000Z"],
    ["2017-01-07T24:00:00Z", "2017-01-08T00:00:00.000Z"],
    ["1969-12-31T23:59:59.9999Z", "1969-12-31T23:59:59.999Z"],
    ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"],
    [" 2017-01-07T18:55:24Z ", "2017-01-07T18:55:24.000Z"],
  ])("%s", (text, expected) => expect(read(text)).toBe(expected));
});

describe("epochs", () => {
  it.each([
    ["1483815324", "2017-01-07T18:55:24.000Z"],
    ["1483815324.9876", "2017-01-07T18:55:24.987Z"],
    ["1483815324123", "2017-01-07T18:55:24.123Z"],
    ["1483815324123999", "2017-01-07T18:55:24.123Z"],
    ["0", "1970-01-01T00:00:00.000Z"],
    ["-0.0005", "1969-12-31T23:59:59.999Z"],
    ["-1", "1969-12-31T23:59:59.000Z"],
  ])("%s", (text, expected) => expect(read(text)).toBe(expected));
});

it.each([
  "",
  "soon",
  "2017-13-01T00:00:00Z",
  "2017-02-29T00:00:00Z",
  "2017-01-07T25:00:00Z",
  "2017-01-07T24:00:01Z",
  "2017-01-07T18:60:00Z",
  "2017-01-07T18:55:60Z",
  "07/01/2017",
  "1/7/2017 18:55",
  "20170107",
  "201701071855",
  "20170107185524",
  "2017-01-07T18:55:24+19:00",
  "2017-01-07T18:55:24+01:60",
  "2017-01-07T18:55:24.Z",
  "2017-01-07T18:55:24ZZ",
  "1e9",
  "148381532412399912345",
  "10000-01-01",
  "NaN",
])("refuses %j", (text) => expect(read(text)).toBe("BAD_TIME"));

it("reads what Date writes, at any offset, in the usual and in other forms", () => {
  const instant = fc.integer({ min: -62_135_596_800_000, max: 253_402_214_400_000 });
  const offset = fc.integer({ min: -14 * 60, max: 14 * 60 });
  fc.assert(
    fc.property(
      instant,
      offset,
      fc.constantFrom("T", " ", "t"),
      fc.constantFrom(":", ""),
      (at, minutes, between, colon) => {
        const wall = new Date(at + minutes * MINUTE);
        fc.pre(wall.getUTCFullYear() >= 1 && wall.getUTCFullYear() <= 9999);
        const hhmm = (n: number) =>
          `${String(Math.trunc(n / 60)).padStart(2, "0")}${colon}${String(n % 60).padStart(2, "0")}`;
        const zone = `${minutes < 0 ? "-" : "+"}${hhmm(Math.abs(minutes))}`;
        expect(utc.read(wall.toISOString().replace("T", between).replace("Z", zone)).at).toBe(at);
      },
    ),
    { numRuns: 2000 },
  );
});

it("tells a date that exists from one that does not, as Date does", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9999 }),
      fc.integer({ min: 0, max: 13 }),
      fc.integer({ min: 0, max: 32 }),
      (year, month, day) => {
        const text = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
        const date = new Date(`${text}T00:00:00Z`);
        // Date takes 2017-02-30 for 2 March.
        const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
        expect(utc.read(`${text}T00:00:00Z`).at).toBe(exists ? date.getTime() : Number.NaN);
        expect(utc.read(text).at).toBe(exists ? date.getTime() : Number.NaN);
      },
    ),
    { numRuns: 2000 },
  );
});

describe("times without an offset", () => {
  const berlin = new InstantReader(new Zone("Europe/Berlin"));
  const newYork = new InstantReader(new Zone("America/New_York"));

  it.each([
    ["winter", berlin, "2024-01-15T12:00:00", "2024-01-15T11:00:00.000Z", false],
    ["summer", berlin, "2024-07-15T12:00:00", "2024-07-15T10:00:00.000Z", false],
    ["the last second before clocks go forward", berlin, "2024-03-31T01:59:59", "2024-03-31T00:59:59.000Z", false],
    ["the first that does not exist", berlin, "2024-03-31T02:00:00", "NONEXISTENT_TIME", false],
    ["the last that does not exist", berlin, "2024-03-31 02:59:59.999", "NONEXISTENT_TIME", false],
    ["the first after", berlin, "2024-03-31T03:00:00", "2024-03-31T01:00:00.000Z", false],
    ["the last that occurs once", berlin, "2024-10-27T01:59:59", "2024-10-26T23:59:59.000Z", false],
    ["the first that occurs twice: the earlier", berlin, "2024-10-27T02:00:00", "2024-10-27T00:00:00.000Z", true],
    ["the last that occurs twice: the earlier", berlin, "2024-10-27T02:59:59", "2024-10-27T00:59:59.000Z", true],
    ["the first that occurs once again", berlin, "2024-10-27T03:00:00", "2024-10-27T02:00:00.000Z", false],
    ["New York forward", newYork, "2024-03-10T02:30:00", "NONEXISTENT_TIME", false],
    ["New York back", newYork, "2024-11-03T01:30:00", "2024-11-03T05:30:00.000Z", true],
    ["New York after", newYork, "2024-11-03T02:00:00", "2024-11-03T07:00:00.000Z", false],
    ["an offset wins over the zone", berlin, "2024-03-31T02:30:00+01:00", "2024-03-31T01:30:00.000Z", false],
  ] as const)("%s", (_name, reader, text, expected, twice) => {
    expect(read(text, reader)).toBe(expected);
    expect(reader.read(text).twice).toBe(twice);
  });

  it.each([
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "Africa/Casablanca",
    "Asia/Tehran",
  ])("in %s are the earliest instant at which clocks show them", (name) => {
    const zone = new Zone(name);
    const clock = new Intl.DateTimeFormat("sv-SE", { timeZone: name, dateStyle: "short", timeStyle: "medium" });
    const wallOf = (at: number) => Date.parse(`${clock.format(at).replace(" ", "T")}Z`);
    const around = fc.oneof(
      fc.integer({ min: Date.parse("2005-01-01"), max: Date.parse("2026-01-01") }),
      // Near changes of the clocks, and where Samoa left out a day.
      fc.integer({ min: Date.parse("2011-12-29"), max: Date.parse("2012-01-02") }),
      fc.integer({ min: Date.parse("2024-03-30"), max: Date.parse("2024-04-08") }),
      fc.integer({ min: Date.parse("2024-10-04"), max: Date.parse("2024-10-28") }),
    );
    fc.assert(
      fc.property(around, (seed) => {
        const wall = Math.floor(seed / (15 * MINUTE)) * 15 * MINUTE;
        const shown: number[] = [];
        for (let at = wall - 15 * HOUR; at <= wall + 15 * HOUR; at += 15 * MINUTE)
          if (wallOf(at) === wall) shown.push(at);
        expect(zone.instantOf(wall)).toEqual({ at: shown[0] ?? Number.NaN, twice: shown.length > 1 });
      }),
      { numRuns: 60 },
    );
  });

  it("are UTC in the zone UTC", () => {
    expect(utc.read("2017-01-07T18:55:24")).toMatchObject({
      at: Date.parse("2017-01-07T18:55:24Z"),
      local: true,
      twice: false,
    });
    expect(utc.read("2017-01-07T18:55:24Z").local).toBe(false);
  });
});

it("refuses a zone that does not exist", () => {
  expect(() => new Zone("Europe/Atlantis")).toThrow(RangeError);
  expect(new Zone("europe/berlin").offsetAt(Date.parse("2024-07-01") + DAY)).toBe(2 * HOUR);
});
