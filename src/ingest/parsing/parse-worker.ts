// The main module of the thread that runs pass 1 and the first half of pass 2. It takes jobs one after another, and
// answers each with its result or its error.
import { parentPort } from "node:worker_threads";
import { ThroughlineError } from "../../model/errors.js";
import { MappingError } from "../mapping/mappingError.js";
import { batches } from "../spill/batches.js";
import type { ParseJob, ParseProgress } from "./job.js";
import { parseFile } from "./parse.js";
import type { WorkerMessage, WorkerRequest } from "./parse-thread.js";
import { type HalfResult, type Helper, LEAST_DIVIDED_BYTES, parseHalf } from "./secondHalf.js";

/** Progress is drawn a few times a second. */
const PROGRESS_EVERY_MS = 100;

const port = parentPort!;
const send = (message: WorkerMessage, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);
/** Called when the result of the helper arrives. */
let halfArrived: (result: HalfResult | null) => void = () => {};
let current: ReturnType<typeof batches> | null = null;

port.on("message", (request: WorkerRequest) => {
  if ("parse" in request) parse(request.parse, request.hasHelper).catch(sendError);
  else if ("half" in request)
    parseHalf(request.half, progressSender()).then((halfResult) => send({ halfResult }), sendError);
  else if ("halfResult" in request) halfArrived(request.halfResult);
  else
    try {
      if ("batches" in request) current = batches(request.batches);
      else sendNext(request.next);
    } catch (error) {
      sendError(error);
    }
});

async function parse(job: ParseJob, hasHelper: boolean): Promise<void> {
  const half = new Promise<HalfResult | null>((resolve) => {
    halfArrived = resolve;
  });
  const helper: Helper = {
    leastBytes: LEAST_DIVIDED_BYTES,
    start: (half) => send({ half }),
    result: () => half,
    cancel: () => send({ half: null }),
  };
  send({ result: await parseFile(job, progressSender(), hasHelper ? helper : null) });
}

function progressSender(): (at: ParseProgress) => void {
  let last = 0;
  return (at) => {
    const now = Date.now();
    if (now - last < PROGRESS_EVERY_MS) return;
    last = now;
    send({ progress: at });
  };
}

function sendNext(factor: number): void {
  const next = current!.next(factor);
  if (next.done) send({ batch: null, facts: next.value });
  else {
    const { parts, columns, ids, formerIds } = next.value;
    const arrays = [...parts.map(({ places }) => places), ...Object.values(columns), ids, formerIds];
    send(
      { batch: next.value },
      arrays.flatMap((array) => (array === null || array.length === 0 ? [] : [array.buffer])),
    );
  }
}

function sendError(error: unknown): void {
  const { message } = error instanceof Error ? error : new Error(String(error));
  const { code, at, remedy, allowed } =
    error instanceof ThroughlineError
      ? error
      : { code: "INTERNAL" as const, at: undefined, remedy: undefined, allowed: undefined };
  const candidates = error instanceof MappingError ? error.candidates : undefined;
  send({ error: { code, message, at, remedy, allowed, candidates } });
}
