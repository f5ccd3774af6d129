// Runs a real Neo4j without Docker, for development, tests and CI. Maven Central has the server as jars.
//
// The script resolves the jars once with Maven into a cache folder (about 125 MB), and writes a configuration that
// listens only on the loopback address. It starts the server with the first suitable Java, waits until Bolt and HTTP
// answer, and prints the URI. It stops the server when this process ends. `--detach` leaves the server running, and
// `--stop` stops it. Only Node, Java and Maven are needed.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

const ROOT = resolve(import.meta.dirname, "..");
const DEFAULT_VERSION = "5.26.30";
/** The minimum that the server requires. */
const MIN_PASSWORD = 8;
const START_TIMEOUT_S = 120;
const STOP_TIMEOUT_S = 30;

const HELP = `Starts a real Neo4j from Maven Central (needs Java and Maven, not Docker).

  node scripts/neo4j.mjs [options]

  --port N         Bolt port (7687)
  --http-port N    port of Neo4j Browser (7474)
  --home DIR       data, logs and configuration (.neo4j/home-VERSION)
  --cache DIR      where the server's jars are kept (.neo4j)
  --password TEXT  of the user neo4j, at least ${MIN_PASSWORD} characters; without it there is no authentication
  --version V      ${DEFAULT_VERSION} (Java 17 or 21) or a calendar release such as 2026.08.1 (Java 21 or newer)
  --heap SIZE      largest Java heap (1g)
  --pages SIZE     memory for pages of the store (512m)
  --detach         print the process id and leave the server running
  --stop           stop the server of --home
  --help

Java is taken from JAVA_HOME, the path, or /usr/lib/jvm. Examples:
  npm run neo4j                                        until Ctrl+C, data kept in .neo4j/
  npm run neo4j -- --password correct-horse --detach   then: npm run neo4j -- --stop`;

class Problem extends Error {}

const options = readOptions();
try {
  if (options.help) console.log(HELP);
  else if (options.stop) await stop();
  else await start();
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  console.error(`neo4j: ${error.message}`);
  process.exitCode = 1;
}

function readOptions() {
  const text = { type: "string" };
  const flag = { type: "boolean", default: false };
  let values;
  try {
    ({ values } = parseArgs({
      options: {
        port: { ...text, default: "7687" },
        "http-port": { ...text, default: "7474" },
        home: text,
        cache: { ...text, default: join(ROOT, ".neo4j") },
        password: text,
        version: { ...text, default: DEFAULT_VERSION },
        heap: { ...text, default: "1g" },
        pages: { ...text, default: "512m" },
        detach: flag,
        stop: flag,
        help: flag,
      },
    }));
  } catch (error) {
    console.error(`neo4j: ${error.message}\n\n${HELP}`);
    process.exit(1);
  }
  const cache = resolve(values.cache);
  return {
    ...values,
    cache,
    home: resolve(values.home ?? join(cache, `home-${values.version}`)),
    httpPort: values["http-port"],
  };
}

async function start() {
  const { home, port, httpPort, password } = options;
  if (password !== undefined && password.length < MIN_PASSWORD)
    throw new Problem(`the password needs at least ${MIN_PASSWORD} characters.`);
  const running = runningPid();
  if (running !== null)
    throw new Problem(`a server is running in ${home} (process ${running}); stop it with --stop --home ${home}.`);
  for (const [name, value] of [
    ["--port", port],
    ["--http-port", httpPort],
  ]) {
    if (!/^\d{1,5}$/.test(value) || Number(value) < 1 || Number(value) > 65_535)
      throw new Problem(`${name} ${value} is not a port.`);
    if (await answers(Number(value))) throw new Problem(`port ${value} is in use; choose another with ${name}.`);
  }
  const modern = Number(options.version.split(".")[0]) >= 2025;
  const java = findJava(modern);
  const lib = resolveJars();
  writeConfiguration();

  const log = openSync(join(home, "logs", "console.log"), "a");
  const opens = ["java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch"].map(
    (name) => `--add-opens=${name}=ALL-UNNAMED`,
  );
  const args = [
    `-Xms${options.heap}`,
    `-Xmx${options.heap}`,
    ...opens,
    ...(modern ? ["--add-modules=jdk.incubator.vector"] : []),
    "-cp",
    `${lib}/*`,
    modern ? "org.neo4j.server.Neo4jCommunity" : "org.neo4j.server.CommunityEntryPoint",
    `--home-dir=${home}`,
    `--config-dir=${join(home, "conf")}`,
  ];
  const child = spawn(java, args, { cwd: home, detached: options.detach, stdio: ["ignore", log, log] });
  const ended = new Promise((done) => child.once("exit", (code, signal) => done(code ?? signal)));
  writeFileSync(pidFile(), String(child.pid));
  const kill = () => child.kill("SIGTERM");
  process.once("exit", kill);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, kill);

  const state = await Promise.race([ready().then(() => "ready"), ended]);
  if (state !== "ready") throw new Problem(`the server ended while starting (${state}):\n${lastLines()}`);
  if (password !== undefined) await setPassword(password);
  console.log(`neo4j://127.0.0.1:${port}`);
  console.log(
    `Neo4j ${options.version}, ${password === undefined ? "no authentication" : "user neo4j"}, Browser at http://127.0.0.1:${httpPort}, data in ${home}`,
  );
  // Throughline requires a password even if the server does not.
  const [shown, note] =
    password === undefined ? ["none", "any password will do"] : ["…", "the password you gave with --password"];
  console.log(`Use it with: NEO4J_URI=neo4j://127.0.0.1:${port} NEO4J_PASSWORD=${shown} npm start    (${note})`);
  if (options.detach) {
    process.off("exit", kill);
    child.unref();
    console.log(`process ${child.pid}; stop it with: node scripts/neo4j.mjs --stop --home ${home}`);
    process.exit(0);
  }
  const code = await ended;
  rmSync(pidFile(), { force: true });
  process.exitCode = code === 0 || code === 143 || code === "SIGTERM" ? 0 : 1;
}

