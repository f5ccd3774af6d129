// A scanner as a pool of threads is one: ranges are dealt to several runs of a task in any order, arguments and parts go
// through structured clone. What an analysis answers must not depend on how they were dealt.
import { rangesOf, type Scanner, scannerOf } from "../../src/engine/scan.js";
import type { Projection } from "../../src/projection/projection.js";

/** `deal(i)` is the run, of `runs`, that range i goes to; ranges are of a customer each, unless more `interactions` are asked for. */
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
