// The entry file of a pool for test/engine/pool.test.ts, with a special question. While the question's first scan holds
// the other thread, its second scan requests help and ends before this help can be dispatched. The test controls the
// scans with the words of `flags`, which it shares with the threads.
import { setTimeout } from "node:timers/promises";
import { threadId } from "node:worker_threads";
import { workerOf } from "../../dist/engine/pool/worker.js";

const LEADER = 0;
const HELPING = 1;
const RELEASED = 2;
const SECOND_DONE = 3;
const END = 4;

const count = () => {
  let ranges = 0;
  return { visit: () => void ranges++, finish: () => ranges };
};

/** The leading thread leaves a range to the helper, which holds it until it is released. */
const held = {
  name: "late.held",
  begin(_projection, { flags }) {
    const counting = count();
    const isLeader = Atomics.load(flags, LEADER) === threadId;
    return {
      ...counting,
      visit(range) {
        counting.visit(range);
        if (isLeader) Atomics.wait(flags, HELPING, 0);
        else {
          Atomics.store(flags, HELPING, 1);
          Atomics.notify(flags, HELPING);
          Atomics.wait(flags, RELEASED, 0);
        }
      },
    };
  },
};
const free = { name: "late.free", begin: count };

const late = {
  async run(_projection, { flags }, scanner) {
    Atomics.store(flags, LEADER, threadId);
    const first = scanner.scan(held, { flags });
    const second = await scanner.scan(free, {});
    Atomics.store(flags, SECOND_DONE, 1);
    const parts = [...(await first), ...second];
    while (Atomics.load(flags, END) === 0) await setTimeout(5);
    return parts.reduce((sum, ranges) => sum + ranges, 0);
  },
};

export default workerOf({
  questions: { late },
  tasks: new Map([held, free].map((task) => [task.name, task])),
});
