// A Neo4j server for a single test, which may be stopped, killed and started again.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import neo4j from "neo4j-driver";

const SCRIPT = resolve(import.meta.dirname, "../../scripts/neo4j.mjs");
/** Another release, such as 2026.08.1, can be used too. */
const VERSION = process.env.NEO4J_VERIFY_VERSION ?? "5.26.30";

export class OwnNeo4j {
  readonly options: {
    readonly uri: string;
    readonly user: string;
    readonly password: string;
    readonly database: string;
  };
  readonly #home = mkdtempSync(join(tmpdir(), "throughline-neo4j-"));
  readonly #httpPort: number;

  private constructor(
    readonly port: number,
    httpPort: number,
    readonly version: string,
  ) {
    this.#httpPort = httpPort;
    this.options = {
      uri: `neo4j://127.0.0.1:${port}`,
      user: "neo4j",
      password: "throughline-verify",
      database: "neo4j",
    };
  }

  /** Makes a server that is not started yet. */
  static async make(version = VERSION): Promise<OwnNeo4j> {
    return new OwnNeo4j(await freePort(), await freePort(), version);
  }

  /** The environment variables with which a process of the product finds the server. */
  get env(): Record<string, string> {
    const { uri, user, password } = this.options;
    return { NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password };
  }

  start(heap = "3g"): void {
    const { port, options } = this;
    const ports = ["--port", String(port), "--http-port", String(this.#httpPort)];
    this.#script("--detach", ...ports, "--heap", heap, "--password", options.password);
  }

  get running(): boolean {
    try {
      process.kill(this.#pid(), 0);
      return true;
    } catch {
      return false;
    }
  }

  stop(): void {
    this.#script("--stop");
  }

  kill(): void {
    process.kill(this.#pid(), "SIGKILL");
  }

  /** Stops the server and removes its data. */
  remove(): void {
    this.stop();
    rmSync(this.#home, { recursive: true, force: true });
  }

  async run(...statements: string[]): Promise<Record<string, unknown>[]> {
    const { uri, user, password } = this.options;
    const driver = neo4j.driver(uri, neo4j.auth.basic(user, password), { disableLosslessIntegers: true });
    try {
      const session = driver.session();
      let rows: Record<string, unknown>[] = [];
      for (const statement of statements)
        rows = (await session.run(statement)).records.map((record) => record.toObject());
      return rows;
    } finally {
      await driver.close();
    }
  }

  async empty(): Promise<void> {
    await this.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS");
  }

  #pid(): number {
    return Number(readFileSync(join(this.#home, "run/throughline-neo4j.pid"), "utf8"));
  }

  #script(...args: string[]): void {
    const all = [SCRIPT, "--home", this.#home, "--version", this.version, ...args];
    execFileSync(process.execPath, all, { stdio: ["ignore", "ignore", "pipe"] });
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
