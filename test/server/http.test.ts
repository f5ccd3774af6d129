// Tests of the server around GraphQL: the 61 audits of graphql-http, health, limits, static files, keys and shutdown.
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request as rawRequest } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { serverAudits } from "graphql-http";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GraphStore } from "../../src/graph/store.js";
import { EXPLORER_PLACES, pageAt } from "../../src/server/pages.js";
import { startServer } from "../../src/server/server.js";
import { startTestServer, type TestServer } from "../support/server.js";
import { SHOP } from "../support/smallLog.js";

let server: TestServer;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "throughline-page-"));
  for (const address of [...EXPLORER_PLACES, "/playground/"]) {
    const file = pageAt(address)!;
    const [name] = file.split("/");
    mkdirSync(join(folder, "page", name!), { recursive: true });
    writeFileSync(join(folder, "page", file), `<!doctype html><title>${name}</title>`);
  }
  mkdirSync(join(folder, "page/assets"));
  writeFileSync(join(folder, "page/assets/a-1.js"), "1");
  writeFileSync(join(folder, "page/notes.txt"), "not for the web");
  writeFileSync(join(folder, "secret.js"), "secret");
  server = await startTestServer({ log: SHOP, pages: join(folder, "page") });
  await server.service.ready();
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

/** Sent unchanged, because fetch would normalise the path. */
function raw(
  url: string,
  path: string,
  options: { method?: string; headers?: Record<string, string> } = {},
): Promise<{ status: number; headers: Record<string, unknown>; body: string; bytes: Buffer }> {
  return new Promise((done, fail) => {
    const { hostname, port } = new URL(url);
    rawRequest({ hostname, port, path, ...options }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const bytes = Buffer.concat(chunks);
        done({ status: response.statusCode!, headers: response.headers, body: bytes.toString(), bytes });
      });
    })
      .on("error", fail)
      .end();
  });
}

const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

describe("GraphQL over HTTP", () => {
  // As a client that the CSRF prevention allows to use GET, because some audits (all of optional features) use it.
  const asClient = (url: string, init?: RequestInit) =>
    fetch(url, { ...init, headers: { ...(init?.headers as object), "apollo-require-preflight": "1" } });
  const audits = serverAudits({ url: () => `${server.url}/graphql`, fetchFn: asClient });

  it("has 61 audits", () => expect(audits.length).toBe(61));
  it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))("%s %s", async (_id, _name, audit) => {
    const result = await audit.fn();
    expect(result.status, "reason" in result ? result.reason : "").toBe("ok");
  });

  it("answers 400 if a query cannot be executed and the newer media type is accepted", async () => {
    const response = await post(server.url, { query: "{ nothing }" }, { accept: "application/graphql-response+json" });
    expect(response.status).toBe(400);
    expect((await post(server.url, { query: "{ nothing }" }, { accept: "application/json" })).status).toBe(200);
  });

  it("refuses requests that a web page could send without a preflight", async () => {
    const simple = await fetch(`${server.url}/graphql?query=${encodeURIComponent("{ status { store } }")}`, {
      headers: { "content-type": "text/plain" },
    });
    expect(simple.status).toBe(400);
    const form = await fetch(`${server.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "text/plain" },
      body: '{"query":"{ status { store } }"}',
    });
    expect(form.status).toBe(400);
  });

  it("refuses batches", async () => {
    const response = await post(server.url, [{ query: "{ status { store } }" }]);
    expect(response.status).toBe(400);
  });

  it("refuses bodies that are too large, compressed, not JSON, or in another charset", async () => {
    const large = await post(server.url, { query: `{ status { store } } # ${"x".repeat(5 * 1024 * 1024)}` }).catch(
      (error: unknown) => error,
    );
    if (large instanceof Response) expect(large.status).toBe(413);
    expect((await post(server.url, "{", {})).status).toBe(400);
    expect((await post(server.url, "{}", { "content-encoding": "gzip" })).status).toBe(415);
    expect((await post(server.url, "{}", { "content-type": "application/json; charset=latin1" })).status).toBe(415);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  it("stops reading a body whose declared length is too large", async () => {
    const { hostname, port } = new URL(server.url);
    const text = await new Promise<string>((done) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(
          `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 99999999\r\n\r\n{`,
        );
      });
      socket.once("data", (chunk) => {
        done(String(chunk));
        socket.destroy();
      });
    });
    expect(text).toMatch(/^HTTP\/1.1 413 /);
  });

  it("reports a body that is too large also if its length was not declared", async () => {
    const { hostname, port } = new URL(server.url);
    const chunk = Buffer.concat([Buffer.from("10000\r\n"), Buffer.alloc(65_536, 0x20), Buffer.from("\r\n")]);
    const text = await new Promise<string>((done, fail) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(
          "POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n",
        );
        // The body is only slightly above the limit, so that nothing is left to read when it is refused.
        for (let i = 0; i < 65; i++) socket.write(chunk);
      });
      socket.on("error", fail);
      socket.once("data", (data) => {
        done(String(data));
        socket.destroy();
      });
    });
    expect(text).toMatch(/^HTTP\/1.1 413 /);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  it("introspects", async () => {
    const { data } = await server.ask("{ __schema { queryType { name } types { name } } }");
    expect(data.__schema.queryType.name).toBe("Query");
  });

  it("answers queries by no other method", async () => {
    expect(
      (await raw(server.url, "/graphql", { method: "PUT", headers: { "apollo-require-preflight": "1" } })).status,
    ).toBe(405);
    expect((await raw(server.url, "/healthz", { method: "POST" })).status).toBe(405);
  });
});

