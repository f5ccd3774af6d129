// What arrives together is worked out in turns of the event loop, in order, and what else comes goes between.
import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { ownTurn } from "../../src/service/turns.js";

it("gives each a turn of its own, first come, first served", async () => {
  const order: string[] = [];
  const begun = ["a", "b", "c"].map(async (name) => {
    await ownTurn();
    order.push(name);
  });
  // Turns counted beside them: each pass of this loop is one turn.
  for (let turn = 1; turn <= 3; turn++) {
    await setImmediate();
    order.push(String(turn));
  }
  await Promise.all(begun);
  expect(order).toEqual(["a", "1", "b", "2", "c", "3"]);
});

it("goes on after it was empty", async () => {
  await ownTurn();
  await ownTurn();
  await Promise.all([ownTurn(), ownTurn()]);
});