async function stop() {
  const pid = runningPid();
  if (pid === null) {
    console.log(`no server is running in ${options.home}`);
    return;
  }
  process.kill(pid, "SIGTERM");
  for (let waited = 0; waited < STOP_TIMEOUT_S * 10 && isRunning(pid); waited++) await sleep(100);
  if (isRunning(pid)) throw new Problem(`process ${pid} did not end within ${STOP_TIMEOUT_S} s.`);
  rmSync(pidFile(), { force: true });
  console.log(`stopped process ${pid}`);
}

/**
 * The folder of jars. They are resolved in a neighbouring folder and moved into place, so that an incomplete folder is
 * never used.
 */
function resolveJars() {
  const lib = join(options.cache, `lib-${options.version}`);
  if (existsSync(lib)) return lib;
  const work = join(options.cache, `resolving-${process.pid}`);
  mkdirSync(work, { recursive: true });
  const dependency = (group, name) =>
    `<dependency><groupId>${group}</groupId><artifactId>${name}</artifactId><version>${options.version}</version></dependency>`;
  writeFileSync(
    join(work, "pom.xml"),
    `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>local</groupId><artifactId>neo4j-jars</artifactId><version>1</version>
<dependencies>${dependency("org.neo4j", "neo4j")}${dependency("org.neo4j.app", "neo4j-server")}</dependencies></project>\n`,
  );
  console.error(`Resolving Neo4j ${options.version} from Maven Central (about 125 MB, once) …`);
  const result = spawnSync(
    "mvn",
    [
      "-B",
      "-q",
      "-f",
      join(work, "pom.xml"),
      "dependency:copy-dependencies",
      "-DincludeScope=runtime",
      `-DoutputDirectory=${join(work, "lib")}`,
    ],
    {
      stdio: ["ignore", "pipe", "pipe"],
      encoding: "utf8",
    },
  );
  if (result.error)
    throw new Problem(
      `Maven could not be run (${result.error.code}); install it, or give --cache a folder that has the jars.`,
    );
  if (result.status !== 0)
    throw new Problem(
      `Maven could not resolve Neo4j ${options.version}:\n${(result.stdout + result.stderr).split("\n").slice(0, 5).join("\n")}`,
    );
  try {
    renameSync(join(work, "lib"), lib);
  } catch (error) {
    if (!existsSync(lib)) throw error; // another process was faster
  }
  rmSync(work, { recursive: true, force: true });
  return lib;
}

