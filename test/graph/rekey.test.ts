// Tests of the keys of formats 1 and 2, and of the migration from one to the other.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openDatabases } from "../../src/graph/embedded/databases.js";
import { openEmbedded } from "../../src/graph/embedded/embeddedStore.js";
import { FORMAT } from "../../src/graph/embedded/format.js";
import { MIGRATIONS, migrate } from "../../src/graph/embedded/migrate.js";
import { rekeying } from "../../src/graph/embedded/rekey.js";
import { deriveCatalogue } from "../../src/graph/history/catalogue.js";
import { applyCatalogueChange, NOTHING_DECLARED } from "../../src/graph/history/declare.js";
import { planRekeying } from "../../src/graph/history/rekey.js";
import { channelSlug, formerSlug, slug } from "../../src/model/keys.js";
import { makeFormer } from "../support/formerStore.js";
import { migrationEqualsImportingAfresh } from "./rekeyings.js";

const KEPT = "+#/%&@=<>*$";

describe("slugs", () => {
  it.each([
    ["C++", "c++", "c++", "c"],
    ["C#", "c#", "c#", "c"],
    ["/a/b", "/a/b", "a-b", "a-b"],
    ["/a-b", "/a-b", "a-b", "a-b"],
    ["Rating +", "rating-+", "rating-+", "rating"],
    ["Rating -", "rating", "rating", "rating"],
    [" Store  purchase! ", "store-purchase", "store-purchase", "store-purchase"],
    ["Ünïcode—٣", "ünïcode-٣", "ünïcode-٣", "ünïcode-٣"],
    ["＃１", "#1", "#1", "1"],
    ["50% off @ <b>*$=&</b>", "50%-off-@-<b>*$=&</b>", "50%-off-@-<b>*$=&<-b>", "50-off-b-b"],
  ])("%s", (name, key, channel, former) => {
    expect([slug(name), channelSlug(name), formerSlug(name)]).toEqual([key, channel, former]);
  });

  it("differ if letters, digits or kept signs differ, and only then", () => {
    const text = fc.string({
      unit: fc.constantFrom("a", "B", "é", "7", "字", " ", "-", "_", ".", "!", ...KEPT),
      maxLength: 8,
    });
    const words = (name: string, kept: string) =>
      name
        .normalize("NFKC")
        .toLowerCase()
        .match(new RegExp(`[\\p{L}\\p{M}\\p{N}${kept.replace(/[$*+]/g, "\\$&")}]+`, "gu"))
        ?.join(" ");
    fc.assert(
      fc.property(text, text, (a, b) => {
        for (const [keyOf, kept] of [
          [slug, KEPT],
          [channelSlug, KEPT.replace("/", "")],
        ] as const) {
          const [x, y] = [words(a, kept), words(b, kept)];
          if (x !== undefined || y !== undefined) expect(keyOf(a) === keyOf(b)).toBe(x === y);
          expect(keyOf(keyOf(a))).toBe(keyOf(a));
        }
        expect(channelSlug(a)).not.toContain("/");
        // Names with the same new key also had the same former key, except names that consist of signs only.
        if (slug(a) === slug(b) && words(a, "") !== undefined) expect(formerSlug(a)).toBe(formerSlug(b));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("a declaration", () => {
  const origin = (kind: string, channel: string | null, more = {}) => ({
    source: 1,
    touchpoint: `${channel === null ? "unknown" : formerSlug(channel)}/${formerSlug(kind)}`,
    kind,
    channel,
    stage: null,
    intended: null,
    initiatedBy: null,
    ...more,
  });
  const declare = (change: Parameters<typeof applyCatalogueChange>[2]) =>
    applyCatalogueChange(NOTHING_DECLARED, deriveCatalogue(NOTHING_DECLARED, []), change, () => [])!;
  const plan = (change: Parameters<typeof applyCatalogueChange>[2], ...origins: ReturnType<typeof origin>[]) =>
    planRekeying(declare(change), new Map(origins.map((o, i) => [i + 1, o])));

  it("follows its rows, to each key that its former key has become", () => {
    const { declared, origins } = plan(
      {
        channels: [
          { key: "web", name: "Web" },
          { key: "a-b", name: "Our A", medium: "ONLINE", assisted: true },
        ],
        stages: [{ key: "try-buy", name: "Try & buy", position: 1 }],
        touchpoints: [
          { key: "web/c", kind: "C++", channel: "web", stage: "try-buy", owner: "Tools", name: "The C++ page" },
          { key: "a-b/custom", kind: "Something else", channel: "a-b" },
        ],
        goals: [{ key: "c", name: "C & more", selector: { touchpoints: ["web/c", "web/other"] }, isDefault: true }],
        serviceLevels: [
          { from: "web/c", to: "web/d", wait: 5 },
          { from: "a-b", to: "web", wait: 7 },
        ],
        segments: [
          {
            key: "s",
            rule: {
              touches: [{ kinds: ["c"] }],
              avoids: [{ channels: ["a-b"] }],
              matches: 'start -> web/c .* [channel:a-b|"web/c"] [^kind:c]* end',
            },
          },
        ],
      },
      origin("C++", "Web"),
      origin("C#", "Web"),
      origin("D", "A+B", { source: 0, touchpoint: "a-b/chosen" }),
      origin("D", "A&B"),
    );
    expect([...origins.values()].map(({ touchpoint }) => touchpoint)).toEqual([
      "web/c++",
      "web/c#",
      "a+b/chosen",
      "a&b/d",
    ]);
    expect(declared.channels.map(({ key, name, medium, assisted }) => [key, name, medium, assisted])).toEqual([
      ["a&b", "A&B", "ONLINE", true],
      ["a+b", "A+B", "ONLINE", true],
      ["web", "Web", null, false],
    ]);
    expect(declared.stages.map(({ key, name, position }) => [key, name, position])).toEqual([
      ["try-&-buy", "Try & buy", 1],
    ]);
    expect(
      declared.touchpoints.map(({ key, kind, name, channel, stage, owner }) => [
        key,
        kind,
        name,
        channel,
        stage,
        owner,
      ]),
    ).toEqual([
      ["a&b/custom", "Something else", null, "a&b", null, null],
      ["web/c#", "C#", null, "web", "try-&-buy", "Tools"],
      ["web/c++", "C++", "The C++ page", "web", "try-&-buy", "Tools"],
    ]);
    expect(declared.goals).toEqual([
      { key: "c", name: "C & more", selector: { touchpoints: ["web/c++", "web/c#", "web/other"] }, isDefault: true },
    ]);
    expect(declared.serviceLevels).toEqual([
      { from: "a&b", to: "web", wait: 7 },
      { from: "a+b", to: "web", wait: 7 },
      { from: "web/c#", to: "web/d", wait: 5 },
      { from: "web/c++", to: "web/d", wait: 5 },
    ]);
    expect(declared.segments[0]!.rule).toEqual({
      touches: [{ kinds: ["c#", "c++"] }],
      avoids: [{ channels: ["a&b", "a+b"] }],
      matches:
        'start -> ["web/c++"|"web/c#"] .* [channel:"a&b"|channel:"a+b"|"web/c++"|"web/c#"] [^kind:"c#"|kind:"c++"]* end',
    });
  });

  it("changes nothing if no name has a sign", () => {
    const change = {
      channels: [{ key: "web", name: "Web site" }],
      touchpoints: [{ key: "web/page", kind: "Product page", channel: "web" }],
      goals: [{ key: "sale", name: "Sale", selector: { kinds: ["Product page"] }, isDefault: false }],
    };
    const { declared, changesAnything } = plan(
      change,
      origin("Store purchase", "Web site", { touchpoint: "web/page" }),
    );
    expect(declared).toEqual(declare(change));
    expect(changesAnything).toBe(false);
  });
});

it("a migrated store equals a store into which the same files are imported, wherever the migration was interrupted", async () => {
  await migrationEqualsImportingAfresh({
    runs: 40,
    openEmpty: () => openEmbedded(mkdtempSync(join(tmpdir(), "throughline-"))),
    async migrate(store, steps) {
      const { location: folder } = await store.status();
      await store.close();
      await makeFormer(folder);
      const dbs = await openDatabases(folder);
      let left = steps;
      const migration = rekeying(3);
      const others = MIGRATIONS.filter(({ to }) => to !== migration.to);
      const cutOff = {
        ...migration,
        step: (...args: Parameters<NonNullable<typeof migration.step>>) => {
          const next = migration.step!(...args);
          if (left-- === 0) throw new Error("cut off");
          return next;
        },
      };
      try {
        migrate(dbs, [cutOff, ...others]);
      } catch (error) {
        expect((error as Error).message).toBe("cut off");
      }
      await dbs.root.close();
      const again = await openEmbedded(folder);
      expect(await again.status()).toMatchObject({ format: FORMAT });
      return again;
    },
  });
}, 120_000);
