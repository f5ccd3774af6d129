// Who waits for a thread goes first come, first served, help after all others.
import { expect, it } from "vitest";
import type { PoolTask } from "../../src/service/pool/messages.js";
import { placed, WaitingTasks } from "../../src/service/pool/waiting.js";

const lead = (question: string) => placed({ kind: "lead", question } as PoolTask);
const help = () => placed({ kind: "help" } as PoolTask);

it("gives those that lead in their order, then help, and forgets what is removed", () => {
  const waiting = new WaitingTasks();
  const [helping, handoffs, gone, funnel] = [help(), lead("handoffs"), lead("flow"), lead("funnel")];
  for (const task of [helping, handoffs, gone, funnel]) waiting.push(task);
  waiting.remove(gone);
  expect(waiting.size).toBe(3);
  expect([waiting.shift(), waiting.shift(), waiting.shift()]).toEqual([handoffs, funnel, helping]);
  expect([waiting.shift(), waiting.size]).toEqual([null, 0]);
});
