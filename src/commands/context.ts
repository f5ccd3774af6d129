// The context that every command receives: settings, store, outputs and clock. Tests replace them.
import { type Config, loadConfig, type Variable } from "../config.js";
import type { GraphStore } from "../graph/store.js";
import { ThroughlineError } from "../model/errors.js";

export interface OpenOptions {
  readonly existing?: boolean;
  readonly toRead?: boolean;
}

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Writes to standard output. Resolves when more can be written. */
  out(text: string): Promise<void>;
  err(text: string): void;
  /** UTC milliseconds. */
  now(): number;
  /** Progress is shown only on a terminal. */
  readonly terminal: boolean;
  /** Asks a person a question. Absent if nobody can answer. */
  ask?(question: string): Promise<string>;
  /**
   * Opens the store and migrates it. If there is no store, creates one. With `existing`, throws NOT_FOUND in this case.
   * With `toRead`, which is used with `existing`, nothing is written, and a store that needs a migration is refused
   * with MIGRATION_NEEDED.
   */
  openStore(config: Config, options?: OpenOptions): Promise<GraphStore>;
  /** Lowers the priority of this process, so that services on the same machine take precedence. */
  goLast(): void;
}

export interface Context extends Surroundings {
  /**
   * Writes to standard output. If the reader of the pipe has closed it, the text is discarded and the command
   * continues. An import piped to `head` therefore still imports everything.
   */
  out(text: string): Promise<void>;
  /** Like `out`, but rejects if the reader has closed the pipe, so that an export stops there. */
  stream(text: string): Promise<void>;
  /** The settings of the environment, overridden by `--data` and by `options`. */
  config(options?: Readonly<Partial<Record<Variable, string>>>): Config;
  /** Opens the store, or creates one, and closes it after `use`, even if `use` fails. */
  withStore<T>(use: (store: GraphStore, config: Config) => Promise<T>): Promise<T>;
  /** Opens the store as `withStore` does, for commands that need an existing one. Throws NOT_FOUND if there is none. */
  withExistingStore<T>(use: (store: GraphStore, config: Config) => Promise<T>): Promise<T>;
  /** Opens an existing store as it is, without changing it. Throws NOT_FOUND or MIGRATION_NEEDED. */
  withStoreToRead<T>(use: (store: GraphStore, config: Config) => Promise<T>): Promise<T>;
  /** Sets the exit code that applies if nothing is thrown. Without a call it is 0. */
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
  const using = async <T>(use: (store: GraphStore, config: Config) => Promise<T>, options: OpenOptions): Promise<T> => {
    const settings = config();
    const store = await surroundings.openStore(settings, options);
    try {
      return await use(store, settings);
    } finally {
      await store.close();
    }
  };
  return {
    ...surroundings,
    out: (text) =>
      surroundings.out(text).catch((error) => {
        if (!isClosedPipe(error)) throw error;
      }),
    stream: surroundings.out,
    config,
    exitWith,
    withStore: (use) => using(use, {}),
    withExistingStore: (use) => using(use, { existing: true }),
    withStoreToRead: (use) => using(use, { existing: true, toRead: true }),
  };
}

/**
 * Refuses to add data to a store that holds the generated demo, because generated and real data could not be
 * distinguished afterwards.
 */
export async function refuseSynthetic(store: GraphStore): Promise<void> {
  if (!(await store.settings()).synthetic) return;
  throw new ThroughlineError("SYNTHETIC_STORE", "This store holds the generated demo and takes no other data.", {
    at: "DATA_DIR",
    remedy: "Start a store of your own: throughline import FILE --data ./my-data",
  });
}

/** The reader of standard output, such as `head`, has closed the pipe. */
export function isClosedPipe(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | null)?.code === "EPIPE";
}

/** Formats a document for programs. Every command with `--json` prints this form. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Formats a number, such as `12,345`. */
export function count(value: number): string {
  return value.toLocaleString("en-US");
}

/** `1 row`, `2 rows`. */
/** Returns a text such as `3 interactions`, or `3 interactions and 2 answers`. */
export function removedText(interactions: number, answers: number): string {
  const first = counted(interactions, "interaction");
  return answers === 0 ? first : `${first} and ${counted(answers, "answer")}`;
}

export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}
