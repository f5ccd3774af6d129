import { beforeAll, describe, expect, it } from "vitest";
import { emptyDatabase, NEO4J, WITHOUT_NEO4J } from "../support/neo4j.js";
import { expectSame, exportsOf, SegmentLogCase } from "../support/segmentLogSuite.js";
import { runner } from "./run.js";

const title = `a log in the shape of a Segment export on Neo4j${WITHOUT_NEO4J ? ` (skipped: ${WITHOUT_NEO4J})` : ""}`;
describe.skipIf(WITHOUT_NEO4J !== null)(title, () => {
  beforeAll(emptyDatabase);

  it("shuffled, split and partly repeated, and after links that were undone, exports the same bytes as the embedded store", {
    timeout: 400_000,
  }, async () => {
    const one = new SegmentLogCase(300, 4);
    await one.importWhole();
    const expected = await exportsOf(one.whole);
    const run = runner(one.folder, undefined, {
      NEO4J_URI: NEO4J.uri,
      NEO4J_USER: NEO4J.user,
      NEO4J_PASSWORD: NEO4J.password,
      NEO4J_DATABASE: NEO4J.database,
    });
    const report = await one.importShuffled(run);
    expect(report).toMatchObject({
      accepted: one.log.interactions,
      conflicts: 0,
      sharedDevices: one.log.sharedDevices,
    });
    expectSame(await exportsOf(run), expected);
    await one.linkAndUnlink(run, 20);
    expectSame(await exportsOf(run), expected);
  });
});
