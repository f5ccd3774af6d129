// The entry file of a pool for test/engine/pool.test.ts: all questions of the service, and one that occupies its thread
// until the test releases it. `flags` is shared with the threads: the number of these questions that have begun, and
// the number that may end.
import { workerOf } from "../../dist/engine/pool/worker.js";
import { QUESTIONS, SCAN_TASKS } from "../../dist/questions/registry.js";

const BEGUN = 0;
const MAY_END = 1;

const occupying = {
  async run(_projection, { flags }) {
    const mine = Atomics.add(flags, BEGUN, 1);
    for (;;) {
      const mayEnd = Atomics.load(flags, MAY_END);
      if (mine < mayEnd) return mine;
      Atomics.wait(flags, MAY_END, mayEnd);
    }
  },
};

export default workerOf({ questions: { ...QUESTIONS, occupying }, tasks: SCAN_TASKS });
