// The settings of a process. They come from the environment and, if THROUGHLINE_CONFIG names a file, from that YAML
// file, which has the same settings in camelCase. The environment takes precedence. This is the only file of the
// project that reads the environment.
//
// Everything is checked here, once, at the start. A mistake is reported as BAD_CONFIG, with the variable and the
// remedy.
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { ThroughlineError } from "./model/errors.js";
import { yaml } from "./model/packages.js";

export interface ApiKey {
  /** The name of the key in logs. Keys without a name are called `key-1`, `key-2` and so on. */
  readonly name: string;
  /** SHA-256 of the key, as 64 hexadecimal digits in lower case. The key itself is never stored. */
  readonly sha256: string;
}

export interface Neo4jConfig {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

export interface Config {
  /** Folder of the embedded store and of temporary files. */
  readonly dataDir: string;
  readonly host: string;
  /** The port; 0 means any free port. */
  readonly port: number;
  /** Whether changes are refused. If so, the process does not write anything at its start either. */
  readonly readOnly: boolean;
  /** The Neo4j server; null if the store is the embedded one in `dataDir`. */
  readonly neo4j: Neo4jConfig | null;
  /**
   * The engine that answers questions: the projection in memory, or the store itself (Neo4j only, with some of the
   * options).
   */
  readonly engine: "projection" | "store";
  /** The API keys. If there are none, no key is required, and `host` is a loopback address. */
  readonly apiKeys: readonly ApiKey[];
  /** Further origins whose pages may call the service, such as `https://shop.example`. */
  readonly corsOrigins: readonly string[];
  /** How long an idle connection is kept. */
  readonly keepAliveSeconds: number;
  /** How long answers in progress may take to finish when the service stops. */
  readonly stopSeconds: number;
  /** Size of the largest answer, in MiB. */
  readonly answerSize: number;
  readonly questions: QuestionLimits;
}

export interface QuestionLimits {
  /** Threads that compute questions. */
  readonly threads: number;
  /** Time limit of a question. */
  readonly seconds: number;
  /** Memory that a question may use on each thread, in MiB. */
  readonly memory: number;
}

/** For each environment variable, the name of the setting in the config file. */
const SETTINGS = {
  DATA_DIR: "dataDir",
  HOST: "host",
  PORT: "port",
  NEO4J_URI: "neo4jUri",
  NEO4J_USER: "neo4jUser",
  NEO4J_PASSWORD: "neo4jPassword",
  NEO4J_DATABASE: "neo4jDatabase",
  THROUGHLINE_API_KEYS: "apiKeys",
  CORS_ORIGINS: "corsOrigins",
  KEEP_ALIVE_SECONDS: "keepAliveSeconds",
  STOP_SECONDS: "stopSeconds",
  ANSWER_SIZE: "answerSize",
  READ_ONLY: "readOnly",
  ENGINE: "engine",
  QUESTION_THREADS: "questionThreads",
  QUESTION_SECONDS: "questionSeconds",
  QUESTION_MEMORY: "questionMemory",
} as const;
export type Variable = keyof typeof SETTINGS;

/**
 * The default time for which idle connections are kept. Most load balancers keep a connection for 60 s. The default is
 * longer, so that they never send a request on a connection that is being closed.
 */
export const KEEP_ALIVE_SECONDS = 65;
/** The default of STOP_SECONDS. Docker kills a process ten seconds after it has told the process to stop. */
export const STOP_SECONDS = 8;
/** The default of ANSWER_SIZE: the largest answer that a browser can still read at once. */
export const ANSWER_SIZE = 32;
const NEO4J_SCHEMES = ["neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"];

/** The process's own environment. Functions receive it as an argument. */
export function environment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}

/**
 * Sets NODE_ENV to "production", unless it is already set. Libraries read it when they are loaded. In development mode,
 * GraphQL checks whether each value belongs to another copy of its own classes, which takes a twentieth of the time of
 * a nested page.
 */
export function asInProduction(): void {
  process.env.NODE_ENV ??= "production";
}

