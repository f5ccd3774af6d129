// Tests the container image without Docker. The commands of the Dockerfile run in folders. Then the command of
// docker-compose.yml starts with its environment, on a real Neo4j, as a user without rights. Its health check must
// succeed, and it must answer requests with a key.
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { build, cleanEnvironment, imageOf, readCompose, readDockerfile } from "../support/dockerfile.js";
import { freePort, OwnNeo4j } from "../support/ownNeo4j.js";

const KEY = "a-key-of-this-test";
/** The user without rights, if the test may change to this user. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
const work = mkdtempSync(join(tmpdir(), "throughline-image-"));
const [app, data] = [join(work, "app"), join(work, "data")];
const server = await OwnNeo4j.make();
const [first, last] = readDockerfile();
const image = imageOf(last!);
let child: ChildProcess | null = null;

beforeAll(async () => {
  server.start("1g");
  chmodSync(work, 0o755);
  build(first!, join(work, "build"), {});
  build(last!, app, { build: join(work, "build") });
  mkdirSync(data);
  if (NOBODY.uid !== undefined) execFileSync("chown", [`${NOBODY.uid}:${NOBODY.gid}`, data]);
}, 600_000);
afterAll(() => {
  child?.kill("SIGKILL");
  server.remove();
  rmSync(work, { recursive: true, force: true });
});

it("the image's files suffice, its health check succeeds, and it answers requests with a key", async () => {
  const settings = {
    NEO4J_PASSWORD: server.options.password,
    THROUGHLINE_API_KEYS: `test:${createHash("sha256").update(KEY).digest("hex")}`,
  };
  const { environment } = readCompose(settings).services.throughline!;
  const port = await freePort();
  const { PATH } = cleanEnvironment();
  // Replacements for the network of the containers and for the volume.
  const here = { PATH: PATH!, PORT: String(port), NEO4J_URI: server.options.uri, DATA_DIR: data };
  const env = { ...image.env, ...environment, ...here };
  const command = (argv: readonly string[]) => ({
    file: argv[0]!,
    args: argv.slice(1),
    options: { cwd: app, env, ...NOBODY },
  });
  const healthy = (): boolean => {
    const { file, args, options } = command(image.healthcheck);
    return spawnSync(file, args, { ...options, timeout: 3_000 }).status === 0;
  };
  expect(healthy()).toBe(false);

  const { file, args, options } = command([...image.entrypoint, ...image.command]);
  child = spawn(file, args, { ...options, stdio: ["ignore", "pipe", "inherit"] });
  let ended = false;
  child.once("exit", () => {
    ended = true;
  });
  for (const began = Date.now(); !healthy(); ) {
    expect(ended).toBe(false);
    expect(Date.now() - began).toBeLessThan(60_000);
    await new Promise((next) => setTimeout(next, 200));
  }

  const url = `http://127.0.0.1:${port}`;
  const ask = (query: string, key?: string): Promise<Response> =>
    fetch(`${url}/graphql`, {
      method: "POST",
      // The commands below block the event loop, so no connection is kept during them.
      headers: {
        "content-type": "application/json",
        connection: "close",
        ...(key && { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify({ query }),
    });
  expect((await ask("{ status { store } }")).status).toBe(401);
  expect((await ask("{ status { store } }", "another")).status).toBe(401);

  // As `docker compose run throughline import FILE` does it.
  const log = join(work, "log.csv");
  writeFileSync(log, "customer,touchpoint,at,channel\nana,Ad,2026-01-01,Web\nana,Buy,2026-01-02,Store\n");
  const imported = command([...image.entrypoint, "import", log]);
  const ran = spawnSync(imported.file, imported.args, { ...imported.options, encoding: "utf8" });
  expect([ran.status, ran.stderr]).toEqual([0, ""]);
  const answer = await ask("{ status { store } transitions { edges { count from { key } to { key } } } }", KEY);
  expect(await answer.json()).toMatchObject({
    data: {
      status: { store: "NEO4J" },
      transitions: { edges: expect.arrayContaining([{ count: 1, from: { key: "web/ad" }, to: { key: "store/buy" } }]) },
    },
  });
  expect((await fetch(`${url}/playground/`)).headers.get("content-type")).toContain("text/html");

  child.kill("SIGTERM");
  await new Promise((done) => child!.once("exit", done));
  expect(child.exitCode).toBe(0);
  // It has written nowhere else. Its own files belong to another user, and its volume contains no temporary files.
  expect(existsSync(join(app, "data"))).toBe(false);
  expect(readdirSync(data)).toEqual([]);
  const size = (folder: string): number =>
    Number(execFileSync("du", ["-sm", join(app, folder)], { encoding: "utf8" }).split("\t")[0]);
  console.log(`the image's own files: node_modules ${size("node_modules")} MB, dist ${size("dist")} MB`);
  expect(size("node_modules") + size("dist")).toBeLessThan(200);
}, 300_000);