describe("health", () => {
  it("is up, and ready once the projection is built", async () => {
    expect(await (await fetch(`${server.url}/healthz`)).json()).toEqual({ status: "ok" });
    const ready = await fetch(`${server.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: "ready" }]);
  });

  it("is up but not ready while it builds; questions report this, and reads of the graph work", async () => {
    let go: () => void = () => {};
    const gate = new Promise<void>((open) => {
      go = open;
    });
    const slow = await startTestServer({
      log: SHOP,
      wrap: (store) =>
        new Proxy(store, {
          get(target, name) {
            const value = Reflect.get(target, name, target) as (...args: never[]) => unknown;
            if (name === "stream")
              return async (visitor: never, progress?: (read: number, of: number) => void) => {
                progress?.(1, 4);
                await gate;
                return target.stream(visitor, progress);
              };
            return typeof value === "function" ? value.bind(target) : value;
          },
        }) as GraphStore,
    });
    expect((await fetch(`${slow.url}/healthz`)).status).toBe(200);
    const ready = await fetch(`${slow.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([503, { status: "building", progress: 0.25 }]);
    const asked = await slow.ask("{ transitions { totals { journeys } } }");
    expect(asked.errors![0]!.extensions).toMatchObject({ code: "PROJECTION_BUILDING" });
    expect(asked.errors![0]!.message).toContain("25 %");
    const read = await slow.ask(
      "{ status { projection { state progress } newest } customers { nodes { journeys { nodes { interactions { nodes { touchpoint { name } } } } } } } }",
    );
    expect(read.errors).toBeUndefined();
    expect(read.data.status).toEqual({ projection: { state: "BUILDING", progress: 0.25 }, newest: null });
    expect(read.data.customers.nodes.length).toBe(4);
    go();
    await slow.service.ready();
    expect((await slow.ask("{ transitions { totals { journeys } } }")).data.transitions.totals.journeys).toBe(5);
    await slow.close();
  });

  it("is not ready when the store does not answer", async () => {
    const broken = await startTestServer({
      log: SHOP,
      wrap: (store) =>
        new Proxy(store, {
          get(target, name) {
            const value = Reflect.get(target, name, target) as (...args: never[]) => unknown;
            if (name === "ping" || name === "customerPage")
              return () => Promise.reject(new TypeError("secret-customer-key"));
            return typeof value === "function" ? value.bind(target) : value;
          },
        }) as GraphStore,
    });
    await broken.service.ready();
    expect((await fetch(`${broken.url}/readyz`)).status).toBe(503);
    // An internal error: the client gets an id, the log has it, and neither has the text of the error.
    const { errors } = await broken.ask("{ customers { nodes { key } } }");
    expect(errors![0]!.extensions).toMatchObject({ code: "INTERNAL", id: expect.any(String) });
    expect(broken.logged.join()).toContain(errors![0]!.extensions.id);
    expect(JSON.stringify([errors, broken.logged])).not.toContain("secret-customer-key");
    await broken.close();
  });
});

describe("the files of the pages", () => {
  it("serves them with a policy", async () => {
    const playground = await fetch(`${server.url}/playground?query=%7Bstatus%7D`);
    expect(playground.url).toBe(`${server.url}/playground/?query=%7Bstatus%7D`);
    expect(await playground.text()).toContain("<title>playground</title>");
    for (const place of EXPLORER_PLACES)
      expect(await (await fetch(`${server.url}${place}?filter=x`)).text()).toContain("<title>explorer</title>");
    const page = await fetch(`${server.url}/`);
    expect(page.headers.get("cache-control")).toBe("no-cache");
    expect(page.headers.get("content-security-policy")).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(page.headers.get("x-content-type-options")).toBe("nosniff");
    const asset = await fetch(`${server.url}/assets/a-1.js`);
    expect(asset.headers.get("cache-control")).toContain("immutable");
    expect((await fetch(`${server.url}/assets/a-1.js`, { method: "HEAD" })).status).toBe(200);
  });

  it("compresses texts if the client accepts gzip, and only then", async () => {
    const get = (encoding: string, method = "GET") =>
      raw(server.url, "/assets/a-1.js", { method, headers: { "accept-encoding": encoding } });
    for (const encoding of ["gzip", "br, GZIP;q=0.5", "gzip, deflate, br"]) {
      const { headers, bytes } = await get(encoding);
      expect(headers).toMatchObject({ "content-encoding": "gzip", vary: "accept-encoding" });
      expect(headers["content-security-policy"]).toContain("default-src 'none'");
      expect(Number(headers["content-length"])).toBe(bytes.length);
      expect(gunzipSync(bytes).toString()).toBe("1");
    }
    for (const encoding of ["", "br", "gzip;q=0", "gzip;q=0.0", "xgzip"]) {
      const { headers, body } = await get(encoding);
      expect(headers["content-encoding"]).toBeUndefined();
      expect([headers.vary, body]).toEqual(["accept-encoding", "1"]);
    }
    expect((await get("gzip", "HEAD")).bytes.length).toBe(0);
    writeFileSync(join(folder, "page/assets/a-1.js"), "changed, and longer");
    expect(gunzipSync((await get("gzip")).bytes).toString()).toBe("changed, and longer");
  });

  it.each([
    "/../secret.js",
    "/..%2fsecret.js",
    "/playground/..%2f..%2fsecret.js",
    "/explorer",
    "/routes/",
    "/%2e%2e/secret.js",
    "/assets/../../secret.js",
    "/assets/..%2f..%2fsecret.js",
    "/..%5csecret.js",
    "/%00.js",
    "/%zz.js",
    "//etc/passwd",
    "/%2fetc%2fpasswd",
    "/notes.txt",
    "/assets",
    "/secret.js",
  ])("does not serve %s", async (path) => {
    const { status, body } = await raw(server.url, path);
    expect(status).toBe(404);
    expect(body).not.toContain("secret\n");
    expect(JSON.parse(body).errors[0].extensions.code).toBe("NOT_FOUND");
  });
});

describe("keys", () => {
  const KEY = "a key with 32 characters or more";
  const sha256 = (key: string) => createHash("sha256").update(key).digest("hex");
  let guarded: TestServer;
  beforeAll(async () => {
    guarded = await startTestServer({
      log: SHOP,
      pages: join(folder, "page"),
      apiKeys: [
        { name: "one", sha256: sha256("another") },
        { name: "two", sha256: sha256(KEY.replaceAll(" ", "-")) },
      ],
    });
  });
  afterAll(() => guarded.close());

  it("are required for every query", async () => {
    const query = { query: "{ status { journeys } }" };
    const none = await post(guarded.url, query);
    expect(none.status).toBe(401);
    expect(none.headers.get("www-authenticate")).toMatch(/^Bearer/);
    expect(await none.json()).toMatchObject({ errors: [{ extensions: { code: "UNAUTHENTICATED" } }] });
    for (const authorization of ["Bearer wrong", "Bearer ", "Basic YTpi", KEY, `Bearer ${sha256("another")}`])
      expect((await post(guarded.url, query, { authorization })).status).toBe(401);
    for (const key of ["another", KEY.replaceAll(" ", "-")]) {
      const right = await post(guarded.url, query, { authorization: `Bearer ${key}` });
      expect([right.status, await right.json()]).toMatchObject([200, { data: { status: { journeys: 5 } } }]);
    }
    expect(
      (
        await fetch(`${guarded.url}/graphql?query=%7Bstatus%7Bstore%7D%7D`, {
          headers: { "apollo-require-preflight": "1" },
        })
      ).status,
    ).toBe(401);
  });

  it("are not required for health checks and the page", async () => {
    for (const path of ["/healthz", "/readyz", "/playground/", "/assets/a-1.js"])
      expect((await fetch(`${guarded.url}${path}`)).status).toBe(200);
  });

  it("if there are none, the service answers only under this machine's names", async () => {
    const headers = { host: "evil.example", "content-type": "application/json" };
    expect((await raw(server.url, "/graphql", { method: "POST", headers })).status).toBe(421);
    expect((await raw(guarded.url, "/graphql", { method: "POST", headers })).status).toBe(401);
  });

  it("if there are none, the service listens on no other address", async () => {
    const options = { service: server.service, port: 0, pages: folder, log: pino({ level: "silent" }) };
    await expect(startServer({ ...options, host: "0.0.0.0", apiKeys: [] })).rejects.toMatchObject({
      code: "BAD_CONFIG",
      at: "HOST",
    });
    const open = await startServer({ ...options, host: "0.0.0.0", apiKeys: [{ name: "one", sha256: sha256("k") }] });
    await open.stop();
  });

  it("a port in use is reported in one line", async () => {
    const port = Number(new URL(server.url).port);
    const options = {
      service: server.service,
      host: "127.0.0.1",
      port,
      apiKeys: [],
      pages: folder,
      log: pino({ level: "silent" }),
    };
    await expect(startServer(options)).rejects.toMatchObject({
      code: "BAD_CONFIG",
      at: "PORT",
      remedy: expect.stringContaining("PORT="),
    });
  });
});

describe("shutting down", () => {
  it("finishes running requests, then refuses new ones", async () => {
    let go: () => void = () => {};
    const gate = new Promise<void>((open) => {
      go = open;
    });
    const stopping = await startTestServer({
      log: SHOP,
      wrap: (store) =>
        new Proxy(store, {
          get(target, name) {
            const value = Reflect.get(target, name, target) as (...args: never[]) => unknown;
            if (name === "customerPage")
              return async (limit: number, before: number | null) => {
                await gate;
                return target.customerPage(limit, before);
              };
            return typeof value === "function" ? value.bind(target) : value;
          },
        }) as GraphStore,
    });
    const running = stopping.ask("{ customers { nodes { key } } }");
    await new Promise((done) => setTimeout(done, 100));
    const closed = stopping.close();
    await new Promise((done) => setTimeout(done, 100));
    await expect(fetch(`${stopping.url}/healthz`)).rejects.toThrow();
    go();
    expect((await running).data.customers.nodes.length).toBe(4);
    await closed;
  });

  it("stops the work of a client that disconnected", async () => {
    const leaving = await startTestServer({ log: SHOP });
    await leaving.service.ready();
    const signals: AbortSignal[] = [];
    const scope = leaving.service.scope.bind(leaving.service);
    leaving.service.scope = (signal) => {
      signals.push(signal);
      return scope(signal);
    };
    const version = leaving.store.version.bind(leaving.store);
    let reached: () => void = () => {};
    const asked = new Promise<void>((done) => {
      reached = done;
    });
    leaving.store.version = async () => {
      reached();
      await new Promise((done) => setTimeout(done, 200));
      return version();
    };
    const client = new AbortController();
    const gone = fetch(`${leaving.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: "{ transitions { totals { journeys } } }" }),
      signal: client.signal,
    }).catch(() => "gone");
    await asked;
    client.abort();
    expect(await gone).toBe("gone");
    await new Promise((done) => setTimeout(done, 300));
    expect(signals.map((signal) => signal.aborted)).toEqual([true]);
    expect(leaving.logged).toEqual([]);
    await leaving.close();
  });

  it("stops the rest of a request once it is refused", async () => {
    const refusing = await startTestServer({ log: SHOP });
    await refusing.service.ready();
    const signals: AbortSignal[] = [];
    const scope = refusing.service.scope.bind(refusing.service);
    refusing.service.scope = (signal) => {
      signals.push(signal);
      return scope(signal);
    };
    const version = refusing.store.version.bind(refusing.store);
    let read: () => void = () => {};
    const slow = new Promise<void>((done) => {
      read = done;
    });
    refusing.store.version = async () => {
      await slow;
      return version();
    };
    const query =
      "{ slow: transitions { totals { journeys } } refused: transitions(first: -1) { totals { journeys } } }";
    const answer = await fetch(`${refusing.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query }),
    });
    const { errors } = (await answer.json()) as { errors: { extensions: { code: string } }[] };
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(["BAD_ARGUMENT"]);
    expect(signals.map((signal) => signal.aborted)).toEqual([true]);
    read();
    await new Promise((done) => setTimeout(done, 100));
    expect(refusing.logged).toEqual([]);
    await refusing.close();
  });
});
