// Tests which customers are read when a row names a shared device. The other owners of the device are not read, however
// many there are, unless the device has an interaction with the same id.
import { expect, it } from "vitest";
import { emptyReport, interactionOf } from "../../src/graph/history/change.js";
import { People, type Work } from "../../src/graph/history/people.js";
import { noRelations } from "../../src/graph/history/relations.js";
import { DEFAULT_JOURNEY_GAP } from "../../src/graph/store.js";
import type { Interaction } from "../../src/model/interaction.js";
import { parseWord } from "../support/histories.js";

const OWNERS = Array.from({ length: 500 }, (_, i) => `user-${i}`);
const rowOf = (customer: string, id: string) => ({ ...parseWord(customer, `web/a@09:00#${id}`, 0).row, origin: 0 });

/** Records a row of `ben` that names the kiosk, and returns the customers that were read and the hidden interactions. */
function recordAtKiosk(id: string): { read: string[]; hidden: string[] } {
  const read: string[] = [];
  const people = new People();
  const perform = <T>(work: Work<T>): T => {
    for (let step = work.next(); ; step = work.next()) {
      if (step.done) return step.value;
      const need = step.value;
      if ("relations" in need)
        for (const key of need.relations) {
          const related = noRelations();
          if (key === "kiosk") for (const owner of OWNERS) related.owners.set(owner, { rows: true, sources: [] });
          if (OWNERS.includes(key)) related.declares.set("kiosk", { rows: true, sources: [] });
          people.relations.know(key, related);
        }
      else if ("owners" in need) throw new Error("all owners are known");
      else
        for (const key of need.customersOf) {
          read.push(key);
          const interactions: Interaction[] = key === "kiosk" ? [interactionOf(rowOf("kiosk", "k1"), 1)] : [];
          const journeys = interactions.length === 0 ? [] : [{ key: "j", name: null, interactions }];
          const history =
            journeys.length === 0 ? null : { key, number: 1, version: 1, attributes: {}, journeys, kept: undefined };
          people.know({ key, members: [key], history });
        }
    }
  };
  const rows = [{ index: 0, row: { ...rowOf("ben", id), anonymous: "kiosk" }, origin: 1 }];
  perform(people.record("ben", rows, { journeyGap: DEFAULT_JOURNEY_GAP, replace: false }, emptyReport()));
  const { saved } = perform(people.settle(DEFAULT_JOURNEY_GAP));
  return {
    read: [...new Set(read)].sort(),
    hidden: saved.flatMap(({ kept }) => (kept?.hidden ?? []).map((i) => i.id)),
  };
}

it("a row that names a shared device reads no other owner", () => {
  expect(recordAtKiosk("b7")).toEqual({ read: ["ben", "kiosk"], hidden: [] });
});

it("a row with the id of an interaction of the device hides it", () => {
  const { read, hidden } = recordAtKiosk("k1");
  expect(hidden).toEqual(["k1"]);
  expect(read).toHaveLength(OWNERS.length + 2);
});
