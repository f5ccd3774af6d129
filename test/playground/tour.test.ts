// The tour is written for the loaded data: every query is valid in the schema, names existing things, and gives
// reasons.
import fc from "fast-check";
import { parse, validate } from "graphql";
import { describe, expect, it } from "vitest";
import { brokenest, READS, SUGGESTIONS } from "../../src/playground/tour/catalogue.js";
import { chooseGoal, choosePair, chooseStart, chooseSupport } from "../../src/playground/tour/choose.js";
import { explain, partsOf } from "../../src/playground/tour/step.js";
import { tourFor } from "../../src/playground/tour/tour.js";
import { schema } from "../../src/resolvers/schema.js";
import { catalogueOf, RETAILER } from "./catalogues.js";

describe("choices", () => {
  it("start: the advertisement with which most journeys start", () => {
    expect(chooseStart(RETAILER)?.selector).toBe('{ touchpoints: ["search/search-ad"] }');
  });

  it("start: a word that only contains 'ad' is not an advertisement", () => {
    const c = catalogueOf("web/upload 9 9 0\nweb/cart-added 8 8 0\nweb/home 5 10 0");
    expect(chooseStart(c)).toMatchObject({
      selector: '{ touchpoints: ["web/home"] }',
      because: "most journeys start there (10)",
    });
  });

  it("start: the first stage by position with interactions, if other stages also have some", () => {
    const c = catalogueOf("web/home 5 5 0 look\nweb/buy 3 0 3 buy", {
      stages: [
        { key: "buy", name: "Buy", position: 2, phase: null },
        { key: "look", name: "Look", position: 1, phase: null },
        { key: "dream", name: "Dream", position: 0, phase: null },
      ],
    });
    expect(chooseStart(c)?.selector).toBe('{ stages: ["look"] }');
    expect(chooseStart({ ...c, touchpoints: c.touchpoints.slice(0, 1) })?.selector).toBe(
      '{ touchpoints: ["web/home"] }',
    );
  });

  it("goal: the default goal, or else any goal, or else a touchpoint with the name of a purchase, or else where journeys end", () => {
    expect(chooseGoal(RETAILER)?.selector).toBe('{ goal: "purchase" }');
    expect(chooseGoal({ ...RETAILER, goals: RETAILER.goals.slice(0, 1) })?.selector).toBe('{ goal: "first-interest" }');
    expect(chooseGoal({ ...RETAILER, goals: [] })?.selector).toBe('{ touchpoints: ["web/payment"] }');
    expect(chooseGoal(catalogueOf("web/a 5 5 1\nweb/b 3 0 4"))?.selector).toBe('{ touchpoints: ["web/b"] }');
  });

  it("support: a call for help, rather than a busier chat and a busier call of another kind", () => {
    expect(chooseSupport(RETAILER)?.touchpoint?.key).toBe("phone/support-call");
    expect(chooseSupport(catalogueOf("web/a 5 5 1"))).toBeNull();
  });

  it("pair: the pair that fails most often, or else the two busiest channels, or else none", () => {
    expect(choosePair(RETAILER)).toMatchObject({ from: "web", to: "search", reason: null });
    expect(choosePair({ ...RETAILER, broken: { from: "chat", to: "phone", reason: "REPEATED" } })).toMatchObject({
      from: "chat",
      to: "phone",
      reason: "REPEATED",
    });
    expect(choosePair(catalogueOf("web/a 5 5 1\nweb/b 3 0 4"))).toBeNull();
  });
});