/**
 * Returns the settings, or throws BAD_CONFIG. Relative folders are relative to the folder in which the process was
 * started. `options` has options of the command line by the name of the variable. They take precedence over the
 * environment and the file.
 */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
  options: Readonly<Partial<Record<Variable, string>>> = {},
): Config {
  const file = env.THROUGHLINE_CONFIG ? readConfigFile(env.THROUGHLINE_CONFIG) : {};
  const read = (variable: Variable): { text: string; at: string } | null => {
    const fromEnv = options[variable] ?? env[variable];
    if (fromEnv !== undefined && fromEnv !== "") return { text: fromEnv, at: variable };
    const fromFile = file[SETTINGS[variable]];
    return fromFile === undefined ? null : { text: fromFile, at: `${env.THROUGHLINE_CONFIG}: ${SETTINGS[variable]}` };
  };

  const host = read("HOST")?.text ?? "127.0.0.1";
  const apiKeys = parseApiKeys(read("THROUGHLINE_API_KEYS"));
  if (!isLoopback(host) && apiKeys.length === 0)
    throw bad("HOST", `HOST is ${host}, which others can reach, and there are no API keys.`, {
      remedy: "Set THROUGHLINE_API_KEYS to name:sha256 pairs, or leave HOST at 127.0.0.1.",
    });
  return {
    dataDir: read("DATA_DIR")?.text ?? "./data",
    host,
    port: parsePort(read("PORT")),
    readOnly: parseFlag(read("READ_ONLY")),
    neo4j: neo4jOf(read),
    engine: parseEngine(read("ENGINE")),
    apiKeys,
    corsOrigins: parseOrigins(read("CORS_ORIGINS")),
    keepAliveSeconds: parseCount(read("KEEP_ALIVE_SECONDS"), KEEP_ALIVE_SECONDS, 3_600, "seconds"),
    stopSeconds: parseCount(read("STOP_SECONDS"), STOP_SECONDS, 3_600, "seconds"),
    answerSize: parseCount(read("ANSWER_SIZE"), ANSWER_SIZE, 256, "MiB"),
    questions: {
      threads: parseCount(read("QUESTION_THREADS"), availableParallelism(), 256, "threads"),
      seconds: parseCount(read("QUESTION_SECONDS"), 30, 3_600, "seconds"),
      memory: parseCount(read("QUESTION_MEMORY"), 1_024, 1 << 20, "MiB"),
    },
  };
}

function parseFlag(given: { text: string; at: string } | null): boolean {
  const text = given?.text.toLowerCase() ?? "false";
  if (text === "true" || text === "1") return true;
  if (text === "false" || text === "0") return false;
  throw bad(given!.at, `${given!.at} is "${given!.text}".`, {
    remedy: "Set it to true or false, or leave it out for false.",
    allowed: ["true", "false"],
  });
}

function parseEngine(given: { text: string; at: string } | null): Config["engine"] {
  const engine = given?.text ?? "projection";
  if (engine === "projection" || engine === "store") return engine;
  throw bad(given!.at, `ENGINE is "${engine}".`, {
    remedy: "Set it to projection or store, or leave it out for projection.",
    allowed: ["projection", "store"],
  });
}

