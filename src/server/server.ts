// The server: listens, answers, and shuts down in a fixed order. New connections are refused, running requests finish,
// then Apollo stops. The caller that opened the service and its store closes them.
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
import { warmUpLong, warmUpPage } from "./warmUp.js";

export interface ServerOptions {
  readonly service: Service;
  readonly host: string;
  /** The port; 0 means any free port. */
  readonly port: number;
  readonly apiKeys: readonly ApiKey[];
  /** Origins whose pages may call the service. By default, only pages of this service may. */
  readonly corsOrigins?: readonly string[];
  /** Seconds for which an idle connection is kept. Default: 65. */
  readonly keepAliveSeconds?: number;
  /** Seconds that answers in progress have to finish when the server stops. Default: 8. */
  readonly stopSeconds?: number;
  /** Size of the largest answer, in MiB. */
  readonly answerSize?: number;
  /** Time limits for readers of answers. READER_LIMITS has the defaults. */
  readonly readers?: Partial<ReaderLimits>;
  /** Folder of the built pages. */
  readonly pages: string;
  readonly log: Logger;
  /**
   * Whether the server sends requests to itself to warm up (warmUp.ts): a page before it listens, long queries before
   * it is ready, and another page when the service is warm. Default: false.
   */
  readonly warm?: boolean;
}

export interface RunningServer {
  /** The address, such as `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Resolves when everything has stopped. */
  stop(): Promise<void>;
}

/**
 * Milliseconds after which the server listens even if the first page is not finished, because the store does not
 * answer.
 */
const WARM_UP_FOR = 1_000;
/**
 * Milliseconds after which the service is ready even if the long queries are not finished, because the machine is busy
 * or the store is slow.
 */
const WARM_UP_LONG_FOR = 5_000;
/** Milliseconds after which a request that has not arrived completely is considered stuck. */
const REQUEST_TIMEOUT = 30_000;

/** Starts the server. Rejects with BAD_CONFIG if it cannot listen at the address. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { service, host, port, apiKeys, pages, log, warm = false } = options;
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
  let isWarm = !warm;
  const readers = new Readers(log, options.readers);
  const routes = {
    service,
    apollo,
    apiKeys,
    corsOrigins,
    pages,
    readers,
    stops: () => connections.stops,
    isWarm: () => isWarm,
    log,
  };
  const server = createServer(
    {
      requestTimeout: REQUEST_TIMEOUT,
      headersTimeout: REQUEST_TIMEOUT,
      keepAliveTimeout: keepAliveSeconds * 1_000,
    },
    (request, response) => {
      connections.begin(response);
      handle(routes, request, response).catch((error: unknown) => {
        // If the client disconnects while it sends its request, this is not an error.
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
  let warming: Promise<unknown> | undefined;
  if (warm) {
    warming = Promise.race([
      warmUpLong(apollo, service, () => stops || isWarm),
      delay(WARM_UP_LONG_FOR, undefined, { ref: false }),
    ]).finally(() => {
      isWarm = true;
    });
    void Promise.all([service.warm, warming]).then(() => {
      if (!stops) warming = warmUpPage(apollo, service, "journeys");
    });
  }
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
