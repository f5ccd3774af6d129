// The main module of the writer thread: opens the folder and runs the operations it receives. See threadWriter.ts.
import { parentPort, workerData } from "node:worker_threads";
import { openAgain } from "./databases.js";
import { type Reply, type Request, toFields } from "./threadWriter.js";
import { InlineWriter, storeError, type Writer } from "./writer.js";

const port = parentPort!;
const dbs = await openAgain((workerData as { folder: string }).folder);
const writer: Writer = new InlineWriter(dbs);

port.on("message", (request: Request) => {
  if ("close" in request) {
    void writer
      .close()
      .then(() => dbs.root.close())
      .then(() => port.close());
    return;
  }
  const { id, name, args } = request;
  // The compiler has checked the name and the arguments where they are sent.
  (writer.run as (name: string, ...args: readonly unknown[]) => Promise<unknown>).call(writer, name, ...args).then(
    (result) => port.postMessage({ id, result } satisfies Reply),
    (error: unknown) => port.postMessage({ id, error: toFields(storeError(error)) } satisfies Reply),
  );
});
port.postMessage({ ready: true } satisfies Reply);
