// The command line: all commands, global options, and one line for every error: `error CODE: what is wrong. The
// remedy.` With --json, an error is a JSON document on standard error. The exit code is 0 on success, 2 if some rows
// were rejected, and 1 on failure.
import { existsSync, readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { type Config, environment } from "../config.js";
import { IMPORTS, lowerPriority } from "../engine/pool/priority.js";
import type { GraphStore } from "../graph/store.js";
import { type ErrorDetails, ThroughlineError } from "../model/errors.js";
import { addCatalogue } from "./catalogue.js";
import { type Context, contextOf, isClosedPipe, jsonText, type OpenOptions, type Surroundings } from "./context.js";
import { addDemo } from "./demo.js";
import { addErase } from "./erase.js";
import { addExplain } from "./explain.js";
import { addExport } from "./export.js";
import { addForget } from "./forget.js";
import { addImport } from "./import.js";
import { addLink, addUnlink } from "./link.js";
import { addMigrate } from "./migrate.js";
import { addSchema } from "./schema.js";
import { addServe } from "./serveCommand.js";
import { addSettings } from "./settings.js";
import { addSources } from "./sources.js";
import { addStart } from "./start.js";
import { addStatus } from "./status.js";

/** Runs a command and returns the exit code. `argv` does not contain node and the script. */
export async function runCommand(argv: readonly string[], given: Partial<Surroundings> = {}): Promise<number> {
  const surroundings = { ...usualSurroundings(), ...given };
  let exitCode = 0;
  const { program, context } = commandLine(surroundings, (code) => {
    exitCode = code;
  });
  if (argv.length === 0) {
    await context.out(program.helpInformation());
    return 1;
  }
  try {
    await program.parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (isClosedPipe(error)) return 0;
    surroundings.err(wantsJson(argv) ? errorJson(error) : `${errorLine(error)}\n`);
    return 1;
  }
}

/** All commands with their options. */
export function commandLine(
  surroundings: Surroundings,
  exitWith: (code: number) => void,
): { readonly program: Command; readonly context: Context } {
  const program = new Command("throughline")
    .description("A customer-journey graph: load a log, then ask for routes, transitions and failed handoffs.")
    .option("--data <dir>", "folder of the embedded store (DATA_DIR, ./data)")
    .version(packageVersion(), "--version", "print the version")
    .helpCommand(true)
    .showHelpAfterError(false)
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureOutput({
      // The reader of the help text has closed the pipe, which is not an error.
      writeOut: (text) => void surroundings.out(text).catch(() => {}),
      // Commander must not print errors, because they are printed below.
      writeErr: () => {},
    })
    .addHelpText("after", "\nSettings come from the environment; docs/running.md lists them.");
  const context = contextOf(surroundings, () => program.opts<{ data?: string }>().data, exitWith);
  for (const add of [
    addStart,
    addServe,
    addDemo,
    addImport,
    addCatalogue,
    addStatus,
    addSources,
    addSettings,
    addLink,
    addUnlink,
    addForget,
    addErase,
    addExport,
    addMigrate,
    addExplain,
    addSchema,
  ])
    add(program, context);
  return { program, context };
}

/**
 * The version in the package.json of the nearest folder above this file. In the build of the benchmark, this file is
 * one folder deeper than in the package.
 */
function packageVersion(): string {
  for (let path = new URL("../", import.meta.url); ; path = new URL("../", path)) {
    const file = new URL("package.json", path);
    if (existsSync(file)) return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
    if (file.pathname === "/package.json") return "unknown";
  }
}

export function usualSurroundings(): Surroundings {
  return {
    env: environment(),
    out: (text) =>
      new Promise((resolve, reject) => {
        process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
      }),
    err: (text) => void process.stderr.write(text),
    now: Date.now,
    terminal: process.stderr.isTTY === true,
    ...(process.stdin.isTTY === true && process.stderr.isTTY === true && { ask }),
    openStore: openConfiguredStore,
    goLast: () => lowerPriority(IMPORTS),
  };
}

async function ask(question: string): Promise<string> {
  const { createInterface } = await import("node:readline/promises");
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // While the command waits for an answer of the user, the terminal gives Ctrl-C to the program as a key and not as a
  // signal.
  lines.on("SIGINT", () => {
    process.stderr.write("\n");
    process.kill(process.pid, "SIGINT");
  });
  // Ctrl-D ends the input without an answer. Whether the question is then rejected depends on the version of Node.
  const ended = new Promise<null>((resolve) => lines.once("close", () => resolve(null)));
  try {
    const answer = await Promise.race([lines.question(question).catch(noAnswer), ended]);
    if (answer === null) process.stderr.write("\n");
    return answer ?? "";
  } finally {
    lines.close();
  }
}

function noAnswer(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === "ABORT_ERR") return null;
  throw error;
}

