// Tests which customers are read when a row names a shared device, or belongs to it. The other owners of the device are
// not read, however many there are. Only the first interaction of the device reads all owners, to build the index.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openDatabases } from "../../src/graph/embedded/databases.js";
import { openEmbedded } from "../../src/graph/embedded/embeddedStore.js";
import { emptyReport, interactionOf } from "../../src/graph/history/change.js";
import type { Work } from "../../src/graph/history/loaded.js";
import type { NamingEntry } from "../../src/graph/history/namings.js";
import { People } from "../../src/graph/history/people.js";
import { noRelations } from "../../src/graph/history/relations.js";
import { DEFAULT_JOURNEY_GAP } from "../../src/graph/store.js";
import type { Interaction } from "../../src/model/interaction.js";
import type { CustomerHistory, Kept } from "../../src/model/journey.js";
import { batchFor, parseWord } from "../support/histories.js";

const OWNERS = Array.from({ length: 500 }, (_, i) => `user-${i}`);
const rowOf = (customer: string, word: string) => ({ ...parseWord(customer, word, 0).row, origin: 0 });

/** A store in which all owners have a row that names the kiosk, and the kiosk has the interaction k1. */
class Kiosk {
  readonly #histories = new Map<string, CustomerHistory>();
  #index: Map<string, NamingEntry> | null = null;
  /** The customers that the last operation read. */
  read: string[] = [];

  constructor() {
    for (const [i, owner] of OWNERS.entries())
      this.#keep(owner, [interactionOf({ ...rowOf(owner, `web/a@09:00#u${i}`), anonymous: "kiosk" }, 1)]);
    this.#keep("kiosk", [interactionOf(rowOf("kiosk", "web/a@09:00#k1"), 1)]);
  }

  #keep(key: string, interactions: readonly Interaction[], kept?: Kept): void {
    const journeys = interactions.length === 0 ? [] : [{ key: "j", name: null, interactions }];
    this.#histories.set(key, { key, number: 1, version: 1, attributes: {}, journeys, ...(kept && { kept }) });
  }

  #perform<T>(people: People, work: Work<T>): T {
    for (let step = work.next(); ; step = work.next()) {
      if (step.done) return step.value;
      const need = step.value;
      if ("relations" in need)
        for (const key of need.relations) {
          const related = noRelations();
          if (key === "kiosk") for (const owner of OWNERS) related.owners.set(owner, { rows: true, sources: [] });
          if (OWNERS.includes(key)) related.declares.set("kiosk", { rows: true, sources: [] });
          if (key === "kiosk") related.indexed = this.#index !== null;
          related.maintained = related.indexed;
          people.relations.know(key, related);
        }
      else if ("owners" in need) throw new Error("all owners are known");
      else if ("marks" in need) {
        const entries = [...(this.#index?.values() ?? [])];
        const owners = (mark: string) => entries.filter((entry) => entry.mark === mark).map(({ owner }) => owner);
        people.namings.know(new Map(need.marks.map((mark) => [mark, owners(mark).slice(0, need.most)])));
      } else if ("customersOf" in need)
        for (const key of need.customersOf) {
          this.read.push(key);
          people.know({ key, members: [key], history: this.#histories.get(key) ?? null });
        }
    }
  }

  /** Records a row, and returns the ids of the hidden interactions of the kiosk. */
  record(customer: string, word: string, anonymous: string | null = null): string[] {
    this.read = [];
    const people = new People();
    const rows = [{ index: 0, row: { ...rowOf(customer, word), anonymous }, origin: 1 }];
    const options = { journeyGap: DEFAULT_JOURNEY_GAP, replace: true };
    this.#perform(people, people.record(customer, rows, options, emptyReport()));
    const { saved, namings } = this.#perform(people, people.settle(DEFAULT_JOURNEY_GAP));
    for (const { key, journeys, kept } of saved)
      this.#keep(
        key,
        journeys.flatMap(({ interactions }) => interactions),
        kept,
      );
    if (namings.built.length > 0) this.#index = new Map();
    for (const entry of namings.removed) this.#index!.delete(entry.mark + entry.owner);
    for (const entry of namings.added) this.#index!.set(entry.mark + entry.owner, entry);
    this.read = [...new Set(this.read)].sort();
    return (this.#histories.get("kiosk")!.kept?.hidden ?? []).map(({ id }) => id);
  }
}

it("a row that names a shared device reads no other owner", () => {
  const store = new Kiosk();
  expect(store.record("user-7", "web/a@09:00#b7", "kiosk")).toEqual([]);
  expect(store.read).toEqual(["kiosk", "user-7"]);
});

it("only the first interaction of a shared device reads its owners", () => {
  const store = new Kiosk();
  expect(store.record("kiosk", "web/a@09:10#k2")).toEqual([]);
  expect(store.read).toHaveLength(OWNERS.length + 1);
  // Of these, the second has the id and the content of a row of an owner, and the third only the id.
  expect(store.record("kiosk", "web/a@09:20#k3")).toEqual([]);
  expect(store.read).toEqual(["kiosk"]);
  expect(store.record("kiosk", "web/a@09:00#u42")).toEqual(["u42"]);
  expect(store.read).toEqual(["kiosk"]);
  expect(store.record("kiosk", "web/b@09:00#u43")).toEqual(["u42"]);
  expect(store.read).toEqual(["kiosk"]);
});

it("a row of an owner hides an interaction of the device, until it is replaced", () => {
  const store = new Kiosk();
  store.record("kiosk", "web/a@09:10#k2");
  expect(store.record("user-7", "web/a@09:00#k1", "kiosk")).toEqual(["k1"]);
  expect(store.read).toEqual(["kiosk", "user-7"]);
  expect(store.record("user-8", "web/a@09:00#k1", "kiosk")).toEqual(["k1"]);
  expect(store.record("user-7", "web/c@09:00#k1", "kiosk")).toEqual(["k1"]);
  expect(store.record("user-8", "web/d@09:00#k1", "kiosk")).toEqual([]);
  expect(store.read).toEqual(["kiosk", "user-8"]);
});

it("nothing of the index is left after the device or its owners are erased", async () => {
  for (const erased of [["kiosk"], OWNERS.slice(0, 20)]) {
    const folder = mkdtempSync(join(tmpdir(), "kiosk-"));
    const store = await openEmbedded(folder);
    const rows = Object.fromEntries(OWNERS.slice(0, 20).map((owner) => [owner, "web/a@09:00#1"]));
    await store.record(batchFor(rows, { row: () => ({ anonymous: "kiosk" }) }));
    const { identities } = await store.record(batchFor({ kiosk: "web/a@09:00#1 web/b@09:10#2" }));
    expect(identities).toMatchObject({ named: 1 });
    for (const key of erased) await store.erase(key);
    await store.close();
    const dbs = await openDatabases(folder);
    expect(dbs.relations.getKeysCount()).toBe(0);
    await dbs.root.close();
  }
});
