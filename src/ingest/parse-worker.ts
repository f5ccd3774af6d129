// The thread of pass 1: takes jobs one after another, answers each with its result or its error.
import { parentPort } from "node:worker_threads";
import { ThroughlineError } from "../model/errors.js";
import { type ParseJob, parseFile } from "./parse.js";
import type { WorkerMessage } from "./parse-thread.js";

/** Progress is drawn a few times a second. */
const PROGRESS_EVERY_MS = 100;

const port = parentPort!;
const send = (message: WorkerMessage): void => port.postMessage(message);

port.on("message", (job: ParseJob) => {
  let last = 0;
  parseFile(job, (at) => {
    const now = Date.now();
    if (now - last < PROGRESS_EVERY_MS) return;
    last = now;
    send({ progress: at });
  }).then(
    (result) => send({ result }),
    (error: unknown) => {
      const { message } = error instanceof Error ? error : new Error(String(error));
      if (error instanceof ThroughlineError)
        send({ error: { code: error.code, message, at: error.at, remedy: error.remedy, allowed: error.allowed } });
      else send({ error: { code: "INTERNAL", message, at: undefined, remedy: undefined, allowed: undefined } });
    },
  );
});