describe("the tour", () => {
  it("on a retailer: sixteen steps, each with a name, its question and possible changes", () => {
    const steps = tourFor({ ...RETAILER, synthetic: true, broken: { from: "web", to: "store", reason: "STALLED" } });
    expect(steps.map((s) => s.name)).toEqual([
      "FromAdToPurchase",
      "WhereJourneysStart",
      "HowFarTheyGet",
      "HowLongTheyTake",
      "StepByStep",
      "WhoGetsTheCredit",
      "AfterSupport",
      "OneTouchpoint",
      "WhereHandoffsFail",
      "TheJourneysBehind",
      "WhatGotWorse",
      "ThenAndNow",
      "TheMap",
      "WhereToImprove",
      "CustomerPage",
      "SeeItCounted",
    ]);
    for (const step of steps) {
      expect(step.query).toMatch(/^# .*Chosen .*Change .*^(query|mutation) /ms);
      expect(step.query).toContain(`query ${step.name} {`);
    }
    expect(steps[9]!.query).toContain("reason: STALLED");
    expect(steps[10]!.query).toContain(
      'startedFrom: "2026-10-01T20:00:00.000Z"\n      attributes: [{ key: "region", in: ["north"] }]',
    );
    expect(steps[15]!.query).toContain('touchpoint: "web/payment"');
  });

  it("shows what rows know: properties, cases and answers", () => {
    const steps = tourFor({
      ...RETAILER,
      property: { key: "campaign", value: "spring" },
      cases: { from: "web/click-and-collect-order", to: "store/pick-up" },
      answered: "store/pick-up",
    });
    expect(steps.map((s) => s.name).slice(-5)).toEqual([
      "ByProperty",
      "TheSameCase",
      "WhatCustomersSay",
      "CustomerPage",
      "SeeItCounted",
    ]);
    expect(steps.at(-5)!.query).toContain('breakdown: { property: "campaign" }');
    expect(steps.at(-4)!.query).toContain("byCase: funnel(unit: { case: true }");
    expect(steps.at(-4)!.query).not.toContain("The demo has a planted fault");
    expect(steps.at(-3)!.query).toContain('touchpoint(key: "store/pick-up")');
  });

  it("shows segments and the problems of their rules where there are segments", () => {
    const steps = tourFor({ ...RETAILER, segments: ["vip", "young"] });
    expect(steps.map((s) => s.name).slice(-3)).toEqual(["WhoBelongs", "CustomerPage", "SeeItCounted"]);
    const { query } = steps.at(-3)!;
    expect(query).toMatch(/segments \{.* problem \}/);
    expect(query).toContain('filter: { segments: ["vip"] }');
  });

  it("on an empty store: how to fill it", () => {
    expect(tourFor(catalogueOf("tv/tv-ad 0 0 0")).map((s) => s.name)).toEqual(["NothingLoadedYet"]);
  });

  it("on one touchpoint, without goal, stages, support or channels to change", () => {
    expect(tourFor(catalogueOf("web/visit 1 1 1")).map((s) => s.name)).toEqual([
      "FromAdToPurchase",
      "WhereJourneysStart",
      "HowFarTheyGet",
      "HowLongTheyTake",
      "StepByStep",
      "WhoGetsTheCredit",
      "WhatHappensNext",
      "OneTouchpoint",
      "ThenAndNow",
      "CustomerPage",
      "SeeItCounted",
    ]);
  });

  it("says that it writes, on a store that is not a demo", () => {
    expect(tourFor(RETAILER).at(-1)!.query).toContain("writes to your store");
  });

  const name = fc.oneof(
    fc.string({ unit: "grapheme", minLength: 1 }),
    fc.constantFrom('"""', "a\nmutation X { y }", "a\u2028b", "\\", "# {", "ad", "checkout"),
  );
  it("is valid GraphQL for any names", () => {
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 6 }), name, (names, customer) => {
        const base = catalogueOf(names.map((_, i) => `c${i % 3}/k ${i + 1} ${i} 1`).join("\n"));
        const touchpoints = base.touchpoints.map((t, i) => ({
          ...t,
          key: names[i]!,
          name: names[i]!,
          kind: names[i]!,
        }));
        for (const step of tourFor({
          ...base,
          touchpoints,
          customer,
          segments: [customer],
          attribute: { key: customer, value: names[0]! },
          property: { key: names[0]!, value: customer },
          cases: { from: names[0]!, to: names.at(-1)! },
          answered: names[0]!,
        })) {
          const operations = parse(step.query).definitions.map((d) => ("name" in d ? d.name?.value : undefined));
          expect(operations).toEqual(
            step.name === "SeeItCounted" ? ["SeeItCounted", "Record", "TakeItBack"] : [step.name],
          );
        }
      }),
    );
  });

  it("is valid in the schema, and so are the first requests of the page", () => {
    const tours = [
      RETAILER,
      { ...RETAILER, synthetic: true, broken: { from: "web", to: "store", reason: "STALLED" } },
      { ...RETAILER, segments: ["vip"] },
      {
        ...RETAILER,
        property: { key: "campaign", value: "spring" },
        cases: { from: "web/a", to: "web/b" },
        answered: "web/a",
      },
      catalogueOf("web/a 1 1 1"),
      catalogueOf(""),
    ];
    const queries = [
      READS,
      brokenest('{ goal: "purchase" }'),
      ...Object.values(SUGGESTIONS),
      ...tours.flatMap((c) => tourFor(c).map((s) => s.query)),
    ];
    for (const query of queries) expect(validate(schema(), parse(query)).map((e) => e.message)).toEqual([]);
  });
});

describe("comments", () => {
  it("wrap under their heads, with each name on one line", () => {
    const text = explain({
      title: "A b",
      answers: ["What?"],
      chosen: ["x\ny: because of many many words that do not fit on one line of it"],
      change: ["z"],
    });
    expect(text).toBe(
      [
        "# A B",
        "# What?",
        "#",
        "# Chosen  x y: because of many many words that do",
        "#         not fit on one line of it",
        "# Change  z",
      ].join("\n"),
    );
  });
});

describe("a text of the tour in the pane", () => {
  it("has as code what is in backticks", () => {
    expect(partsOf("How often does `utm` occur, and `a`?")).toEqual([
      { part: "How often does ", isCode: false },
      { part: "utm", isCode: true },
      { part: " occur, and ", isCode: false },
      { part: "a", isCode: true },
      { part: "?", isCode: false },
    ]);
  });

  it("keeps a backtick that belongs to a name", () => {
    expect(partsOf("After O`Neill")).toEqual([{ part: "After O`Neill", isCode: false }]);
  });
});
