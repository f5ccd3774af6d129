// Tests of snapshots of the projection. The same projection is read from a snapshot. A snapshot is refused if it is
// incomplete or belongs to another store. It contains no data of a customer who was erased.
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { snapshotPath } from "../../src/graph/erasing.js";
import { openStore } from "../../src/graph/open.js";
import type { GraphStore } from "../../src/graph/store.js";
import { journeyKeyOf } from "../../src/projection/journeys.js";
import type { Projection } from "../../src/projection/projection.js";
import { buildProjection, refreshProjection } from "../../src/projection/refresh.js";
import { readSnapshot, type SnapshotSource, writeSnapshot } from "../../src/projection/snapshotFile.js";
import { Freshness } from "../../src/service/freshness.js";
import { Snapshots } from "../../src/service/snapshots.js";
import { batchFor } from "../support/histories.js";
import { liveJourneysOf } from "../support/liveJourneys.js";
import { logs } from "../support/logs.js";
import { MemorySource } from "../support/memorySource.js";
import { projectionOfLog, type Row } from "../support/projectionOf.js";

const folder = (): string => mkdtempSync(join(tmpdir(), "throughline-snapshot-"));
const never = () => false;

const row: fc.Arbitrary<Row> = fc.record({
  customer: fc.constantFrom("ana", "bob", "cyd", "dan", "eve"),
  touchpoint: fc.constantFrom("a", "b", "c"),
  channel: fc.constantFrom("web", "app"),
  at: fc.integer({ min: 0, max: 100 }),
  id: fc.integer({ min: 0, max: 1e9 }).map((n) => `i${n}`),
  value: fc.constantFrom(null, null, 1.5),
  caseId: fc.constantFrom(undefined, "1", "2"),
  intended: fc.constantFrom(undefined, "store", "phone"),
});
const states = fc.array(
  fc.record({
    rows: fc.array(row, { maxLength: 25 }),
    attributes: fc.dictionary(
      fc.constantFrom("ana", "bob", "cyd"),
      fc.dictionary(fc.constantFrom("region", "tier"), fc.constantFrom("x", "y")),
    ),
  }),
  { minLength: 3, maxLength: 6 },
);

/** A memory source with the further methods that a snapshot needs. */
function sourceOf(source: MemorySource, identity = "one"): SnapshotSource {
  return {
    version: () => source.version(),
    stream: (visitor) => source.stream(visitor),
    changesSince: (version, visitor) => source.changesSince(version, visitor),
    catalogue: () => source.catalogue(),
    settings: () => source.settings(),
    identity: async () => identity,
    status: async () => buildProjection(source.fresh()).then((built) => ({ ...built, version: built.version })),
  };
}

function sameJourneys(actual: Projection, expected: Projection): void {
  expect(liveJourneysOf(actual)).toEqual(liveJourneysOf(expected));
  for (const name of ["journeys", "interactions", "customersWithJourneys", "newest", "journeyGap"] as const)
    expect(actual[name]).toEqual(expected[name]);
}

