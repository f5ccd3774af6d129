// Executes the promises of docs/running.md on the embedded store. The promises about Neo4j are executed in
// test/graph/neo4jFaults.neo4j.test.ts and neo4jStart.neo4j.test.ts.
import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { type BuiltService, run, serve, WITHOUT_BUILD } from "../support/builtService.js";

const DOC = readFileSync(resolve(import.meta.dirname, "../../docs/running.md"), "utf8");
const root = mkdtempSync(join(tmpdir(), "throughline-promises-"));
afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));
const log = join(root, "log.csv");
const LOG = [
  "customer,channel,activity,timestamp",
  "ana,web,Ad,2026-01-01T09:00:00Z",
  "ana,store,Checkout,2026-01-02T09:00:00Z",
  "ben,web,Ad,2026-01-03T09:00:00Z",
];
writeFileSync(log, `${LOG.join("\n")}\n`);
let folders = 0;

async function filled(): Promise<{ data: string; env: Record<string, string> }> {
  const data = join(root, `data-${++folders}`);
  const env = { DATA_DIR: data };
  expect((await run(env, "import", log)).code).toBe(0);
  return { data, env };
}

interface Answer {
  readonly status: number;
  readonly body: { errors?: { extensions: { code: string } }[]; data?: Record<string, unknown> };
}

async function ask({ url }: BuiltService, query: string, key?: string): Promise<Answer> {
  const headers = {
    "content-type": "application/json",
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
  };
  const response = await fetch(`${url}/graphql`, { method: "POST", headers, body: JSON.stringify({ query }) });
  return { status: response.status, body: (await response.json()) as Answer["body"] };
}

async function readyz({ url }: BuiltService): Promise<unknown> {
  const response = await fetch(`${url}/readyz`);
  return [response.status, await response.json()];
}

const READ = "{ customers { nodes { key } } }";
const QUESTION = "{ transitions { totals { journeys } } }";
const CHANGE = 'mutation { eraseCustomer(key: "nobody") { found } }';

