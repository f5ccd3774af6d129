// Tests that the demo gives the answers that docs/demo.md describes. The planted faults are the first rows of handoffs,
// they are significant, and they have the planted reasons. Without faults, nothing is significant. For many seeds, see
// bench/falseAlarms.ts.
import { beforeAll, describe, expect, it } from "vitest";
import { demoProjection } from "../../bench/demoProjection.js";
import { DEFAULT_DEMO } from "../../src/demo/settings.js";
import type { Projection } from "../../src/projection/projection.js";
import { DEFAULT_HANDOFF_SETTINGS, type HandoffsParams, handoffs } from "../../src/questions/handoffs/index.js";
import type { HandoffResult } from "../../src/questions/handoffs/result.js";

const OCTOBER = Date.UTC(2026, 9, 1);
const NORTH = [{ key: "region", in: ["north"] }];

let planted: Projection;
let sound: Projection;
beforeAll(() => {
  planted = demoProjection(DEFAULT_DEMO);
  sound = demoProjection({ ...DEFAULT_DEMO, faults: [] });
});

async function ask(
  projection: Projection,
  settings: Partial<HandoffsParams["settings"]> = {},
  filter: HandoffsParams["filter"] = null,
): Promise<HandoffResult[]> {
  const { handoffs: rows } = await handoffs(projection, {
    settings: { ...DEFAULT_HANDOFF_SETTINGS, ...settings },
    filter,
    first: 1_000,
  });
  return [...rows];
}

const pair = (row: HandoffResult): string => `${row.from.key} → ${row.to.key}`;
const significant = (rows: readonly HandoffResult[]): string[] => rows.filter((row) => row.significant).map(pair);
/** The reasons, most frequent first, without UNRESOLVED, which is not a failure by default. */
const reasons = (row: HandoffResult): string[] =>
  [...row.reasons]
    .filter((r) => r.reason !== "UNRESOLVED")
    .sort((a, b) => b.count - a.count)
    .map((r) => r.reason);

describe("the demo", () => {
  it("shows two faults at once, and the third in the next row", async () => {
    const rows = await ask(planted);
    expect(rows.slice(0, 3).map(pair)).toEqual(["app → web", "chat → phone", "web → store"]);
    expect(significant(rows)).toEqual(["app → web", "chat → phone"]);
    expect(reasons(rows[0]!)[0]).toBe("BOUNCED_BACK");
    expect(reasons(rows[1]!)[0]).toBe("REPEATED");
  });

  it("shows the third in comparison with the months before", async () => {
    const rows = await ask(planted, { baselineBy: "EARLIER" }, { startedFrom: OCTOBER });
    expect(pair(rows[0]!)).toBe("web → store");
    expect(significant(rows)).toEqual(["web → store"]);
    expect(reasons(rows[0]!).slice(0, 2)).toEqual(["NEVER_ARRIVED", "STALLED"]);
  });

  it("shows the third in its region", async () => {
    const rows = await ask(planted, {}, { startedFrom: OCTOBER, attributes: NORTH });
    expect(pair(rows[0]!)).toBe("web → store");
    expect(significant(rows)).toEqual(["web → store", "app → web"]);
    expect(reasons(rows[0]!).slice(0, 2)).toEqual(["NEVER_ARRIVED", "STALLED"]);
  });

  it("has no significant pair without faults, and its pairs fail about one time in ten", async () => {
    const rows = await ask(sound);
    expect(rows.filter((row) => row.ranked).length).toBeGreaterThan(50);
    expect(significant(rows)).toEqual([]);
    expect(significant(await ask(sound, { baselineBy: "EARLIER" }, { startedFrom: OCTOBER }))).toEqual([]);
    for (const row of rows.filter((r) => r.settled >= 2_000)) {
      expect(row.failRate).toBeGreaterThan(0.08);
      expect(row.failRate).toBeLessThan(0.12);
    }
  });
});
