// Executes a Dockerfile without Docker. It makes the same copies and runs the same commands, in one folder per stage,
// and returns how the image is started. It knows the instructions that our Dockerfile uses. Any other instruction is an
// error.
import { execFileSync, execSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { parse } from "yaml";

const ROOT = resolve(import.meta.dirname, "../..");
export const WORKDIR = "/app";

interface Instruction {
  readonly name: string;
  readonly text: string;
}

export interface Stage {
  readonly name: string;
  readonly instructions: readonly Instruction[];
}

export interface Image {
  readonly env: Readonly<Record<string, string>>;
  readonly user: string;
  /** Entry point and command. */
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly healthcheck: readonly string[];
}

export function readDockerfile(): Stage[] {
  const lines = readFileSync(join(ROOT, "Dockerfile"), "utf8")
    .replace(/^#.*\n/gm, "")
    .replace(/\\\n\s*/g, "")
    .split("\n")
    .filter((line) => line.trim() !== "");
  const stages: { name: string; instructions: Instruction[] }[] = [];
  for (const line of lines) {
    const [, name, text] = /^([A-Z]+)\s+(.*)$/.exec(line)!;
    if (name === "FROM") stages.push({ name: / AS (\w+)$/.exec(text!)?.[1] ?? "", instructions: [] });
    else stages.at(-1)!.instructions.push({ name: name!, text: text! });
  }
  return stages;
}

/** How the last stage is started, with the folders that the file names. */
export function imageOf(stage: Stage): Image {
  const last = (name: string): string => stage.instructions.findLast((i) => i.name === name)!.text;
  const env = stage.instructions
    .filter(({ name }) => name === "ENV")
    .flatMap(({ text }) => text.split(" ").map((pair) => pair.split("=") as [string, string]));
  return {
    env: Object.fromEntries(env),
    user: last("USER"),
    entrypoint: JSON.parse(last("ENTRYPOINT")),
    command: JSON.parse(last("CMD")),
    healthcheck: JSON.parse(/CMD (\[.*\])$/.exec(last("HEALTHCHECK"))![1]!),
  };
}

/**
 * Builds the folder /app of the stage in `folder`. `stages` are the folders of the earlier stages. Users, and folders
 * outside of /app, are ignored.
 */
export function build(stage: Stage, folder: string, stages: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  for (const { name, text } of stage.instructions) {
    if (name === "COPY") copy(text, folder, stages);
    else if (name === "RUN") {
      if (text.startsWith("mkdir /data && chown ")) continue;
      execSync(text, { cwd: folder, stdio: ["ignore", "ignore", "inherit"], env: cleanEnvironment() });
    } else if (!["ENV", "WORKDIR", "USER", "VOLUME", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD"].includes(name))
      throw new Error(`${name} is not known here`);
  }
}

function copy(text: string, folder: string, stages: Readonly<Record<string, string>>): void {
  const words = text.split(/\s+/);
  const from = words.find((word) => word.startsWith("--from="))?.slice(7);
  const [to, ...sources] = words.filter((word) => !word.startsWith("--")).reverse();
  for (const source of sources) {
    if (source === ".") {
      for (const file of contextFiles()) cpSync(join(ROOT, file), join(folder, file), { recursive: true });
      continue;
    }
    const path = from === undefined ? join(ROOT, source) : join(stages[from]!, source.replace(WORKDIR, "."));
    cpSync(path, join(folder, to!.endsWith("/") ? join(to!, basename(source)) : to!), { recursive: true });
  }
}

/** The files that Git knows, without the files that .dockerignore lists. */
function contextFiles(): string[] {
  const ignored = readFileSync(join(ROOT, ".dockerignore"), "utf8").split("\n").filter(Boolean);
  return execFileSync("git", ["ls-files"], { cwd: ROOT, encoding: "utf8" })
    .split("\n")
    .filter((file) => file !== "" && !ignored.some((name) => file === name || file.startsWith(`${name}/`)));
}

/** The environment without the variables that npm and the test runner set for their children. */
export function cleanEnvironment(): Record<string, string> {
  const { PATH, HOME, npm_config_registry, npm_config_cache } = process.env;
  return Object.fromEntries(
    Object.entries({ PATH, HOME, npm_config_registry, npm_config_cache }).filter(
      (e): e is [string, string] => e[1] !== undefined,
    ),
  );
}

export interface ComposeService {
  readonly environment: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly read_only?: boolean;
}

/** Returns docker-compose.yml as it is written, and its services with `${NAME:?…}` filled in. */
export function readCompose(settings: Readonly<Record<string, string>> = {}): {
  readonly written: unknown;
  readonly services: Readonly<Record<string, ComposeService>>;
} {
  const text = readFileSync(join(ROOT, "docker-compose.yml"), "utf8");
  const filled = text.replace(/\$\{(\w+):\?[^}]*\}/g, (_, name: string) => settings[name] ?? "");
  return { written: parse(text), services: parse(filled).services };
}
