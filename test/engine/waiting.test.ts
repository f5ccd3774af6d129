// Tasks wait for a thread in order of arrival, with pages before questions and help after them.
import { expect, it } from "vitest";
import type { PoolTask } from "../../src/engine/pool/messages.js";
import { placed, WaitingTasks } from "../../src/engine/pool/waiting.js";

const lead = (question: string) => placed({ kind: "lead", question, page: question === "journeys" } as PoolTask);
const help = () => placed({ kind: "help" } as PoolTask);

it("returns pages before questions, each in order, and forgets removed tasks", () => {
  const waiting = new WaitingTasks();
  const [handoffs, funnel, first, second, gone] = ["handoffs", "funnel", "journeys", "journeys", "flow"].map(lead);
  for (const task of [handoffs!, gone!, first!, funnel!, second!]) waiting.push(task);
  waiting.remove(gone!);
  expect(waiting.size).toBe(4);
  expect([waiting.shift(), waiting.shift(), waiting.shift(), waiting.shift()]).toEqual([
    first,
    second,
    handoffs,
    funnel,
  ]);
  expect([waiting.shift(), waiting.size]).toEqual([null, 0]);
});

it("returns help last", () => {
  const waiting = new WaitingTasks();
  const [helping, funnel, page] = [help(), lead("funnel"), lead("journeys")];
  for (const task of [helping, funnel, page]) waiting.push(task);
  expect([waiting.shift(), waiting.shift(), waiting.shift(), waiting.shift()]).toEqual([page, funnel, helping, null]);
});
