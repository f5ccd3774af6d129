// Checks whether the service can listen at an address. The check is made before a demo is generated, because generating
// takes seconds. This file also has the errors for an address at which the service cannot listen.
import { createServer } from "node:net";
import { ThroughlineError } from "../model/errors.js";

/** Rejects with BAD_CONFIG if it is currently impossible to listen there. */
export async function assertCanListen(host: string, port: number): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((listening, reject) => {
      server.once("error", reject);
      server.listen(port, host, listening);
    });
  } catch (error) {
    throw listenProblem(error, host, port);
  }
  await new Promise((closed) => server.close(closed));
}

/** Turns an error of `listen` into BAD_CONFIG with a remedy. Other errors are returned unchanged. */
export function listenProblem(error: unknown, host: string, port: number): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE")
    return new ThroughlineError("BAD_CONFIG", `Port ${port} is in use.`, {
      at: "PORT",
      remedy: `Stop the process that uses it, or choose another port: PORT=${port + 1}.`,
    });
  if (code === "EACCES")
    return new ThroughlineError("BAD_CONFIG", `Port ${port} cannot be used: permission is denied.`, {
      at: "PORT",
      remedy: "Choose a port above 1023, such as PORT=4000.",
    });
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return new ThroughlineError("BAD_CONFIG", `HOST ${host} is not an address of this machine.`, {
      at: "HOST",
      remedy: "Leave HOST at 127.0.0.1.",
    });
  return error;
}