describe.skipIf(WITHOUT_BUILD !== null)("docs/running.md", () => {
  it("Settings: a key is created as described, and each request needs it; a host that others can reach is refused without one", async () => {
    const { env } = await filled();
    const command = /To create an API key, run `([^`]+)`/.exec(DOC)![1]!;
    const [key, sum] = execFileSync("bash", ["-c", command], { encoding: "utf8" }).split("\n");
    const hash = sum!.split(" ")[0]!;
    const service = await serve({ ...env, THROUGHLINE_API_KEYS: `me:${hash}` });
    expect((await ask(service, READ)).status).toBe(401);
    expect((await ask(service, READ, key)).body.data).toBeDefined();
    await service.stop();
    const refused = await run({ ...env, HOST: "0.0.0.0", PORT: "0" }, "serve");
    expect([refused.code, refused.err]).toEqual([1, expect.stringMatching(/^error BAD_CONFIG: HOST is 0\.0\.0\.0/)]);
  }, 60_000);

  it("Health, The store's folder: a folder that is moved away or replaced is detected; when it is put back, everything continues", async () => {
    const { data, env } = await filled();
    const service = await serve(env);
    while ((await fetch(`${service.url}/readyz`)).status !== 200) await sleep(50);
    expect(await readyz(service)).toEqual([200, { status: "ready" }]);
    const graph = join(data, "graph");
    const outOfService = async (): Promise<void> => {
      await sleep(1_100);
      expect(await readyz(service)).toEqual([503, { status: "store does not answer", code: "STORE_FAILED" }]);
      for (const query of [READ, QUESTION, CHANGE])
        expect((await ask(service, query)).body.errors![0]!.extensions.code, query).toBe("STORE_FAILED");
      expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
    };
    renameSync(graph, `${graph}.old`);
    await outOfService();
    cpSync(`${graph}.old`, graph, { recursive: true });
    await outOfService();
    rmSync(graph, { recursive: true });
    renameSync(`${graph}.old`, graph);
    await sleep(1_100);
    expect(await readyz(service)).toEqual([200, { status: "ready" }]);
    for (const query of [READ, QUESTION, CHANGE]) expect((await ask(service, query)).body.errors).toBeUndefined();
    expect((await service.stop()).code).toBe(0);
  }, 60_000);

  it("The store's folder: nobody but its owner may read it", async () => {
    const { data } = await filled();
    const modes = [data, join(data, "graph"), join(data, "graph/data.mdb"), join(data, "graph/lock.mdb")].map((path) =>
      (statSync(path).mode & 0o777).toString(8),
    );
    expect(modes).toEqual(["700", "700", "600", "600"]);
  });

  it("The store's folder: a truncated or empty file is refused by every command and the service, in one line", async () => {
    for (const size of [0, 10_000]) {
      const { data, env } = await filled();
      truncateSync(join(data, "graph/data.mdb"), size);
      for (const argv of [["serve"], ["status"], ["import", log], ["export", "journeys"], ["migrate", "--status"]]) {
        const { code, out, err } = await run({ ...env, PORT: "0" }, ...argv);
        expect([code, out], `${argv} at ${size}: ${err}`).toEqual([1, ""]);
        expect(err).toMatch(
          /^error STORE_FAILED: The store in "\S+" is damaged: .* Restore the folder from a backup, .*\n$/,
        );
      }
      expect(statSync(join(data, "graph/data.mdb")).size).toBe(size);
    }
  }, 120_000);

  it("Backups: a copied folder is put back with the documented commands, and holds what the store held", async () => {
    const { data, env } = await filled();
    const section = /^## Backups$(.*?)^## /ms.exec(DOC)![1]!;
    const [backUp, restore] = [...section.matchAll(/^```\n(.*?)^```$/gms)].map(([, commands]) => commands!);
    const cwd = mkdtempSync(join(root, "backups-"));
    symlinkSync(data, join(cwd, "data"));
    const before = (await run(env, "export", "interactions")).out;
    execFileSync("bash", ["-ec", backUp!], { cwd });
    writeFileSync(join(root, "later.csv"), `${LOG[0]}\ncem,web,Ad,2026-01-04T09:00:00Z\n`);
    expect((await run(env, "import", join(root, "later.csv"))).code).toBe(0);
    truncateSync(join(data, "graph/data.mdb"), 10_000);
    execFileSync("bash", ["-ec", restore!], { cwd });
    expect((await run(env, "export", "interactions")).out).toBe(before);
    expect((await run(env, "status")).out).toMatch(/interactions {2}3\n/);
    const service = await serve(env);
    while ((await fetch(`${service.url}/readyz`)).status !== 200) await sleep(50);
    expect((await ask(service, QUESTION)).body.data).toEqual({ transitions: { totals: { journeys: 2 } } });
    await service.stop();
  }, 60_000);

  it("Several processes: READ_ONLY writes nothing, refuses changes, and follows what others record", async () => {
    const { data, env } = await filled();
    const before = readFileSync(join(data, "graph/data.mdb"));
    const service = await serve({ ...env, READ_ONLY: "true" });
    while ((await fetch(`${service.url}/readyz`)).status !== 200) await sleep(50);
    expect((await ask(service, CHANGE)).body.errors![0]!.extensions.code).toBe("READ_ONLY");
    expect(readFileSync(join(data, "graph/data.mdb")).equals(before)).toBe(true);
    writeFileSync(join(root, "more.csv"), `${LOG[0]}\ncem,web,Ad,2026-01-04T09:00:00Z\n`);
    expect((await run(env, "import", join(root, "more.csv"))).code).toBe(0);
    expect((await ask(service, QUESTION)).body.data).toEqual({ transitions: { totals: { journeys: 3 } } });
    await service.stop();
  }, 60_000);

  it("Erasure: exported and imported into a new folder, a store contains nothing of an erased customer", async () => {
    const { env } = await filled();
    expect((await run(env, "erase", "ana", "--yes")).code).toBe(0);
    const copy = { DATA_DIR: join(root, `data-${++folders}`) };
    const out = join(root, "all.csv");
    expect((await run(env, "export", "interactions", "--format", "csv", "--out", out)).code).toBe(0);
    expect((await run(copy, "import", out)).code).toBe(0);
    expect(readFileSync(join(copy.DATA_DIR, "graph/data.mdb")).includes("ana")).toBe(false);
    expect((await run(copy, "status")).out).toMatch(/interactions {2}1\n/);
  }, 60_000);

  it("has no section that no test executes", () => {
    const sections = [...DOC.matchAll(/^## (.*)$/gm)].map(([, title]) => title!);
    expect(sections.filter((title) => !(title in EXECUTED))).toEqual([]);
  });
});

/** Where the promises of a section are executed. */
const EXECUTED: Readonly<Record<string, string>> = {
  Settings: "here; test/config.test.ts",
  Health: "here; test/service/readiness.test.ts",
  "Connections and answers": "test/server/answers.test.ts, test/server/crossOrigin.test.ts",
  Stopping: "test/commands/stopping.test.ts, test/server/answers.test.ts",
  Upgrading: "test/commands/migrate.test.ts, test/graph/neo4jStart.neo4j.test.ts",
  "Several processes, read-only replicas, clusters":
    "here; test/graph/neo4jConnection.test.ts, test/verify/service-kill.verify.test.ts",
  "The store's folder":
    "here; test/graph/embeddedFolder.test.ts, test/graph/embeddedSplitting.test.ts, test/running/diskFull.test.ts",
  Backups: "here",
  "The snapshot": "test/projection/snapshot.test.ts",
  "When Neo4j is slow or away": "test/graph/neo4jFaults.neo4j.test.ts, test/verify/neo4jServer.verify.test.ts",
  Docker: "test/running/compose.test.ts, test/verify/container.verify.test.ts",
  Memory: "bench/, docs/performance.md",
  Erasure: "here; test/graph/contract/identity.ts",
};
