// Compares the reader of times with slow implementations: with JavaScript's Date for the forms that it reads, and for
// time zones, with a search over all instants.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDateFormat } from "../../src/model/dateFormat.js";
import { InstantReader, Zone } from "../../src/model/instant.js";
import { DAY, durationInWords, HOUR, MINUTE } from "../../src/model/time.js";

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
    ["1483815324123999999", "2017-01-07T18:55:24.123Z"],
    ["1.483815324E9", "2017-01-07T18:55:24.000Z"],
    ["100000000", "1973-03-03T09:46:40.000Z"],
    ["-100000000.0005", "1966-10-31T14:13:19.999Z"],
    ["-100000001", "1966-10-31T14:13:19.000Z"],
  ])("%s", (text, expected) => expect(read(text)).toBe(expected));

  it.each(["0", "1", "-1", "-0.0005", "2024", "44927.5", "202401", "20240107", "99999999.9", "133491387240000000"])(
    "%s, which no clock writes, is refused",
    (text) => expect(read(text)).toBe("BAD_TIME"),
  );

  it.each([
    ["s", "0", "1970-01-01T00:00:00.000Z"],
    ["s", "-0.0005", "1969-12-31T23:59:59.999Z"],
    ["s", "-1", "1969-12-31T23:59:59.000Z"],
    ["s", "20240107", "1970-08-23T06:15:07.000Z"],
    ["ms", "44927.5", "1970-01-01T00:00:44.927Z"],
    ["us", "-1", "1969-12-31T23:59:59.999Z"],
    ["ns", "133491387240000000", "1974-03-26T00:56:27.240Z"],
    ["excel", "44927.5", "2023-01-01T12:00:00.000Z"],
    ["excel", "45298.62180555556", "2024-01-07T14:55:24.000Z"],
    ["excel", "60", "BAD_TIME"],
  ] as const)("in %s, as given, %s is read", (epoch, text, expected) =>
    expect(read(text, new InstantReader(new Zone("UTC"), { epoch }))).toBe(expected),
  );

  it.each([
    ["44927.5", "Excel day number (2023-01-01T12:00)"],
    ["2024", "year"],
    ["1", "no clock"],
    ["20240107", "YYYYMMDD"],
    ["1.70464E+12", "shortened"],
    ["09:12:58", "time of day"],
    ["1/7/2024 10:00", "--date-format"],
  ])("%s is told what it looks like", (text, part) => expect(utc.explain(text)).toContain(part));
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

it.each(["07/01/2017", "1/7/2017 18:55", "01.07.2017", "31/12/17", "1-2-2017"])("%j is ambiguous", (text) =>
  expect(read(text)).toBe("AMBIGUOUS_TIME"),
);

describe("other forms with a single meaning", () => {
  it.each([
    ["2021-01-31 9:05:00", "2021-01-31T09:05:00.000Z"],
    ["2021-1-31 11:00", "2021-01-31T11:00:00.000Z"],
    ["2021/01/31 10:00:00", "2021-01-31T10:00:00.000Z"],
    ["2021.1.31", "2021-01-31T00:00:00.000Z"],
    ["2021-01-31 10:00:00 +0000 UTC", "2021-01-31T10:00:00.000Z"],
    ["2021-01-31 10:00:00.123456789 +0100 CET m=+0.001", "2021-01-31T09:00:00.123Z"],
    ["2021-01-31T10:00:00+01:00[Europe/Berlin]", "2021-01-31T09:00:00.000Z"],
    ["31/1/2021 9:05", "2021-01-31T09:05:00.000Z"],
    ["1/31/2021 9:05 PM", "2021-01-31T21:05:00.000Z"],
    ["1/31/2021, 12:05:09 AM", "2021-01-31T00:05:09.000Z"],
    ["5/5/2021", "2021-05-05T00:00:00.000Z"],
    ["31-Jan-2021 10:00", "2021-01-31T10:00:00.000Z"],
    ["Jan 31, 2021, 10:00:00 p.m.", "2021-01-31T22:00:00.000Z"],
    ["31 January 2021", "2021-01-31T00:00:00.000Z"],
    ["Sun, 31 Jan 2021 10:00:00 GMT", "2021-01-31T10:00:00.000Z"],
    ["Sun Jan 31 2021 10:00:00 GMT+0100 (Central European Standard Time)", "2021-01-31T09:00:00.000Z"],
    ["31/Jan/2021:10:00:00 +0000", "2021-01-31T10:00:00.000Z"],
    ["Sun Jan 31 10:00:00 UTC 2021", "2021-01-31T10:00:00.000Z"],
    ["2021-01-31 10:00 PM", "2021-01-31T22:00:00.000Z"],
  ])("%s", (text, expected) => expect(read(text)).toBe(expected));

  it.each(["31/13/2021", "2021-1-32", "2021-13-31 9:00", "1/31/2021 13:00 PM", "31 Foo 2021", "31/1/2021 10", "1/2/3"])(
    "%j is no time",
    (text) => expect(read(text)).toBe("BAD_TIME"),
  );

  it.each([
    ["DD/MM/YYYY", "1/7/2024 10:00", "2024-07-01T10:00:00.000Z"],
    ["MM/DD/YYYY", "1/7/2024 10:00", "2024-01-07T10:00:00.000Z"],
    ["MM/DD/YYYY", "31/7/2024", "BAD_TIME"],
    ["dd.MM.yy HH:mm", "01.07.24 10:00", "2024-07-01T10:00:00.000Z"],
    ["%d/%m/%Y %H:%M:%S", "01/07/2024 10:00:00", "2024-07-01T10:00:00.000Z"],
    ["YYYYMMDD", "20240107", "2024-01-07T00:00:00.000Z"],
    ["YYYYMMDD", "20240107145524", "2024-01-07T14:55:24.000Z"],
    ["DDMMYYYY", "07012024", "2024-01-07T00:00:00.000Z"],
    ["YYYY-DD-MM", "2024-07-01", "2024-01-07T00:00:00.000Z"],
    ["DMY", "2024-01-07T10:00:00Z", "2024-01-07T10:00:00.000Z"],
    ["DMY", "1704639324", "2024-01-07T14:55:24.000Z"],
  ])("by the format %s, %s is read", (format, text, expected) =>
    expect(read(text, new InstantReader(new Zone("UTC"), { dateFormat: parseDateFormat(format) }))).toBe(expected),
  );

  it.each(["mm/dd/yyyy", "soon", "DD/MM", ""])("%j is no format", (format) =>
    expect(() => parseDateFormat(format)).toThrow(expect.objectContaining({ code: "BAD_ARGUMENT", at: "date-format" })),
  );
});

