// The composition root of the service. It opens the store, the service and the server from the settings, and closes
// them in reverse order.
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import type { Config } from "./config.js";
import { snapshotPath } from "./graph/erasing.js";
import { openStore } from "./graph/open.js";
import { poolExecutor } from "./questions/executor.js";
import { logUnhandled } from "./server/requests.js";
import { type RunningServer, startServer } from "./server/server.js";
import { questionsOf } from "./service/inStore/inStoreAnswers.js";
import { Service } from "./service/service.js";

/** The folder of the pages. `npm run build:pages` builds them next to this file. */
const PAGES = fileURLToPath(new URL("./pages", import.meta.url));

export interface Throughline extends RunningServer {
  readonly service: Service;
}

/**
 * When this function returns, the service is listening, and the projection is being built. `stop` finishes running
 * requests and closes the store.
 */
export async function startThroughline(config: Config): Promise<Throughline> {
  // Standard output is for the messages of commands.
  const log = pino({ base: null }, pino.destination(2));
  const stopLogging = logUnhandled(log);
  const { threads, seconds, memory } = config.questions;
  const store = await openStore(config);
  const { engine } = config;
  // If the store answers questions itself, no threads are needed.
  const executor = () => (engine === "store" ? {} : { executor: poolExecutor({ threads, memory: memory * 2 ** 20 }) });
  let service: Service;
  try {
    if (engine === "store") questionsOf(store);
    const snapshot = snapshotPath(config.dataDir);
    service = new Service(store, { ...executor(), engine, seconds, readOnly: config.readOnly, snapshot });
  } catch (error) {
    await store.close();
    throw error;
  }
  try {
    const server = await startServer({
      service,
      host: config.host,
      port: config.port,
      apiKeys: config.apiKeys,
      corsOrigins: config.corsOrigins,
      keepAliveSeconds: config.keepAliveSeconds,
      stopSeconds: config.stopSeconds,
      answerSize: config.answerSize,
      pages: PAGES,
      log,
      warm: true,
    });
    return {
      service,
      url: server.url,
      async stop() {
        await server.stop();
        await service.close();
        stopLogging();
      },
    };
  } catch (error) {
    await service.close();
    throw error;
  }
}
