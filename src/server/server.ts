// The server: listens, answers, and shuts down in an order of its own: no new connections, running requests finish, then
// Apollo; the service and its store are closed by whoever opened them.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import { ANSWER_SIZE, type ApiKey, isLoopback, KEEP_ALIVE_SECONDS, STOP_SECONDS } from "../config.js";
import { ThroughlineError } from "../model/errors.js";
import type { Service } from "../service/service.js";
import { startApollo } from "./apollo.js";
import { Connections } from "./connections.js";
import { handle, sendError } from "./http.js";
import { listenProblem } from "./listen.js";
import { type ReaderLimits, Readers } from "./readers.js";
import { warmUpPage } from "./warmUp.js";

export interface ServerOptions {
  readonly service: Service;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly apiKeys: readonly ApiKey[];
  /** Origins whose pages may ask; default none but our own. */
  readonly corsOrigins?: readonly string[];
  /** A connection that asks nothing is kept this long; default 65. */
  readonly keepAliveSeconds?: number;
  /** Answers under way get this long to finish when the server stops; default 8. */
  readonly stopSeconds?: number;
  /** MiB of the largest answer. */
  readonly answerSize?: number;
  /** How long readers of answers may take; READER_LIMITS where not given. */
  readonly readers?: Partial<ReaderLimits>;
  /** Folder of the playground's files. */
  readonly playground: string;
  readonly log: Logger;
  /** Whether it asks itself for a page before it listens, and for another once the service is warm. Default false. */
  readonly warm?: boolean;
}

export interface RunningServer {
  /** `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Resolves when nothing runs any more. */
  stop(): Promise<void>;
}

/** It listens then, whether or not a store that hangs has answered its own page, in milliseconds. */
const WARM_UP_FOR = 1_000;
/** A request that takes longer to arrive is a stuck client, in milliseconds. */
const REQUEST_TIMEOUT = 30_000;

/** Rejects with BAD_CONFIG if it cannot listen there. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { service, host, port, apiKeys, playground, log, warm = false } = options;
  const { corsOrigins = [], keepAliveSeconds = KEEP_ALIVE_SECONDS, stopSeconds = STOP_SECONDS } = options;
  const { answerSize = ANSWER_SIZE } = options;
  if (!isLoopback(host) && apiKeys.length === 0)
    throw new ThroughlineError("BAD_CONFIG", `HOST is ${host}, which others can reach, and there are no API keys.`, {
      at: "HOST",
      remedy: "Set THROUGHLINE_API_KEYS to name:sha256 pairs, or leave HOST at 127.0.0.1.",
    });
  const apollo = await startApollo(log, answerSize * 2 ** 20);
  if (warm)
    await Promise.race([warmUpPage(apollo, service, "customers"), delay(WARM_UP_FOR, undefined, { ref: false })]);
  const readers = new Readers(log, options.readers);
  const routes = { service, apollo, apiKeys, corsOrigins, playground, readers, stops: () => connections.stops, log };
  const server = createServer(
    {
      requestTimeout: REQUEST_TIMEOUT,
      headersTimeout: REQUEST_TIMEOUT,
      keepAliveTimeout: keepAliveSeconds * 1_000,
    },
    (request, response) => {
      connections.begin(response);
      handle(routes, request, response).catch((error: unknown) => {
        // A client that went away while it was sending is no fault.
        if (request.destroyed && !request.complete) return;
        log.error({ name: error instanceof Error ? error.name : typeof error }, "a request failed outside of GraphQL");
        if (response.headersSent) response.destroy();
        else sendError(response, 500, "INTERNAL", "Something went wrong on our side.", "Ask again.");
      });
    },
  );
  const connections = new Connections(server);
  try {
    await new Promise<void>((listening, reject) => {
      server.once("error", reject);
      server.listen(port, host, listening);
    });
  } catch (error) {
    await apollo.stop();
    throw listenProblem(error, host, port);
  }
  let stops = false;
  let warming: Promise<void> | undefined;
  if (warm)
    void service.warm.then(() => {
      if (!stops) warming = warmUpPage(apollo, service, "journeys");
    });
  const { port: bound } = server.address() as AddressInfo;
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return {
    url: `http://${name}:${bound}`,
    async stop() {
      stops = true;
      await connections.stop(stopSeconds * 1_000);
      await warming;
      await apollo.stop();
    },
  };
}
