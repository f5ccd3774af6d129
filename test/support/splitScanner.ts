// A scanner that behaves like a pool of threads, in one thread. It distributes the ranges over several runs of a task,
// in any order, and clones arguments and parts as messages between threads are cloned. No answer may depend on the
// distribution.
import { rangesOf, type Scanner, scannerOf } from "../../src/engine/scan.js";
import type { Projection } from "../../src/projection/projection.js";

/**
 * `deal(i)` returns the run, of `runs` runs, to which range i is given. A range is one customer, except if more
 * `interactions` are requested.
 */
export function splitScanner(
  projection: Projection,
  runs: number,
  deal: (range: number) => number,
  interactions = 1,
): Scanner {
  return {
    ...scannerOf(projection),
    async scan(task, args) {
      const scans = Array.from({ length: runs }, () => task.begin(projection, structuredClone(args)));
      rangesOf(projection, interactions).forEach((range, i) => {
        scans[deal(i) % runs]!.visit(range);
      });
      return scans.map((scan) => structuredClone(scan.finish())).reverse();
    },
  };
}
