// Runs a command line as a user would, against a given store, and captures its output.
import { runCommand } from "../../src/commands/program.js";
import type { GraphStore } from "../../src/graph/store.js";

export const NOW = Date.parse("2026-11-24T12:00:00Z");

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  json<T = Record<string, unknown>>(): T;
}

/** Without `store`, each command opens the embedded store in `dataDir` anew. */
export function runner(
  dataDir: string,
  store?: GraphStore,
  settings: Readonly<Record<string, string>> = {},
  ask?: (question: string) => Promise<string>,
) {
  return async (...argv: string[]): Promise<Ran> => {
    let out = "";
    let err = "";
    const code = await runCommand(argv, {
      env: { DATA_DIR: dataDir, ...settings },
      out: async (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      now: () => NOW,
      terminal: false,
      // The process of the tests keeps its priority.
      goLast: () => {},
      ...(ask && { ask }),
      ...(store && { openStore: async () => store }),
    });
    return { code, out, err, json: <T>() => JSON.parse(out) as T };
  };
}