it("reads a date as the first instant of its day, also on days without a midnight", () => {
  const in_ = (zone: string, text: string) => read(text, new InstantReader(new Zone(zone)));
  expect(in_("America/Sao_Paulo", "2018-11-04")).toBe("2018-11-04T03:00:00.000Z");
  expect(in_("America/Sao_Paulo", "2018-11-04 00:30")).toBe("NONEXISTENT_TIME");
  expect(in_("Asia/Beirut", "31/3/2024")).toBe("2024-03-30T22:00:00.000Z");
  // Samoa had no 30 December 2011.
  expect(in_("Pacific/Apia", "2011-12-30")).toBe("NONEXISTENT_TIME");
});

it("reads any moment the same in every form, zone and around changes of the clocks", () => {
  const zones = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "America/Sao_Paulo",
  ];
  const readers = new Map(
    zones.map((name) => {
      const zone = new Zone(name);
      const given = (format: string) => new InstantReader(zone, { dateFormat: parseDateFormat(format) });
      return [name, { plain: new InstantReader(zone), dmy: given("DD/MM/YYYY"), mdy: given("MM/DD/YYYY") }] as const;
    }),
  );
  const changes = ["2024-03-31", "2024-10-27", "2024-03-10", "2024-11-03", "2024-10-06", "2018-11-04", "2018-02-18"];
  const near = fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -36 * 60, max: 36 * 60 }))
    .map(([day, minutes]) => Date.parse(day) + minutes * MINUTE);
  const any = fc.integer({ min: Date.parse("1980-01-01") / MINUTE, max: Date.parse("2037-01-01") / MINUTE });
  const month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.oneof(
        near,
        any.map((m) => m * MINUTE),
      ),
      (name, wall) => {
        const { plain, dmy, mdy } = readers.get(name)!;
        const date = new Date(wall);
        const [y, m, d] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
        const [h, min] = [date.getUTCHours(), String(date.getUTCMinutes()).padStart(2, "0")];
        const half = `${h % 12 === 0 ? 12 : h % 12}:${min} ${h < 12 ? "AM" : "PM"}`;
        const wanted = read(date.toISOString().slice(0, 19), plain);
        for (const text of [
          `${y}-${m}-${d} ${h}:${min}`,
          `${y}/${m}/${d} ${h}:${min}:00`,
          `${y}.${m}.${d} ${half}`,
          `${d} ${month[m - 1]} ${y} ${h}:${min}`,
          `${month[m - 1]} ${d}, ${y} ${half}`,
          `${d}-${month[m - 1]}-${y} ${h}:${min}:00.000`,
        ])
          expect(read(text, plain), text).toBe(wanted);
        expect(read(`${d}/${m}/${y} ${h}:${min}`, dmy)).toBe(wanted);
        expect(read(`${m}/${d}/${y} ${half}`, mdy)).toBe(wanted);
        expect(read(`${d}.${m}.${y} ${h}:${min}`, plain)).toBe(d > 12 || d === m ? wanted : "AMBIGUOUS_TIME");
        expect(read(`${m}/${d}/${y} ${h}:${min}`, plain)).toBe(d > 12 || d === m ? wanted : "AMBIGUOUS_TIME");
      },
    ),
    { numRuns: 1500 },
  );
});

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

it("distinguishes dates that exist from others, like Date", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9999 }),
      fc.integer({ min: 0, max: 13 }),
      fc.integer({ min: 0, max: 32 }),
      (year, month, day) => {
        const text = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
        const date = new Date(`${text}T00:00:00Z`);
        // Date reads 2017-02-30 as 2 March.
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
      // Near changes of the clocks, and on the day that Samoa skipped.
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

it("says a duration in words, without rounding", () => {
  expect([0, 5, 8 * HOUR, 4 * DAY, DAY + 12 * HOUR + 30 * MINUTE, 61_001].map(durationInWords)).toEqual([
    "0 s",
    "5 ms",
    "8 h",
    "4 d",
    "1 d 12 h 30 min",
    "1 min 1 s 1 ms",
  ]);
});
