// Colours of channels, lines of text and CSV, without a browser.
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { toCsv } from "../../src/views/csv.js";
import { channelLooks, differenceColour, rateColour } from "../../src/views/look.js";
import { shorten, widthOf, wrap } from "../../src/views/text.js";

describe("channels", () => {
  it("the seven largest have a colour, the others are grey with two letters of their own", () => {
    const names = [
      "Web",
      "App",
      "Store",
      "Email",
      "Phone",
      "Chat",
      "Social",
      "Search",
      "Sea mail",
      "Semaphore",
      "S",
      "S",
    ];
    const looks = channelLooks(names.map((name, i) => ({ key: `k${i}`, name })));
    expect([...looks.values()].slice(0, 7).map(({ colour, code }) => [colour, code])).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map((n) => [`var(--tl-channel-${n})`, null]),
    );
    expect([...looks.values()].slice(7).map(({ code }) => code)).toEqual(["SE", "SA", "SM", "S0", "S1"]);
  });

  it("rates have one ramp; differences go from blue to orange", () => {
    expect([0, 0.5, 1].map((rate) => rateColour(rate))).toEqual(["1", "4", "6"].map((n) => `var(--tl-rate-${n})`));
    expect([-1, 0, 0.1].map((difference) => differenceColour(difference, 1))).toEqual([
      "var(--tl-less-3)",
      "var(--tl-difference-0)",
      "var(--tl-more-1)",
    ]);
  });
});

describe("lines", () => {
  const long = "An exceptionally long name of a touchpoint that nobody could want to read in one line, end";
  it("has two lines at most, within the room, and keeps beginning and end", () => {
    for (const room of [60, 100, 150, 240]) {
      const lines = wrap(long, room);
      expect(lines.length).toBe(2);
      for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(room);
      expect(lines[0]!.startsWith("An")).toBe(true);
      expect(lines[1]).toMatch(/….*end$/);
    }
  });

  it("breaks at spaces, and leaves short texts alone", () => {
    expect(wrap("Store visit", 300)).toEqual(["Store visit"]);
    expect(wrap("Click and collect order", 110)).toEqual(["Click and", "collect order"]);
    expect(wrap("", 100)).toEqual([""]);
    expect(shorten("abcdefghij", widthOf("abcdef"))).toBe("abc…ij");
  });
});

describe("CSV", () => {
  const data = {
    caption: "Test",
    columns: [
      { key: "name", name: "Name", unit: null, kind: "text" },
      { key: "share", name: "Share", unit: "of all", kind: "rate" },
      { key: "wait", name: "Wait", unit: null, kind: "duration" },
    ] as const,
    rows: [
      { key: "a", values: { name: '=HYPERLINK("x"), "quoted"\nline', share: 0.6267299327797549, wait: "PT21H12M" } },
      { key: "b", values: { name: "-1", share: null, wait: "-PT5S" } },
    ],
  };
  it("keeps numbers exact, quotes as RFC 4180 says, and lets no text be a formula", () => {
    const text = toCsv(data);
    expect(text.split("\r\n")[0]).toBe("Name,Share (of all),Wait");
    expect(parse(text)).toEqual([
      ["Name", "Share (of all)", "Wait"],
      [`'=HYPERLINK("x"), "quoted"\nline`, "0.6267299327797549", "PT21H12M"],
      ["'-1", "", "-PT5S"],
    ]);
  });
});
