// Keeps the ids of the running requests. The id of a request is in the `x-request-id` header of its answer. If a
// promise that nothing awaits is rejected, the fault cannot be assigned to a request, so the log entry has the ids of
// all running requests.
//
// Node could carry the id with every promise (AsyncLocalStorage), but this makes a page of 1,000 customers a quarter
// slower. Only a few requests run at the same time, so their ids identify the cause well enough.
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Logger } from "pino";
import { framesOf } from "./errors.js";

/** The form that an id from a proxy or a client must have, so that it is harmless in a log. */
const GIVEN = /^[\w.:-]{1,64}$/;
/** The largest number of ids logged with one fault. */
const MAX_TOLD = 20;

const underWay = new Set<string>();

/** Runs a request under its id, which is the id in its header or else a new one. */
export async function underWayAs<T>(id: string, work: () => Promise<T>): Promise<T> {
  underWay.add(id);
  try {
    return await work();
  } finally {
    underWay.delete(id);
  }
}

export function requestId({ headers }: IncomingMessage): string {
  const given = headers["x-request-id"];
  return typeof given === "string" && GIVEN.test(given) && !underWay.has(given) ? given : randomUUID();
}

/**
 * After this call, a rejected promise that nothing awaits is logged, and the service continues. Returns a function that
 * undoes this.
 */
export function logUnhandled(log: Logger): () => void {
  const handler = (reason: unknown) => {
    const requests = [...underWay].slice(0, MAX_TOLD);
    const name = reason instanceof Error ? reason.name : typeof reason;
    log.error({ requests, name, stack: framesOf(reason) }, "a rejected promise was not awaited");
  };
  process.on("unhandledRejection", handler);
  return () => process.off("unhandledRejection", handler);
}
