// Tests with a log of 1,000 customers in the form of a Segment export. 40 % of its rows are from before a login, and 3
// % of the customers use shared devices. No row is lost, interactions before the login belong to the user, and shared
// devices are listed. If the log is shuffled, split and partly repeated, the graph is the same. Links that were undone
// leave no trace.
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { openEmbedded } from "../../src/graph/embedded/embeddedStore.js";
import { expectSame, exportsOf, SegmentLogCase } from "../support/segmentLogSuite.js";
import { startTestServer } from "../support/server.js";
import { runner } from "./run.js";

describe("a log in the shape of a Segment export", () => {
  const one = new SegmentLogCase(1_000, 18);
  const { log } = one;
  let exported: Record<string, string>;
  let report: Record<string, unknown>;
  beforeAll(async () => {
    report = await one.importWhole();
    exported = await exportsOf(one.whole);
  }, 120_000);

  it("is what the issue asks for", () => {
    expect(log.users).toHaveLength(1_000);
    expect(log.anonymous / log.lines.length).toBeCloseTo(0.4, 1);
    expect(log.sharedDevices).toHaveLength(15);
  });

  it("loses no row: each is an interaction or a statement", async () => {
    expect(report).toMatchObject({
      rows: log.lines.length,
      accepted: log.interactions,
      statements: log.lines.length - log.interactions,
      duplicates: 0,
      conflicts: 0,
      rejectedRows: 0,
      declarations: log.users.length,
      sharedDevices: log.sharedDevices,
    });
    const { out } = await one.whole("import", join(one.folder, "whole.ndjson"), "--sequence", "context.sequence");
    expect(out).toContain("15 shared devices, declared for several customers and joined to none: kiosk-0, kiosk-1,");
    expect(out).toContain("  1,985 identities before they are joined, ");
    expect((await one.whole("status", "--json")).json()).toMatchObject({
      // Each shared device is a customer of its own.
      customers: log.users.length + log.sharedDevices.length,
      interactions: log.interactions,
    });
    expectSame(await exportsOf(one.whole), exported);
  });

  it("finds the purchase after an advertisement that was clicked before the login", async () => {
    const expected = [...log.cameByAd].filter((user) => log.bought.has(user)).length;
    expect(expected).toBeGreaterThan(200);
    const server = await startTestServer({ open: () => openEmbedded(join(one.folder, "whole/graph")) });
    try {
      const at = (kind: string): string => `{ at: { kinds: ["${kind}"] } }`;
      const { data, errors } = await server.ask(
        `{ funnel(steps: [${at("Ad Clicked")}, ${at("Order Completed")}]) { steps { completed } }
           person(key: "device-500") { key identities } device: person(key: "kiosk-3") { key identities }
           user: person(key: "user-7") { identities shared } }`,
      );
      expect(errors).toBeUndefined();
      expect(data.funnel.steps[1].completed).toBe(expected);
      expect(data.person).toEqual({ key: "user-500", identities: ["user-500", "device-500"] });
      expect(data.device).toEqual({ key: "kiosk-3", identities: ["kiosk-3"] });
      expect(data.user).toEqual({ identities: ["user-7"], shared: ["kiosk-3"] });
    } finally {
      await server.close();
    }
  }, 60_000);

  it("exports everything of all identities of a person", async () => {
    const { code, json } = await one.whole("export", "person", "device-500");
    expect(code).toBe(0);
    const person = json<{ interactions: { id: string; identity?: string }[]; attributes: Record<string, string> }>();
    const mine = log.lines
      .map((line) => JSON.parse(line) as Record<string, string>)
      .filter(({ anonymousId, type }) => anonymousId === "device-500" && type !== "identify");
    expect(person.interactions.map(({ id, identity }) => `${id} ${identity ?? "user-500"}`)).toEqual(
      mine.map(({ messageId, userId, anonymousId }) => `${messageId} ${userId ?? anonymousId}`),
    );
    expect(person).toMatchObject({
      customer: "user-500",
      identities: ["user-500", "device-500"],
      declarations: [{ anonymous: "device-500", customer: "user-500" }],
    });
    expect(Object.keys(person.attributes)).toEqual(["city", "plan"]);
  });

  it("shuffled, split and partly repeated, exports the same bytes", async () => {
    const run = runner(join(one.folder, "shuffled"));
    expect(await one.importShuffled(run)).toMatchObject({ accepted: log.interactions, conflicts: 0, rejectedRows: 0 });
    expectSame(await exportsOf(run), exported);
  }, 120_000);

  it("its exports, imported into another store, are the same", async () => {
    const run = runner(join(one.folder, "again"));
    const interactions = one.write("interactions.csv", [exported.interactions!.trimEnd()]);
    const declarations = one.write("declarations.csv", [exported.declarations!.trimEnd()]);
    expect((await run("import", interactions)).code).toBe(0);
    expect((await run("import", "--kind", "declarations", declarations)).code).toBe(0);
    expectSame(await exportsOf(run), exported);
  }, 120_000);

  it("random links that were undone leave no trace", async () => {
    await one.linkAndUnlink(one.whole, 60);
    expectSame(await exportsOf(one.whole), exported);
  }, 120_000);
});
