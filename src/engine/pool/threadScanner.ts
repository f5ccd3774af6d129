// The scanner of a thread that leads a question. All threads take ranges one after another from a counter in shared
// memory. The leading thread takes ranges until none is left, then waits for the parts of helpers that took ranges. A
// helper that starts too late finds no range, and the leading thread does not wait for it. Threads that all lead
// questions therefore never wait for each other.

import { setImmediate } from "node:timers/promises";
import { getHeapStatistics } from "node:v8";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { ThroughlineError } from "../../model/errors.js";
import { sharedBytesTaken } from "../../projection/columns.js";
import type { Projection } from "../../projection/projection.js";
import { type JourneyRange, rangesOf, type Scan, type Scanner } from "../scan.js";
import { thrown } from "./failures.js";
import type { Helped, StopFlag, ToService } from "./messages.js";

/**
 * Thrown if the question was aborted. It has no message, because the caller that aborted the question knows the reason.
 */
export class Stopped extends Error {}

/** Limits that a thread checks between two ranges. */
export class Limits {
  readonly #stop: StopFlag;
  readonly #memory: number;
  readonly #before: number;

  constructor(stop: StopFlag, memory: number) {
    this.#stop = stop;
    this.#memory = memory;
    this.#before = memoryOfThread();
  }

  /** Throws Stopped, or QUERY_TOO_EXPENSIVE. */
  check(): void {
    if (Atomics.load(this.#stop, 0) !== 0) throw new Stopped();
    if (memoryOfThread() - this.#before > this.#memory)
      throw new ThroughlineError(
        "QUERY_TOO_EXPENSIVE",
        `The question takes more than ${Math.round(this.#memory / 2 ** 20)} MiB of memory on one thread.`,
        {
          remedy:
            "Ask for fewer distinct rows: a coarser `grain`, `repeats: COLLAPSE`, `maxSteps`, or a `filter`; or raise QUESTION_MEMORY.",
        },
      );
  }
}

function memoryOfThread(): number {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory + sharedBytesTaken();
}

/** Takes ranges until none is left. Returns the number of ranges taken. */
export function takeRanges(
  begin: () => Pick<Scan<unknown>, "visit">,
  ranges: readonly JourneyRange[],
  next: Int32Array,
  limits: Limits,
): number {
  let work: Pick<Scan<unknown>, "visit"> | null = null;
  for (let taken = 0; ; taken++) {
    const range = ranges[Atomics.add(next, 0, 1)];
    if (range === undefined) return taken;
    limits.check();
    work ??= begin();
    work.visit(range);
  }
}

/**
 * Scans that take less than this on one thread, in milliseconds, are not shared. In the time until a helper has begun
 * and its part has arrived, the lead can count these journeys itself.
 */
const ALONE = 1.5;
/** For each task, how long a range took when this thread last led the scan, in milliseconds. */
const paces = new Map<string, number>();

export function threadScanner(projection: Projection, limits: Limits, port: MessagePort, helpers: number): Scanner {
  const ranges = rangesOf(projection);
  return {
    async scan(task, args) {
      const next = new Int32Array(new SharedArrayBuffer(4));
      const help: MessagePort[] = [];
      const askForHelp = (): void => {
        while (help.length < Math.min(helpers, ranges.length - 1)) {
          const { port1, port2 } = new MessageChannel();
          const ask: ToService = { kind: "help", task: task.name, args, next, reply: port2 };
          port.postMessage(ask, [port2]);
          help.push(port1);
        }
      };
      const started = performance.now();
      try {
        if ((paces.get(task.name) ?? ALONE) * ranges.length >= ALONE) askForHelp();
        const work = task.begin(projection, args);
        const visit = (range: JourneyRange): void => {
          work.visit(range);
          if (performance.now() - started > ALONE) askForHelp();
        };
        const own = takeRanges(() => ({ visit }), ranges, next, limits);
        paces.set(task.name, (performance.now() - started) / Math.max(1, own));
        const part = work.finish();
        return [part, ...(await partsOf<typeof part>(help).until(ranges.length - own))];
      } finally {
        for (const channel of help) channel.close();
      }
    },
    async each(visit) {
      takeRanges(() => ({ visit }), ranges, new Int32Array(1), limits);
    },
    async turn() {
      limits.check();
      await setImmediate();
    },
  };
}

/** Collects the parts that helpers send. `until` waits until all `ranges` that helpers took are in these parts. */
function partsOf<Part>(channels: readonly MessagePort[]): { until(ranges: number): Promise<Part[]> } {
  const parts: Part[] = [];
  let done = 0;
  let wanted = Number.POSITIVE_INFINITY;
  let resolve: (parts: Part[]) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const all = new Promise<Part[]>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  all.catch(() => {});
  for (const channel of channels)
    channel.on("message", (helped: Helped) => {
      if ("error" in helped) reject(thrown(helped.error));
      else if ("stopped" in helped) reject(new Stopped());
      else {
        done += helped.ranges;
        if (helped.ranges > 0) parts.push(helped.part as Part);
        if (done === wanted) resolve(parts);
      }
    });
  return {
    until(ranges) {
      wanted = ranges;
      if (done === wanted) resolve(parts);
      return all;
    },
  };
}
