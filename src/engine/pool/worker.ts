// A thread of the pool. It leads questions, or helps another thread with a scan. The entry file of the thread
// (questions/thread.ts) passes the questions that the thread can lead to `workerOf`. The command-line argument of the
// thread is its priority.
import type { MessagePort } from "node:worker_threads";
import type { Projection } from "../../projection/projection.js";
import { rangesOf, type Scan, type Scanner, type ScanTask } from "../scan.js";
import { failureOf, thrown } from "./failures.js";
import type { FromService, Helped, HelpTask, LeadTask, Outcome, PoolTask, ToService } from "./messages.js";
import { lowerPriority } from "./priority.js";
import { KnownProjection, type ProjectionRefs } from "./projectionRefs.js";
import { Limits, Stopped, takeRanges, threadScanner } from "./threadScanner.js";

// Only Linux has priorities of threads. Elsewhere, this call would change the priority of the whole service.
if (process.platform === "linux") lowerPriority(Number(process.argv[2]));

const known = new KnownProjection();

/** The work of a thread: to lead a question, and to start a scan, both of which are found by name. */
export interface Abilities {
  readonly questions: Readonly<
    Record<string, { run(projection: Projection, params: unknown, scanner: Scanner): Promise<unknown> }>
  >;
  readonly tasks: ReadonlyMap<string, ScanTask<unknown, unknown>>;
}

export function workerOf(abilities: Abilities): (task: PoolTask) => Promise<Outcome | null> {
  return async (task) => {
    try {
      if (task.kind === "lead") return await lead(abilities, task);
      await help(abilities, task);
      return null;
    } finally {
      task.port.close();
    }
  };
}

async function lead({ questions }: Abilities, task: LeadTask): Promise<Outcome> {
  const { question, params, projection: refs, stop, port, helpers, memory } = task;
  try {
    const projection = await projectionOf(refs, port);
    // The helper ended unexpectedly after it had taken ranges, so the part that the lead waits for will never arrive.
    const lost = new Promise<never>((_, reject) => {
      port.on("message", (message: FromService) => {
        if (message.kind === "lost") reject(new Error(message.message));
      });
    });
    lost.catch(() => {});
    const scanner = threadScanner(projection, new Limits(stop, memory), port, helpers);
    return { result: await Promise.race([questions[question]!.run(projection, params, scanner), lost]) };
  } catch (error) {
    return error instanceof Stopped ? { stopped: true } : { error: failureOf(error) };
  }
}

async function help({ tasks }: Abilities, task: HelpTask): Promise<void> {
  let helped: Helped;
  try {
    const projection = await projectionOf(task.projection, task.port);
    let scan: Scan<unknown> | null = null;
    const begin = (): Scan<unknown> => {
      scan = tasks.get(task.task)!.begin(projection, task.args);
      return scan;
    };
    const ranges = takeRanges(begin, rangesOf(projection), task.next, new Limits(task.stop, task.memory));
    helped = { ranges, part: (scan as Scan<unknown> | null)?.finish() };
  } catch (error) {
    helped = error instanceof Stopped ? { stopped: true } : { error: failureOf(error) };
  }
  task.reply.postMessage(helped, "part" in helped ? buffersOf(helped.part) : []);
  task.reply.close();
}

/** The buffers of the typed arrays in a part, which are transferred instead of copied. */
function buffersOf(part: unknown, found: Set<ArrayBuffer> = new Set()): ArrayBuffer[] {
  if (ArrayBuffer.isView(part)) {
    if (part.buffer instanceof ArrayBuffer) found.add(part.buffer);
  } else if (typeof part === "object" && part !== null)
    for (const value of Object.values(part)) buffersOf(value, found);
  return [...found];
}

function projectionOf(refs: ProjectionRefs, port: MessagePort): Promise<Projection> {
  return known.get(refs, (missing) => {
    const need: ToService = { kind: "need", refs: missing };
    return new Promise((resolve, reject) => {
      port.once("message", (message: FromService) => {
        if (message.kind === "have") resolve(message.objects);
        else reject(thrown({ code: null, message: message.message }));
      });
      port.postMessage(need);
    });
  });
}
