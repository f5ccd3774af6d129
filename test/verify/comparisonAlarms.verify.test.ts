// Tests the rate of false alarms of comparisons if one or two busy customers each have a sixth of all occurrences, and
// other habits than everyone else. Random halves of the customers are compared. They do not differ, so every
// significant difference is a false alarm. For each kind of comparison, at most 6.5 % of the random divisions may have
// one. Without the limit on effective customers (compare/rates.ts), the rate was up to 21.5 % (for EVENTUALLY, with two
// busy customers).
import { describe, expect, it } from "vitest";
import { alarmsOf, type BusyWorld, COMPARISONS } from "../support/busyCustomer.js";
import { seeded } from "../support/worlds.js";

const WORLDS: readonly (readonly [string, BusyWorld])[] = [
  ["one busy customer who never begins at the site", { customers: 200, most: 6, busy: 1, atSite: 0 }],
  ["one who begins there at every third journey", { customers: 200, most: 6, busy: 1, atSite: 0.3 }],
  ["one who always begins there", { customers: 200, most: 6, busy: 1, atSite: 1 }],
  ["two busy customers who never begin at the site", { customers: 200, most: 6, busy: 2, atSite: 0 }],
  ["two who begin there at every fifth journey", { customers: 300, most: 4, busy: 2, atSite: 0.2 }],
];

describe.each(WORLDS)("%s", (_name, world) => {
  it("has false alarms in at most 6.5 % of random halves", async () => {
    const alarms = await alarmsOf(seeded(20), world, 30, 20);
    const shares = COMPARISONS.map((name) => {
      const { splits, tested, significant } = alarms.get(name)!;
      return { name, tested: tested / splits, significant: significant / splits };
    });
    console.info(
      shares
        .map((s) => `${s.name}: ${(100 * s.significant).toFixed(1)} % of ${(100 * s.tested).toFixed(0)} % tested`)
        .join("\n"),
    );
    for (const { name, significant } of shares) expect(significant, name).toBeLessThanOrEqual(0.065);
    // In the half without the busy customers, there is something to test.
    if (world.atSite === 0)
      for (const { name, tested } of shares.slice(0, 2)) expect(tested, name).toBeGreaterThan(0.9);
  });
});
