// The requests under way, by id. An id stands in the answer's `x-request-id` header and in what the log says of a fault that
// has no request of its own: a promise that was rejected and that nobody awaits.
//
// Node could carry the id along with every promise (AsyncLocalStorage), which makes a page of 1,000 customers a quarter
// slower; the few requests under way at the time name the one at fault just as well.
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Logger } from "pino";
import { framesOf } from "./errors.js";

/** An id that a proxy or a client gave, and that cannot do harm in a log. */
const GIVEN = /^[\w.:-]{1,64}$/;
/** Ids told of one fault. */
const MAX_TOLD = 20;

const underWay = new Set<string>();

/** Does the work of a request under its id; the id is the one that it brought, or a new one. */
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
 * A promise that is rejected and awaited by nobody is logged and ends nothing: the service goes on for everyone else. Returns
 * what takes the handler away again.
 */
export function logUnhandled(log: Logger): () => void {
  const handler = (reason: unknown) => {
    const requests = [...underWay].slice(0, MAX_TOLD);
    const name = reason instanceof Error ? reason.name : typeof reason;
    log.error({ requests, name, stack: framesOf(reason) }, "a promise was rejected that nobody awaits");
  };
  process.on("unhandledRejection", handler);
  return () => process.off("unhandledRejection", handler);
}