describe("a snapshot of the projection", () => {
  it("is the same projection, column by column", async () => {
    const path = join(folder(), "snapshot");
    await fc.assert(
      fc.asyncProperty(logs, fc.constantFrom(1, 1_000), async (log, block) => {
        const projection = projectionOfLog(log, block);
        const { version, catalogue, journeyGap, timeZone, journeys, interactions } = projection;
        const source: SnapshotSource = {
          version: async () => version,
          stream: () => Promise.reject(new Error("The store is not read.")),
          changesSince: async () => ({ version }),
          catalogue: async () => catalogue,
          settings: async () => ({ journeyGap, timeZone, synthetic: false }),
          identity: async () => "one",
          status: async () => ({ version, journeys, interactions }),
        };
        expect(await writeSnapshot(path, projection, source, never)).toBe(true);
        const read = (await readSnapshot(path, source))!.projection;
        expect(read.blocks).toEqual(projection.blocks);
        sameJourneys(read, projection);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it("is brought up to date by the change feed, whatever changed before and after it", async () => {
    const path = join(folder(), "snapshot");
    await fc.assert(
      fc.asyncProperty(states, async (steps) => {
        const memory = new MemorySource({ journeyGap: 30 });
        const source = sourceOf(memory);
        const [last, ...before] = [...steps].reverse();
        memory.set([], {});
        let projection = await buildProjection(memory);
        for (const { rows, attributes } of before) {
          memory.set(rows, attributes);
          projection = await refreshProjection(memory, projection);
        }
        expect(await writeSnapshot(path, projection, source, never)).toBe(true);
        memory.set(last!.rows, last!.attributes);
        const read = (await readSnapshot(path, source))!.projection;
        sameJourneys(read, await buildProjection(memory.fresh()));
        expect(read.version).toBe(await memory.version());
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it("is ignored if a byte is damaged, if it is cut off, and if another store wrote it or is older", async () => {
    const path = join(folder(), "snapshot");
    const memory = new MemorySource();
    memory.set([{ customer: "ana", touchpoint: "a", channel: "web", at: 1, value: 3 }], { ana: { region: "x" } });
    const source = sourceOf(memory);
    expect(await writeSnapshot(path, await buildProjection(memory), source, never)).toBe(true);
    const whole = readFileSync(path);
    expect(await readSnapshot(path, source)).not.toBeNull();
    expect(await readSnapshot(path, sourceOf(memory, "another"))).toBeNull();
    expect(await readSnapshot(path, { ...source, identity: async () => null })).toBeNull();
    expect(await readSnapshot(path, { ...source, version: async () => 0 })).toBeNull();
    // The store says that it has other contents at the same version.
    const status = { ...(await source.status()), interactions: 2 };
    expect(await readSnapshot(path, { ...source, status: async () => status })).toBeNull();
    expect(await readSnapshot(join(path, "none"), source)).toBeNull();
    for (let at = 0; at < whole.length; at++) {
      const damaged = Buffer.from(whole);
      damaged[at]! ^= 1 << (at % 8);
      writeFileSync(path, damaged);
      const read = await readSnapshot(path, source);
      // Bytes between the header and the columns have no meaning.
      if (read !== null) expect(at >= 16 && whole[at] === 0).toBe(true);
    }
    for (const size of [0, 7, 20, whole.length - 8, whole.length - 1]) {
      writeFileSync(path, whole);
      truncateSync(path, size);
      expect(await readSnapshot(path, source)).toBeNull();
    }
    writeFileSync(path, Buffer.concat([whole, Buffer.alloc(8)]));
    expect(await readSnapshot(path, source)).toBeNull();
  });

  it("is not written if the store has changed, and leaves no other file", async () => {
    const data = folder();
    const path = join(data, "snapshot");
    const memory = new MemorySource();
    memory.set([{ customer: "ana", touchpoint: "a", at: 1 }]);
    const projection = await buildProjection(memory);
    memory.set([]);
    expect(await writeSnapshot(path, projection, sourceOf(memory), never)).toBe(false);
    expect(await writeSnapshot(path, await buildProjection(memory), sourceOf(memory), () => true)).toBe(false);
    expect(readdirSync(data)).toEqual([]);
  });
});

/** A store with a projection that follows it, and its snapshots. */
async function started(data: string) {
  const store = await openStore({ dataDir: data, neo4j: null }, { writer: "inline" });
  let streamed = 0;
  const stream = store.stream.bind(store);
  store.stream = (...args) => {
    streamed++;
    return stream(...args);
  };
  const snapshots = new Snapshots(snapshotPath(data), store, false);
  const freshness = new Freshness(store, "projection", snapshots);
  freshness.start();
  await freshness.ready();
  const close = async () => {
    await freshness.close();
    await store.close();
  };
  return { store, snapshots, freshness, close, streamed: () => streamed };
}

async function record(store: GraphStore, customers: Record<string, string>): Promise<void> {
  await store.record(batchFor(customers));
}

describe("the snapshot of an embedded store", () => {
  it("serves a restart without another reading of the store, and only its owner may read it", async () => {
    const data = folder();
    const first = await started(data);
    await record(first.store, { ana: "w/a@09:00 w/b@10:00", bob: "w/a@09:00" });
    await first.snapshots.write();
    expect(statSync(snapshotPath(data)).mode & 0o777).toBe(0o600);
    await record(first.store, { bob: "w/c@12:00", cyd: "w/b@09:00" });
    const expected = await first.freshness.current();
    await first.close();
    const second = await started(data);
    const read = await second.freshness.current();
    expect(second.streamed()).toBe(0);
    sameJourneys(read, expected);
    expect(read.version).toBe(expected.version);
    await second.close();
    writeFileSync(snapshotPath(data), "");
    const third = await started(data);
    expect(third.streamed()).toBe(1);
    sameJourneys(await third.freshness.current(), expected);
    await third.close();
  });

  it("holds nothing of a customer who was erased: it is removed, and the next one is written without them", async () => {
    const data = folder();
    const { store, snapshots, freshness, close } = await started(data);
    await record(store, { ana: "w/a@09:00 w/secret@10:00", bob: "w/a@09:00 w/b@11:00" });
    await store.setAttributes([{ customer: "ana", attributes: { street: "Elm Street 5" } }]);
    await store.setAttributes([{ customer: "bob", attributes: { street: "Oak Road 9" } }]);
    await snapshots.write();
    const before = readFileSync(snapshotPath(data));
    const { blocks } = await freshness.current();
    const keyOf = (journey: number) => Buffer.from(journeyKeyOf(blocks[0]!.block, journey).slice(2), "hex");
    const [ana, bob] = [keyOf(0), keyOf(1)];
    for (const bytes of ["Elm Street 5", "Oak Road 9", ana, bob]) expect(before.includes(bytes)).toBe(true);

    // A file that a service is still writing is removed too.
    writeFileSync(`${snapshotPath(data)}.other.tmp`, before);
    await store.erase("ana");
    expect(existsSync(snapshotPath(data))).toBe(false);
    expect(readdirSync(data)).toEqual(["graph"]);
    await snapshots.write();
    const after = readFileSync(snapshotPath(data));
    for (const bytes of ["Elm Street 5", ana]) expect(after.includes(bytes)).toBe(false);
    for (const bytes of ["Oak Road 9", bob]) expect(after.includes(bytes)).toBe(true);
    await store.forget(0);
    expect(existsSync(snapshotPath(data))).toBe(false);
    await close();
  });
});
