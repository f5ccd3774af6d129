// Numbers as readers see them, worked out by hand.
import { describe, expect, it } from "vitest";
import { formatFor, milliseconds } from "../../src/views/format.js";

const english = formatFor("en-GB");
const german = formatFor("de-DE");
/** Replaces special spaces by ordinary ones, which are easier to read here. */
const plain = (text: string): string => text.replaceAll("\u00a0", " ");

describe("formats", () => {
  it.each([
    [1291, 3457, "37.3 % (1,291 of 3,457)"],
    [0, 12, "0.0 % (0 of 12)"],
    [12, 12, "100.0 % (12 of 12)"],
    [0, 0, "– (0 of 0)"],
    [1, 1000, "0.1 % (1 of 1,000)"],
    [1, 1001, "< 0.1 % (1 of 1,001)"],
    [9999, 10000, "> 99.9 % (9,999 of 10,000)"],
    [999, 1000, "99.9 % (999 of 1,000)"],
    [1, 3, "33.3 % (1 of 3)"],
  ])("the rate %i of %i", (count, of, text) => {
    expect(plain(english.rate(count, of))).toBe(text);
  });

  it("follows the reader's locale", () => {
    expect(plain(german.rate(1291, 3457))).toBe("37,3 % (1.291 of 3.457)");
    expect(german.date("2026-10-31T23:30:00.000Z")).toBe("31.10.2026");
    expect(english.date("2026-10-31T23:30:00.000Z")).toBe("31 Oct 2026");
    expect(english.time("2026-10-31T23:30:00.000Z")).toContain("23:30 UTC");
  });

  it("has no rate over nothing", () => {
    expect(english.percent(null)).toBe("–");
    expect(english.points(null)).toBe("–");
    expect(english.duration(null)).toBe("–");
  });

  it.each([
    [0.042, "+4.2 pp"],
    [-0.042, "−4.2 pp"],
    [0, "0.0 pp"],
    [0.0004, "+< 0.1 pp"],
  ])("the difference %f", (difference, text) => {
    expect(plain(english.points(difference))).toBe(text);
  });

  it.each([
    [0.25, 2, "+0.25"],
    [-0.456, 1, "−0.5"],
    [-0.04, 1, "0"],
    [31.4, 0, "+31"],
  ])("the difference of numbers %f with %i decimals", (difference, digits, text) => {
    expect(english.signed(difference, digits)).toBe(text);
  });

  it.each([
    [0.3149, 1, "+31.5"],
    [-0.3149, 0, "−31"],
    [0.0004, 1, "0"],
    [1, 1, "+100"],
  ])("the Net Promoter Score %f with %i decimals", (value, digits, text) => {
    expect(english.nps(value, digits)).toBe(text);
  });

  it("writes negative numbers with a minus sign, and no negative zero", () => {
    expect(english.number(-0.456)).toBe("−0.46");
    expect(german.number(-1234.5)).toBe("−1.234,5");
    expect(english.number(-0.001)).toBe("0");
  });

  it.each([
    ["PT21H12M", "21 h 12 min"],
    ["P7D", "7 d"],
    ["P1DT12H", "1 d 12 h"],
    ["P1DT12H40M", "1 d 13 h"],
    ["PT59M59.9S", "1 h"],
    ["PT1M5.4S", "1 min 5 s"],
    ["PT23H59M40S", "1 d"],
    ["PT1.4S", "1 s"],
    ["PT0.25S", "250 ms"],
    ["PT0S", "0 s"],
    ["P1W", "7 d"],
    ["-PT90S", "−1 min 30 s"],
    ["P1234DT3H", "1,234 d 3 h"],
    ["not a duration", "not a duration"],
  ])("the duration %s", (iso, text) => {
    expect(plain(english.duration(iso))).toBe(text);
  });

  it("reads durations of ISO 8601", () => {
    expect(milliseconds("P1DT2H3M4.5S")).toBe(93_784_500);
    expect(milliseconds("P")).toBeNull();
    expect(milliseconds("PT")).toBeNull();
    expect(milliseconds("P1Y")).toBeNull();
  });

  it("says one journey and several", () => {
    expect(english.plural(1, "journey")).toBe("1 journey");
    expect(english.plural(0, "journey")).toBe("0 journeys");
    expect(english.plural(1291, "journey")).toBe("1,291 journeys");
    expect(english.plural(2, "loss", "losses")).toBe("2 losses");
  });
});
