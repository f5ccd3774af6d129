// Tests of catalogue entries that are declared, created by rows, merged, and removed with their last interaction, and
// of sources and settings.
import { expect } from "vitest";
import { DEFAULT_JOURNEY_GAP, type GraphStore } from "../../../src/graph/store.js";
import { ThroughlineError } from "../../../src/model/errors.js";
import { HOUR } from "../../../src/model/time.js";
import { batchFor } from "../../support/histories.js";
import type { Cases } from "../store.contract.js";
import { routes } from "./support.js";

export function catalogueCases(test: Cases): void {
  test("rows create touchpoints, channels and stages", async (store) => {
    const outcome = await store.record(
      batchFor(
        { ana: "Web/Search-Ad@09:00>Phone desk@09:01" },
        { origin: (t) => (t === "web/search-ad" ? { stage: "Aware ness", initiatedBy: "BRAND" } : {}) },
      ),
    );
    expect([...outcome.created.touchpoints].sort()).toEqual(["unknown/desk", "web/search-ad"]);
    expect([...outcome.created.channels].sort()).toEqual(["phone", "unknown", "web"]);
    expect(outcome.created.stages).toEqual(["aware-ness"]);
    const catalogue = await store.catalogue();
    expect(catalogue.touchpoints).toEqual([
      {
        key: "unknown/desk",
        name: "desk",
        kind: "desk",
        kindKey: "desk",
        channel: "unknown",
        stage: null,
        description: null,
        initiatedBy: "CUSTOMER",
        owner: null,
        stakeholders: [],
        declared: false,
      },
      {
        key: "web/search-ad",
        name: "Search-Ad",
        kind: "Search-Ad",
        kindKey: "search-ad",
        channel: "web",
        stage: "aware-ness",
        description: null,
        initiatedBy: "BRAND",
        owner: null,
        stakeholders: [],
        declared: false,
      },
    ]);
    expect(catalogue.channels.map((c) => [c.key, c.name, c.declared])).toEqual([
      ["phone", "Phone", false],
      ["unknown", "unknown", false],
      ["web", "Web", false],
    ]);
    expect(catalogue.stages.map((s) => [s.key, s.name, s.declared])).toEqual([["aware-ness", "Aware ness", false]]);
  });

  test("names with one slug are one thing, shown with the first name in code-point order", async (store) => {
    await store.record(batchFor({ ana: "web/search@09:00" }));
    await store.record(batchFor({ ben: "Web/Search@09:00" }));
    const catalogue = await store.catalogue();
    expect(catalogue.touchpoints.map((t) => [t.key, t.name])).toEqual([["web/search", "Search"]]);
    expect(catalogue.mergedNames).toEqual([
      { of: "channel", key: "web", names: ["Web", "web"] },
      { of: "kind", key: "search", names: ["Search", "search"] },
    ]);
    await store.erase("ben");
    expect((await store.catalogue()).mergedNames).toEqual([]);
    expect((await store.catalogue()).touchpoints[0]!.name).toBe("search");
  });

  test("the spelling with the most interactions is shown, whoever recorded them and in whatever order", async (store) => {
    const shown = async () => {
      const { touchpoints, channels, mergedNames } = await store.catalogue();
      return [touchpoints[0]!.kind, channels[0]!.name, mergedNames.map(({ names }) => names.join("|")).join(" ")];
    };
    const { number: source } = await store.openSource({ name: "s", hash: "h", mapping: "{}" }, 1);
    await store.record(batchFor({ ana: "web/search@09:00 web/search@09:01" }));
    await store.record(batchFor({ ben: "Web/Search@09:00" }, { source }));
    expect(await shown()).toEqual(["search", "web", "web|Web search|Search"]);
    const { version } = await store.catalogue();
    // Both names have the same number of rows, so the first in code-point order is shown. A recording after which the
    // same name is shown does not change the catalogue.
    await store.record(batchFor({ cid: "Web/Search@09:00" }, { source }));
    expect(await shown()).toEqual(["Search", "Web", "Web|web Search|search"]);
    expect((await store.catalogue()).version).toBeGreaterThan(version);
    const tied = (await store.catalogue()).version;
    await store.record(batchFor({ dan: "Web/Search@09:00" }, { source }));
    expect((await store.catalogue()).version).toBe(tied);
    await store.record(batchFor({ eve: "web/search@09:00 web/search@09:01 web/search@09:02" }));
    expect(await shown()).toEqual(["search", "web", "web|Web search|Search"]);
    await store.erase("eve");
    expect(await shown()).toEqual(["Search", "Web", "Web|web Search|search"]);
    await store.forget(source);
    expect(await shown()).toEqual(["search", "web", ""]);
  });

  test("of two stages in rows, the first one is used; a declared stage takes precedence", async (store) => {
    await store.record(batchFor({ ana: "w/a@09:00" }, { origin: () => ({ stage: "decide" }) }));
    await store.record(batchFor({ ben: "w/a@09:00" }, { origin: () => ({ stage: "aware" }) }));
    expect((await store.catalogue()).touchpoints[0]!.stage).toBe("aware");
    await store.upsertCatalogue({ touchpoints: [{ key: "w/a", stage: "decide" }] });
    expect((await store.catalogue()).touchpoints[0]).toMatchObject({ stage: "decide", declared: true });
    await store.upsertCatalogue({ touchpoints: [{ key: "w/a", stage: null }] });
    expect((await store.catalogue()).touchpoints[0]!.stage).toBe("aware");
    await store.erase("ben");
    expect((await store.catalogue()).touchpoints[0]!.stage).toBe("decide");
  });

  test("what rows created is removed with its last interaction; declarations stay", async (store) => {
    await store.upsertCatalogue({ touchpoints: [{ key: "w/b", kind: "B", channel: "w" }] });
    await store.record(batchFor({ ana: "w/a@09:00>phone w/b@09:01" }, { origin: () => ({ stage: "s" }) }));
    await store.erase("ana");
    const catalogue = await store.catalogue();
    expect(catalogue.touchpoints.map((t) => t.key)).toEqual(["w/b"]);
    expect(catalogue.channels.map((c) => c.key)).toEqual(["w"]);
    expect(catalogue.stages).toEqual([]);
  });

  test("declaring: undefined leaves, null clears, the same again changes nothing", async (store) => {
    const change = {
      channels: [
        { key: "web", name: "Website", medium: "ONLINE" as const },
        { key: "phone", name: "Phone", medium: "OFFLINE" as const, assisted: true },
      ],
      stages: [
        { key: "late", name: "Late", position: 2 },
        { key: "early", name: "Early", position: 1, phase: "PURCHASE" as const, purpose: "buy" },
      ],
      touchpoints: [
        {
          key: "web/ad",
          name: "The ad",
          kind: "Ad",
          channel: "web",
          stage: "early",
          owner: "ads team",
          initiatedBy: "BRAND" as const,
        },
      ],
      goals: [{ key: "sale", name: "Sale", selector: { kinds: ["Ad"] }, isDefault: true }],
      serviceLevels: [{ from: "web", to: "phone", wait: HOUR }],
    };
    const before = await store.version();
    const { version } = await store.upsertCatalogue(change);
    expect(version).toBeGreaterThan(before);
    const catalogue = await store.catalogue();
    expect(catalogue.channels).toEqual([
      { key: "phone", name: "Phone", medium: "OFFLINE", assisted: true, declared: true },
      { key: "web", name: "Website", medium: "ONLINE", assisted: false, declared: true },
    ]);
    expect(catalogue.stages).toEqual([
      { key: "early", name: "Early", position: 1, phase: "PURCHASE", purpose: "buy", declared: true },
      { key: "late", name: "Late", position: 2, phase: null, purpose: null, declared: true },
    ]);
    expect(catalogue.touchpoints).toEqual([
      {
        key: "web/ad",
        name: "The ad",
        kind: "Ad",
        kindKey: "ad",
        channel: "web",
        stage: "early",
        description: null,
        initiatedBy: "BRAND",
        owner: "ads team",
        stakeholders: [],
        declared: true,
      },
    ]);
    expect(catalogue.goals).toEqual(change.goals);
    expect(catalogue.serviceLevels).toEqual(change.serviceLevels);
    expect((await store.upsertCatalogue(change)).version).toBe(version);
    expect((await store.catalogue()).version).toBe(catalogue.version);
    await store.upsertCatalogue({ touchpoints: [{ key: "web/ad", owner: null, initiatedBy: null, name: "Ad again" }] });
    const after = await store.catalogue();
    expect(after.version).toBeGreaterThan(catalogue.version);
    expect(after.touchpoints[0]).toMatchObject({
      name: "Ad again",
      owner: null,
      initiatedBy: "CUSTOMER",
      stage: "early",
    });
  });

  test("a new default goal replaces the old one", async (store) => {
    await store.upsertCatalogue({ goals: [{ key: "a", name: "A", selector: { any: true }, isDefault: true }] });
    await store.upsertCatalogue({ goals: [{ key: "b", name: "B", selector: { any: true }, isDefault: true }] });
    expect((await store.catalogue()).goals.map((g) => [g.key, g.isDefault])).toEqual([
      ["a", false],
      ["b", true],
    ]);
  });

  test("removing: what nothing uses goes, at once with what used it, and what is not there is ignored", async (store) => {
    await store.upsertCatalogue({
      channels: [{ key: "fax", name: "Fax" }],
      stages: [{ key: "late", name: "Late" }],
      touchpoints: [{ key: "fax/order", kind: "Order", channel: "fax", stage: "late" }],
      goals: [
        { key: "ordered", name: "Ordered", selector: { channels: ["Fax"] }, isDefault: true },
        { key: "other", name: "Other", selector: { any: true }, isDefault: false },
      ],
      serviceLevels: [
        { from: "fax", to: "web", wait: HOUR },
        { from: "web", to: "fax", wait: HOUR },
      ],
    });
    await store.record(batchFor({ ana: "web/ad@09:00" }));
    const { version } = await store.upsertCatalogue({ removedServiceLevels: [{ from: "fax", to: "web" }] });
    expect((await store.catalogue()).serviceLevels).toEqual([{ from: "web", to: "fax", wait: HOUR }]);
    expect(await store.version()).toBe(version);
    await store.upsertCatalogue({
      removedServiceLevels: [{ from: "web", to: "fax" }],
      removedGoals: ["ordered", "no such goal"],
      removedTouchpoints: ["fax/order"],
      removedChannels: ["fax"],
      removedStages: ["late"],
    });
    const { touchpoints, channels, stages, goals, serviceLevels } = await store.catalogue();
    expect([touchpoints, channels, stages, goals].map((things) => things.map(({ key }) => key))).toEqual([
      ["web/ad"],
      ["web"],
      [],
      ["other"],
    ]);
    expect(serviceLevels).toEqual([]);
    const after = await store.version();
    expect((await store.upsertCatalogue({ removedGoals: ["ordered"], removedChannels: ["fax"] })).version).toBe(after);
  });

  test("removing what is still in use is refused with its users, and nothing is changed", async (store) => {
    await store.upsertCatalogue({
      channels: [{ key: "web", name: "Website" }],
      stages: [
        { key: "aware", name: "Aware" },
        { key: "other", name: "Other" },
      ],
      touchpoints: [{ key: "web/ad", kind: "Ad", channel: "web", stage: "other" }],
      goals: [
        { key: "seen", name: "Seen", selector: { kinds: ["Ad"] }, isDefault: false },
        { key: "surfed", name: "Surfed", selector: { channels: ["Website"] }, isDefault: false },
      ],
      serviceLevels: [{ from: "web", to: "phone", wait: HOUR }],
    });
    const refused = async (change: Parameters<typeof store.upsertCatalogue>[0], ...users: string[]) => {
      const version = await store.version();
      const error = await store.upsertCatalogue(change).catch((thrown: unknown) => thrown as ThroughlineError);
      expect(error).toMatchObject({ code: "IN_USE", at: "key" });
      for (const user of users) expect((error as ThroughlineError).message).toContain(user);
      expect(await store.version()).toBe(version);
    };
    await refused({ removedTouchpoints: ["web/ad"] }, 'goal "seen"');
    await refused({ removedStages: ["other"] }, 'touchpoint "web/ad"');
    await refused({ removedChannels: ["web"] }, 'touchpoint "web/ad"', 'goal "surfed"', 'from "web" to "phone"');
    await store.record(batchFor({ ana: "web/ad@09:00>phone" }, { origin: () => ({ stage: "Aware" }) }));
    // The declaration has another stage, but the rows still create their own stage.
    await refused({ removedStages: ["aware"] }, "interactions recorded with it");
    await refused({ removedChannels: ["phone"] }, "interactions that were to continue on it");
    await refused({ removedGoals: ["seen"], removedTouchpoints: ["web/ad"] }, "its interactions");
    await store.erase("ana");
    await store.upsertCatalogue({ removedGoals: ["seen"], removedTouchpoints: ["web/ad"], removedStages: ["aware"] });
    expect((await store.catalogue()).touchpoints).toEqual([]);
  });

  test("channel and stage of a touchpoint may be given by name", async (store) => {
    await store.upsertCatalogue({
      channels: [{ key: "www", name: "Web Shop" }],
      stages: [{ key: "s1", name: "Awareness" }],
      touchpoints: [{ key: "www/ad", kind: "Ad", channel: "Web Shop", stage: "Awareness" }],
    });
    expect((await store.catalogue()).touchpoints[0]).toMatchObject({ channel: "www", stage: "s1", name: "Ad" });
    // An unknown name is declared under its slug.
    await store.upsertCatalogue({
      touchpoints: [{ key: "in-store/till", kind: "Till", channel: "In Store", stage: "Buying It" }],
    });
    expect((await store.catalogue()).touchpoints[0]).toMatchObject({
      key: "in-store/till",
      channel: "in-store",
      stage: "buying-it",
    });
    expect((await store.catalogue()).channels[0]).toEqual({
      key: "in-store",
      name: "In Store",
      medium: null,
      assisted: false,
      declared: true,
    });
  });

  test("a new touchpoint without kind or channel is refused, and nothing is changed", async (store) => {
    const before = await store.version();
    await expect(
      store.upsertCatalogue({ channels: [{ key: "c", name: "C" }], touchpoints: [{ key: "web/ad", name: "Ad" }] }),
    ).rejects.toMatchObject({ code: "BAD_CATALOGUE" });
    await expect(store.upsertCatalogue({ touchpoints: [{ key: "web/ad", name: "Ad" }] })).rejects.toBeInstanceOf(
      ThroughlineError,
    );
    expect(await store.version()).toBe(before);
    expect((await store.catalogue()).channels).toEqual([]);
  });

  test("a touchpoint that rows created can be declared without kind and channel", async (store) => {
    await store.record(batchFor({ ana: "web/Big-Ad@09:00" }));
    await store.upsertCatalogue({ touchpoints: [{ key: "web/big-ad", owner: "me" }] });
    await store.erase("ana");
    expect((await store.catalogue()).touchpoints).toMatchObject([
      { key: "web/big-ad", kind: "Big-Ad", channel: "web", owner: "me", declared: true },
    ]);
  });

  test("the catalogue's version rises only when rows add or remove a name", async (store) => {
    const empty = (await store.catalogue()).version;
    await store.record(batchFor({ ana: "w/a@09:00" }));
    const one = (await store.catalogue()).version;
    expect(one).toBeGreaterThan(empty);
    await store.record(batchFor({ ana: "w/a@09:01#2" }));
    expect((await store.catalogue()).version).toBe(one);
    await store.record(batchFor({ ana: "w/b@09:01#3" }));
    const two = (await store.catalogue()).version;
    expect(two).toBeGreaterThan(one);
    await store.erase("ana");
    expect((await store.catalogue()).version).toBeGreaterThan(two);
  });

  test("settings: defaults, a change splits everything again, the same value again changes nothing", async (store) => {
    expect(await store.settings()).toEqual({ journeyGap: DEFAULT_JOURNEY_GAP, synthetic: false, timeZone: "UTC" });
    await store.record(batchFor({ ana: "w/a@09:00 w/b@11:00", ben: "w/a@09:00 w/b@09:01" }));
    const before = await store.version();
    const { version, settings } = await store.updateSettings({ journeyGap: HOUR });
    expect(settings).toEqual({ journeyGap: HOUR, synthetic: false, timeZone: "UTC" });
    expect(version).toBeGreaterThan(before);
    expect(await routes(store, "ana")).toEqual(["w/a", "w/b"]);
    expect(await routes(store, "ben")).toEqual(["w/a w/b"]);
    expect((await store.updateSettings({ journeyGap: HOUR })).version).toBe(version);
    await store.updateSettings({ synthetic: true });
    expect(await store.settings()).toEqual({ journeyGap: HOUR, synthetic: true, timeZone: "UTC" });
    await store.updateSettings({ journeyGap: DEFAULT_JOURNEY_GAP });
    expect(await routes(store, "ana")).toEqual(["w/a w/b"]);
  });

  test("settings: a time zone is kept in the spelling of the IANA, and one that does not exist is refused", async (store) => {
    const before = await store.version();
    const { version, settings } = await store.updateSettings({ timeZone: "europe/berlin" });
    expect(settings).toEqual({ journeyGap: DEFAULT_JOURNEY_GAP, synthetic: false, timeZone: "Europe/Berlin" });
    expect(version).toBeGreaterThan(before);
    expect(await store.settings()).toEqual(settings);
    expect((await store.status()).settings).toEqual(settings);
    expect((await store.updateSettings({ timeZone: "Europe/Berlin" })).version).toBe(version);
    expect((await store.updateSettings({ journeyGap: HOUR })).settings.timeZone).toBe("Europe/Berlin");
    await expect(store.updateSettings({ timeZone: "Europe/Berln" })).rejects.toMatchObject({
      code: "UNKNOWN_NAME",
      at: "timeZone",
      allowed: expect.arrayContaining(["Europe/Berlin"]),
    });
    expect((await store.settings()).timeZone).toBe("Europe/Berlin");
  });

  test("a gap that is not a positive whole number of milliseconds is refused", async (store) => {
    for (const journeyGap of [0, -1, 1.5, Number.NaN])
      await expect(store.updateSettings({ journeyGap })).rejects.toMatchObject({ code: "BAD_ARGUMENT" });
  });

  test("sources: same hash and mapping, same number", async (store) => {
    const a = await store.openSource({ name: "a.csv", hash: "h", mapping: "{}" }, 5);
    const b = await store.openSource({ name: "a.csv", hash: "h", mapping: '{"x":1}' }, 6);
    expect(a).toMatchObject({ known: false, number: 1 });
    expect(b).toMatchObject({ known: false, number: 2 });
    const version = await store.version();
    expect(await store.openSource({ name: "renamed.csv", hash: "h", mapping: "{}" }, 7)).toEqual({
      known: true,
      number: 1,
    });
    expect(await store.version()).toBe(version);
    expect(await store.sources()).toEqual([
      { number: 1, name: "a.csv", hash: "h", mapping: "{}", importedAt: 5, interactions: 0, answers: 0 },
      { number: 2, name: "a.csv", hash: "h", mapping: '{"x":1}', importedAt: 6, interactions: 0, answers: 0 },
    ]);
    await store.record(batchFor({ ana: "w/a@09:00" }));
    const [api] = await store.sources();
    expect(api).toMatchObject({ number: 0, interactions: 1 });
  });

  test("a change that was decided from an older catalogue is refused, and changes nothing", async (store) => {
    await store.upsertCatalogue({ channels: [{ key: "fax" }, { key: "web" }] });
    const { version } = await store.catalogue();
    const rule = { touches: [{ channels: ["fax"] }] };
    await store.upsertCatalogue({ segments: [{ key: "faxed", rule }], asOf: version });
    const after = await store.catalogue();
    expect(after.version).toBeGreaterThan(version);
    const change = { removedChannels: ["fax"], channels: [{ key: "phone" }], asOf: version };
    await expect(store.upsertCatalogue(change)).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await store.catalogue()).toEqual(after);
    // Rows that create no name do not change the catalogue.
    await store.record(batchFor({ ana: "web/a@09:00" }));
    const named = await store.catalogue();
    await store.record(batchFor({ ana: "web/a@09:30", ben: "web/a@10:00" }));
    await store.upsertCatalogue({ ...change, asOf: named.version });
    expect((await store.catalogue()).channels.map(({ key }) => key)).toEqual(["phone", "web"]);
  });

  test.shared("a source keeps the report of its last import, as text, until it is forgotten", async (store, reopen) => {
    const one = (await store.openSource({ name: "a.csv", hash: "h", mapping: "{}" }, 5)).number;
    const two = (await store.openSource({ name: "b.csv", hash: "i", mapping: "{}" }, 6)).number;
    await store.record(batchFor({ ana: "w/a@09:00" }, { source: one }));
    const version = await store.version();
    const long = JSON.stringify({ names: "n\u0000ä😀'\"\\ ".repeat(20_000), big: "9007199254740993" });
    await store.saveReport(one, "{}");
    await store.saveReport(one, long);
    await store.saveReport(99, "{}");
    expect(await store.version()).toBe(version);
    const other = await reopen();
    const reports = async (of: GraphStore) => (await of.sources()).map(({ number, report }) => [number, report]);
    expect(await reports(store)).toEqual([
      [one, long],
      [two, undefined],
    ]);
    expect(await reports(other)).toEqual(await reports(store));
    await other.close();
    // If the same file is opened again, it is the same source. Its report stays until another report is saved.
    await store.openSource({ name: "a.csv", hash: "h", mapping: "{}" }, 7);
    expect((await store.sources())[0]).toMatchObject({ number: one, report: long, interactions: 1 });
    await store.forget(one);
    expect(await reports(store)).toEqual([[two, undefined]]);
  });
}
