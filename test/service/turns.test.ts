// Work that arrives at the same time is done in turns of the event loop, in order, with other work in between.
import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { ownTurn } from "../../src/service/turns.js";

it("gives each its own turn, in order of arrival", async () => {
  const order: string[] = [];
  const begun = ["a", "b", "c"].map(async (name) => {
    await ownTurn();
    order.push(name);
  });
  // Turns are counted in parallel: each pass of this loop is one turn.
  for (let turn = 1; turn <= 3; turn++) {
    await setImmediate();
    order.push(String(turn));
  }
  await Promise.all(begun);
  expect(order).toEqual(["a", "1", "b", "2", "c", "3"]);
});

it("continues after the queue was empty", async () => {
  await ownTurn();
  await ownTurn();
  await Promise.all([ownTurn(), ownTurn()]);
});