async function openConfiguredStore(
  config: Config,
  { existing = false, toRead = false }: OpenOptions = {},
): Promise<GraphStore> {
  const { openStore, storeExists } = await import("../graph/open.js");
  // Read-only processes never create a store, and report what to do.
  if (existing && !config.readOnly && !(await storeExists(config))) {
    const where = config.neo4j === null ? config.dataDir : `Neo4j at ${config.neo4j.uri}`;
    throw new ThroughlineError("NOT_FOUND", `There is no store in ${where} yet.`, {
      at: config.neo4j === null ? "DATA_DIR" : "NEO4J_DATABASE",
      remedy:
        config.neo4j === null
          ? "Load a log with `throughline import FILE`, or name the folder of your store with --data (or DATA_DIR)."
          : "Load a log with `throughline import FILE`, or name the database of your store with NEO4J_DATABASE.",
    });
  }
  return openStore(toRead ? { ...config, readOnly: true } : config, { writer: "inline" });
}

/** Whether the command line requests JSON. Arguments after `--` are not options. */
function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf("--");
  return argv.slice(0, end < 0 ? argv.length : end).includes("--json");
}

/** One line for any error, without a stack. */
export function errorLine(error: unknown): string {
  const { code, message, remedy } = described(error);
  return oneLine(`error ${code}: ${message} ${remedy ?? ""}`);
}

/** Any error as a document for programs, without a stack. A field without content is null. */
export function errorJson(error: unknown): string {
  const { code, message, at = null, remedy = null, allowed = null } = described(error);
  return jsonText({ error: { code, message: oneLine(message), at, remedy, allowed } });
}

type Described = Pick<ThroughlineError, "code" | "message"> & Omit<ErrorDetails, "cause">;

function described(error: unknown): Described {
  if (error instanceof ThroughlineError) {
    const { code, message, at, remedy, allowed } = error;
    return { code, message, ...(at && { at }), ...(remedy && { remedy }), ...(allowed && { allowed }) };
  }
  if (error instanceof CommanderError && error.code === "commander.help")
    return { code: "BAD_ARGUMENT", message: "A subcommand is missing.", remedy: "See throughline --help." };
  if (error instanceof CommanderError) {
    const message = error.message.replace(/^error: /, "");
    // Commander quotes the option or argument that it refuses.
    const at = /(?:option|argument) '(?:-\w, )?(?:--)?([\w-]+)/.exec(message)?.[1];
    const allowed = /Allowed choices are (.+?)\.$/.exec(message)?.[1]?.split(", ");
    return {
      code: "BAD_ARGUMENT",
      message: /[.)?]$/.test(message) ? message : `${message}.`,
      ...(at && { at }),
      ...(allowed && { allowed }),
      remedy: "See throughline --help.",
    };
  }
  const { code, path, message } = error as NodeJS.ErrnoException;
  const at = path && { at: path };
  if (code === "EACCES" || code === "EPERM" || code === "EROFS")
    return {
      code: "BAD_CONFIG",
      message: `${path ?? "A file"} cannot be written or read: permission is denied.`,
      ...at,
      remedy: "Change its permissions, or set DATA_DIR (or --data) to a folder of your own.",
    };
  if (code === "ENOSPC")
    return {
      code: "STORE_FAILED",
      message: "The disk is full.",
      ...at,
      remedy: "Free some space and run the command again.",
    };
  if (code === "ENOENT")
    return { code: "BAD_FILE", message: `${path ?? "A file"} does not exist.`, ...at, remedy: "Check the path." };
  return {
    code: "INTERNAL",
    message: message ?? String(error),
    remedy: "This is a bug in Throughline. Please report it, with the command that you ran.",
  };
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, " ").trim();
}
