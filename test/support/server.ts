// A server on a free port over an embedded store in a temporary folder, for tests that speak HTTP.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import type { ApiKey } from "../../src/config.js";
import { openEmbedded } from "../../src/graph/embedded/embeddedStore.js";
import type { GraphStore } from "../../src/graph/store.js";
import type { ReaderLimits } from "../../src/server/readers.js";
import { startServer } from "../../src/server/server.js";
import type { Engine } from "../../src/service/inStore/inStoreAnswers.js";
import { Service } from "../../src/service/service.js";
import { recordLog, type SmallLog } from "./smallLog.js";

export interface TestServer {
  readonly url: string;
  readonly service: Service;
  readonly store: GraphStore;
  /** Lines of the service's log. */
  readonly logged: string[];
  /** Returns the data and errors of a query, with the HTTP status. */
  ask(query: string, variables?: Record<string, unknown>): Promise<Asked>;
  close(): Promise<void>;
}

export interface Asked {
  readonly status: number;
  readonly data: any;
  readonly errors: readonly { message: string; path?: unknown[]; extensions: Record<string, unknown> }[] | undefined;
}

export interface TestServerOptions {
  readonly log?: SmallLog;
  /**
   * Opens the store to use. By default, it is an embedded store in a folder of its own. It is closed with the server.
   */
  readonly open?: () => Promise<GraphStore>;
  readonly apiKeys?: readonly ApiKey[];
  readonly corsOrigins?: readonly string[];
  readonly keepAliveSeconds?: number;
  readonly stopSeconds?: number;
  readonly answerSize?: number;
  readonly readers?: Partial<ReaderLimits>;
  /** Folder of the built pages. */
  readonly pages?: string;
  /** Wraps the store that the service uses. */
  readonly wrap?: (store: GraphStore) => GraphStore;
  readonly now?: () => number;
  readonly engine?: Engine;
  /** Whether the service refuses changes. The log is recorded before. */
  readonly readOnly?: boolean;
  /** Whether the server requests pages of itself. */
  readonly warm?: boolean;
}

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), "throughline-server-"));
  const store = await (options.open ?? (() => openEmbedded(folder)))();
  if (options.log !== undefined) await recordLog(store, options.log);
  const logged: string[] = [];
  const log = pino({ base: null }, { write: (line: string) => void logged.push(line) });
  const { now, engine, readOnly = false, warm = false } = options;
  const { corsOrigins, keepAliveSeconds, stopSeconds, answerSize, readers } = options;
  const service = new Service(options.wrap?.(store) ?? store, {
    readOnly,
    ...(now === undefined ? {} : { now }),
    ...(engine === undefined ? {} : { engine }),
  });
  const server = await startServer({
    service,
    host: "127.0.0.1",
    port: 0,
    apiKeys: options.apiKeys ?? [],
    pages: options.pages ?? join(folder, "no-pages"),
    log,
    warm,
    ...(corsOrigins === undefined ? {} : { corsOrigins }),
    ...(keepAliveSeconds === undefined ? {} : { keepAliveSeconds }),
    ...(stopSeconds === undefined ? {} : { stopSeconds }),
    ...(answerSize === undefined ? {} : { answerSize }),
    ...(readers === undefined ? {} : { readers }),
  });
  return {
    url: server.url,
    service,
    store,
    logged,
    async ask(query, variables) {
      const response = await fetch(`${server.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await response.json()) as Asked;
      return { status: response.status, data, errors };
    },
    async close() {
      await server.stop();
      await service.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Counts the calls of a store's operations. */
export function counting(store: GraphStore): { store: GraphStore; calls: string[] } {
  const calls: string[] = [];
  return {
    calls,
    store: new Proxy(store, {
      get(target, name) {
        const value = Reflect.get(target, name, target) as unknown;
        if (typeof value !== "function") return value;
        return (...args: unknown[]) => {
          calls.push(String(name));
          return (value as (...args: unknown[]) => unknown).apply(target, args);
        };
      },
    }),
  };
}