function writeConfiguration() {
  const { home, port, httpPort, password } = options;
  for (const folder of ["conf", "data", "logs", "run", "import", "plugins"])
    mkdirSync(join(home, folder), { recursive: true });
  const lines = [
    "# Written by scripts/neo4j.mjs at every start.",
    "server.default_listen_address=127.0.0.1",
    `server.bolt.listen_address=127.0.0.1:${port}`,
    `server.bolt.advertised_address=127.0.0.1:${port}`,
    `server.http.listen_address=127.0.0.1:${httpPort}`,
    `server.http.advertised_address=127.0.0.1:${httpPort}`,
    "server.https.enabled=false",
    `dbms.security.auth_enabled=${password !== undefined}`,
    `server.memory.heap.initial_size=${options.heap}`,
    `server.memory.heap.max_size=${options.heap}`,
    `server.memory.pagecache.size=${options.pages}`,
    "db.tx_log.rotation.retention_policy=1 files",
    "dbms.usage_report.enabled=false",
  ];
  writeFileSync(join(home, "conf", "neo4j.conf"), `${lines.join("\n")}\n`);
}

function findJava(modern) {
  const fits = (major) => (modern ? major >= 21 : major === 17 || major === 21);
  const wanted = modern ? "21 or newer" : "17 or 21";
  const folders = existsSync("/usr/lib/jvm")
    ? readdirSync("/usr/lib/jvm").map((name) => join("/usr/lib/jvm", name, "bin", "java"))
    : [];
  const candidates = [
    ...(process.env.JAVA_HOME ? [join(process.env.JAVA_HOME, "bin", "java")] : []),
    "java",
    ...folders,
  ];
  for (const java of candidates) {
    const { stderr } = spawnSync(java, ["-version"], { encoding: "utf8" });
    const major = Number(/version "(\d+)/.exec(stderr ?? "")?.[1] ?? 0);
    if (fits(major)) return java;
  }
  throw new Problem(
    `Neo4j ${options.version} needs Java ${wanted}; none was found in JAVA_HOME, the path or /usr/lib/jvm.`,
  );
}

/** Whether both ports are open and Bolt completes its handshake. */
async function ready() {
  for (let waited = 0; waited < START_TIMEOUT_S * 5; waited++) {
    if ((await answersHttp()) && (await shakesHands())) return;
    await sleep(200);
  }
  throw new Problem(`the server did not answer within ${START_TIMEOUT_S} s:\n${lastLines()}`);
}

async function answersHttp() {
  try {
    return (await fetch(`http://127.0.0.1:${options.httpPort}/`)).ok;
  } catch {
    return false;
  }
}

/** Bolt's handshake: the preamble and four versions. A running server answers with four bytes. */
function shakesHands() {
  return new Promise((done) => {
    const socket = connect(Number(options.port), "127.0.0.1");
    const end = (result) => {
      socket.destroy();
      done(result);
    };
    socket.setTimeout(2_000, () => end(false));
    socket.once("error", () => end(false));
    socket.once("data", () => end(true));
    socket.once("connect", () => socket.write(Buffer.from("6060b01700000405000000040000000000000000", "hex")));
    socket.once("close", () => end(false));
  });
}

/**
 * A new server has the user and password neo4j/neo4j and requires another password. A server that was started before
 * already has the right password.
 */
async function setPassword(password) {
  const change = async (database, user, statement, parameters) => {
    const response = await fetch(`http://127.0.0.1:${options.httpPort}/db/${database}/query/v2`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Basic ${Buffer.from(`neo4j:${user}`).toString("base64")}`,
      },
      body: JSON.stringify({ statement, parameters }),
    });
    return { ok: response.ok, text: await response.text() };
  };
  if ((await change("neo4j", password, "RETURN 1", {})).ok) return;
  const changed = await change("system", "neo4j", "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password", {
    password,
  });
  if (!changed.ok)
    throw new Problem(
      `the password could not be set; the data in ${options.home} have another one. (${changed.text.slice(0, 200)})`,
    );
}

function pidFile() {
  return join(options.home, "run", "throughline-neo4j.pid");
}

function runningPid() {
  if (!existsSync(pidFile())) return null;
  const pid = Number(readFileSync(pidFile(), "utf8"));
  return isRunning(pid) ? pid : null;
}

/**
 * The process id may have been reused in the meantime, so the command of the process must contain the folder of this
 * server.
 */
function isRunning(pid) {
  try {
    const command = execFileSync("ps", ["-ww", "-p", String(pid), "-o", "stat=,command="], { encoding: "utf8" });
    return command.includes(`--home-dir=${options.home}`) && !command.startsWith("Z");
  } catch {
    return false;
  }
}

function answers(port) {
  return new Promise((done) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      done(true);
    });
    socket.once("error", () => done(false));
  });
}

function lastLines() {
  return readFileSync(join(options.home, "logs", "console.log"), "utf8")
    .trim()
    .split("\n")
    .slice(-8)
    .join("\n");
}

function sleep(ms) {
  return new Promise((done) => setTimeout(done, ms));
}
