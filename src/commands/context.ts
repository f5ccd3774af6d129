// What every command receives: the settings, the store, where to write, the time. Tests provide their own.
import { type Config, loadConfig, type Variable } from "../config.js";
import type { GraphStore } from "../graph/store.js";
import { ThroughlineError } from "../model/errors.js";

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Writes to standard output. Resolves when more can be written. */
  out(text: string): Promise<void>;
  err(text: string): void;
  /** UTC milliseconds. */
  now(): number;
  /** Progress is shown only on a terminal. */
  readonly terminal: boolean;
  /** Asks a person. Absent if nobody can answer. */
  ask?(question: string): Promise<string>;
  /** With `existing`, throws NOT_FOUND if there is no store yet, instead of creating one. */
  openStore(config: Config, options?: { readonly existing?: boolean }): Promise<GraphStore>;
  /** Lowers the priority of this process below that of services. */
  goLast(): void;
}

export interface Context extends Surroundings {
  /** With `--data` and other options of the command line. */
  config(options?: Readonly<Partial<Record<Variable, string>>>): Config;
  /** Opens the store, or creates one, and closes it in any case. */
  withStore<T>(use: (store: GraphStore, config: Config) => Promise<T>): Promise<T>;
  /** Like `withStore`, for commands that have nothing to do without a store: throws NOT_FOUND if there is none. */
  withExistingStore<T>(use: (store: GraphStore, config: Config) => Promise<T>): Promise<T>;
  /** The exit code if nothing is thrown. Default: 0. */
  exitWith(code: number): void;
}

export function contextOf(
  surroundings: Surroundings,
  dataDir: () => string | undefined,
  exitWith: (code: number) => void,
): Context {
  const config: Context["config"] = (options = {}) => {
    const data = dataDir();
    return loadConfig(surroundings.env, data === undefined ? options : { DATA_DIR: data, ...options });
  };
  const using = async <T>(use: (store: GraphStore, config: Config) => Promise<T>, existing: boolean): Promise<T> => {
    const settings = config();
    const store = await surroundings.openStore(settings, { existing });
    try {
      return await use(store, settings);
    } finally {
      await store.close();
    }
  };
  return {
    ...surroundings,
    config,
    exitWith,
    withStore: (use) => using(use, false),
    withExistingStore: (use) => using(use, true),
  };
}

/** A generated store accepts no other data, because they could not be told apart again. */
export async function refuseSynthetic(store: GraphStore): Promise<void> {
  if (!(await store.settings()).synthetic) return;
  throw new ThroughlineError("SYNTHETIC_STORE", "This store holds the generated demo and takes no other data.", {
    at: "DATA_DIR",
    remedy: "Start a store of your own: throughline import FILE --data ./my-data",
  });
}

/** `12,345`. */
export function count(value: number): string {
  return value.toLocaleString("en-US");
}

/** `1 row`, `2 rows`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}