function parseCount(given: { text: string; at: string } | null, otherwise: number, most: number, unit: string): number {
  if (given === null) return otherwise;
  const count = Number(given.text);
  if (/^\d{1,9}$/.test(given.text) && count >= 1 && count <= most) return count;
  throw bad(given.at, `${given.at} is "${given.text}", not a number of ${unit} from 1 to ${most}.`, {
    remedy: `Set it to a whole number, or leave it out for ${otherwise}.`,
  });
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

function neo4jOf(read: (variable: Variable) => { text: string; at: string } | null): Neo4jConfig | null {
  const uri = read("NEO4J_URI");
  if (uri === null) return null;
  const scheme = uri.text.split("://")[0]!;
  if (!uri.text.includes("://") || !NEO4J_SCHEMES.includes(scheme) || !URL.canParse(uri.text))
    throw bad(uri.at, "NEO4J_URI is not the address of a Neo4j server.", {
      remedy: "Write it like neo4j://localhost:7687.",
      allowed: NEO4J_SCHEMES.map((s) => `${s}://`),
    });
  // A password in the address would appear in logs and in `status`.
  if (new URL(uri.text).username !== "" || new URL(uri.text).password !== "")
    throw bad(uri.at, "NEO4J_URI holds a user or a password.", {
      remedy: "Put them into NEO4J_USER and NEO4J_PASSWORD.",
    });
  const password = read("NEO4J_PASSWORD");
  if (password === null)
    throw bad("NEO4J_PASSWORD", "NEO4J_URI is set and NEO4J_PASSWORD is not.", { remedy: "Set NEO4J_PASSWORD." });
  return {
    uri: uri.text,
    user: read("NEO4J_USER")?.text ?? "neo4j",
    password: password.text,
    database: read("NEO4J_DATABASE")?.text ?? "neo4j",
  };
}

function parsePort(given: { text: string; at: string } | null): number {
  if (given === null) return 4000;
  const port = Number(given.text);
  if (!/^\d{1,5}$/.test(given.text) || port > 65_535)
    throw bad(given.at, `The port "${given.text}" is not a number from 0 to 65535.`, {
      remedy: "Set PORT to a free port, such as 4000; 0 takes any.",
    });
  return port;
}

/** An origin as a browser sends it: scheme, host in lower case, and the port unless it is the default of the scheme. */
function parseOrigins(given: { text: string; at: string } | null): string[] {
  if (given === null) return [];
  const origins = given.text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  for (const origin of origins) {
    if (origin === "*")
      throw bad(given.at, "CORS_ORIGINS is *, which lets every page on the web call this service.", {
        remedy: "List the origins of your pages, such as http://localhost:5173,https://shop.example.",
      });
    if (!/^[a-z][a-z0-9+.-]*:\/\/[^/?#@\s]+$/.test(origin) || !isOriginOfUrl(origin))
      throw bad(given.at, `CORS_ORIGINS has "${origin}", which is not an origin.`, {
        remedy: "Write scheme, host and port as a browser does, without a path: http://localhost:5173.",
      });
  }
  return [...new Set(origins)];
}

/** The URL standard defines no origin for custom schemes such as `capacitor://localhost`. */
function isOriginOfUrl(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, origin: normal } = new URL(origin);
  return (protocol !== "http:" && protocol !== "https:") || normal === origin;
}

function parseApiKeys(given: { text: string; at: string } | null): ApiKey[] {
  if (given === null) return [];
  return given.text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part, index) => {
      const match = /^(?:([A-Za-z0-9_.-]{1,64}):)?([0-9a-fA-F]{64})$/.exec(part);
      // The text itself is not shown, because it may be the key instead of its hash.
      if (match === null)
        throw bad(given.at, `API key ${index + 1} is neither a SHA-256 hash nor name:hash.`, {
          remedy: "Compute the hash with: printf %s KEY | sha256sum",
        });
      return { name: match[1] ?? `key-${index + 1}`, sha256: match[2]!.toLowerCase() };
    });
}

function readConfigFile(path: string): Partial<Record<string, string>> {
  let content: unknown;
  try {
    content = yaml().parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw bad("THROUGHLINE_CONFIG", `The config file ${path} cannot be read: ${firstLine(cause)}`, {
      remedy: "Name a readable YAML file, or unset THROUGHLINE_CONFIG.",
      cause,
    });
  }
  if (content === null || content === undefined) return {};
  const allowed: readonly string[] = Object.values(SETTINGS);
  if (typeof content !== "object" || Array.isArray(content))
    throw bad(path, "The config file is not a list of settings.", {
      remedy: "Write one `name: value` per line.",
      allowed,
    });
  const settings: Record<string, string> = {};
  for (const [name, value] of Object.entries(content)) {
    if (!allowed.includes(name))
      throw bad(`${path}: ${name}`, `The config file has an unknown setting "${name}".`, {
        remedy: `Use one of ${allowed.join(", ")}.`,
        allowed,
      });
    if (value === null || value === "") continue;
    if ((name === "apiKeys" || name === "corsOrigins") && Array.isArray(value)) settings[name] = value.join(",");
    else if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
      settings[name] = String(value);
    else
      throw bad(`${path}: ${name}`, `The setting "${name}" is not a single value.`, {
        remedy: "Write a single value.",
      });
  }
  return settings;
}

function firstLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split("\n")[0]!;
}

function bad(
  at: string,
  message: string,
  details: { remedy: string; allowed?: readonly string[]; cause?: unknown },
): ThroughlineError {
  return new ThroughlineError("BAD_CONFIG", message, { at, ...details });
}
