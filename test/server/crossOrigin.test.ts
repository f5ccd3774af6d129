// Tests of requests that browsers and pages send: preflights, requests of other origins, GET, addresses that a user
// enters, other host names, and connections that are kept open.
import { createHash } from "node:crypto";
import { Agent, request as rawRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config.js";
import { startTestServer, type TestServer } from "../support/server.js";
import { SHOP } from "../support/smallLog.js";

const PAGE = "http://localhost:5173";
const QUERY = `/graphql?query=${encodeURIComponent("{ status { journeys } }")}`;
const ANSWER = '{"data":{"status":{"journeys":5}}';

interface Raw {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** Sends a request with exactly these headers, which is not possible with fetch. */
function raw(
  url: string,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string; agent?: Agent } = {},
): Promise<Raw> {
  return new Promise((done, fail) => {
    const { hostname, port } = new URL(url);
    const { body, ...rest } = options;
    rawRequest({ hostname, port, path, ...rest }, (response) => {
      let text = "";
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => done({ status: response.statusCode!, headers: response.headers as never, body: text }));
    })
      .on("error", fail)
      .end(body);
  });
}

const post = (url: string, headers: Record<string, string> = {}, query = "{ status { journeys } }") =>
  raw(url, "/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ query }),
  });

const preflight = (url: string, origin: string, headers: Record<string, string> = {}) =>
  raw(url, "/graphql", { method: "OPTIONS", headers: { origin, "access-control-request-method": "POST", ...headers } });

let open: TestServer;
let closed: TestServer;
let guarded: TestServer;
beforeAll(async () => {
  open = await startTestServer({ log: SHOP, corsOrigins: ["https://shop.example", PAGE], keepAliveSeconds: 7 });
  closed = await startTestServer({ log: SHOP });
  const sha256 = createHash("sha256").update("a key").digest("hex");
  guarded = await startTestServer({ log: SHOP, apiKeys: [{ name: "one", sha256 }], corsOrigins: [PAGE] });
});
afterAll(() => Promise.all([open.close(), closed.close(), guarded.close()]));

describe("pages of other origins", () => {
  it("are answered before they send, with the allowed requests, and without credentials", async () => {
    const { status, headers, body } = await preflight(open.url, PAGE, {
      "access-control-request-headers": "authorization,content-type,x-trace",
      "access-control-request-private-network": "true",
    });
    expect([status, body]).toEqual([204, ""]);
    expect(headers).toMatchObject({
      "access-control-allow-origin": PAGE,
      "access-control-allow-methods": "GET, POST",
      "access-control-allow-headers": "authorization,content-type,x-trace",
      "access-control-allow-private-network": "true",
      "access-control-max-age": "7200",
    });
    expect(headers["access-control-allow-credentials"]).toBeUndefined();
    expect(headers.vary).toContain("origin");
  });

  it("need no key for the preflight, and can read a refusal", async () => {
    expect((await preflight(guarded.url, PAGE)).status).toBe(204);
    const { status, headers } = await post(guarded.url, { origin: PAGE });
    expect([status, headers["access-control-allow-origin"]]).toEqual([401, PAGE]);
  });

  it("read the answer if they are listed", async () => {
    const listed = await post(open.url, { origin: PAGE });
    expect([listed.status, listed.headers["access-control-allow-origin"], listed.headers.vary]).toEqual([
      200,
      PAGE,
      expect.stringContaining("origin"),
    ]);
    const wrong = await post(open.url, { origin: PAGE }, "{ nothing }");
    expect(wrong.headers["access-control-allow-origin"]).toBe(PAGE);
  });

  it.each(["https://evil.example", "null", "http://localhost:5174", "https://localhost:5173", `${PAGE}.evil.example`])(
    "do not from %s",
    async (origin) => {
      const { status, headers, body } = await preflight(open.url, origin);
      expect([status, JSON.parse(body).errors[0].extensions.remedy]).toEqual([
        403,
        expect.stringContaining("CORS_ORIGINS"),
      ]);
      expect(headers["access-control-allow-origin"]).toBeUndefined();
      expect((await post(open.url, { origin })).headers["access-control-allow-origin"]).toBeUndefined();
      expect((await raw(open.url, QUERY, { headers: { origin } })).status).toBe(400);
    },
  );

  it("cannot call the service if no origin is listed", async () => {
    expect((await preflight(closed.url, PAGE)).status).toBe(403);
    expect((await post(closed.url, { origin: PAGE })).headers["access-control-allow-origin"]).toBeUndefined();
  });
});

describe("GET", () => {
  it("is answered to pages that may read it, and to Node's fetch", async () => {
    for (const headers of [
      { origin: PAGE },
      { origin: open.url },
      { "sec-fetch-mode": "cors", "sec-fetch-site": "same-origin" },
      { "sec-fetch-mode": "same-origin" },
      { "apollo-require-preflight": "1" },
    ] as Record<string, string>[])
      expect((await raw(open.url, QUERY, { headers })).body).toContain(ANSWER);
    expect(await (await fetch(`${closed.url}${QUERY}`)).text()).toContain(ANSWER);
  });

  it("is not answered if a page could not read it: images, scripts, frames, and pages that are not listed", async () => {
    for (const headers of [
      {},
      { "sec-fetch-mode": "no-cors", "sec-fetch-site": "cross-site" },
      { "sec-fetch-mode": "no-cors", "sec-fetch-site": "same-origin" },
      { "sec-fetch-mode": "navigate", "sec-fetch-site": "cross-site" },
      { "sec-fetch-mode": "cors", origin: "https://evil.example" },
      { "sec-fetch-mode": "cors", origin: PAGE, "content-type": "text/plain" },
    ] as Record<string, string>[])
      expect((await raw(open.url, QUERY, { headers })).status).toBe(400);
  });

  it("leads a browser's address bar to the playground, also with keys", async () => {
    const accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    for (const { url } of [open, guarded])
      for (const path of ["/graphql", "/graphql?query={x}"]) {
        const { status, headers } = await raw(url, path, { headers: { accept, "sec-fetch-mode": "navigate" } });
        expect([status, headers.location, headers.vary]).toEqual([
          302,
          "/playground/",
          expect.stringContaining("accept"),
        ]);
      }
  });

  it("changes nothing", async () => {
    const query = encodeURIComponent('mutation { eraseCustomer(key: "ana") { __typename } }');
    const { status, headers } = await raw(open.url, `/graphql?query=${query}`, { headers: { origin: PAGE } });
    expect([status, headers.allow]).toEqual([405, "POST"]);
  });
});

describe("other methods", () => {
  it.each(["PUT", "DELETE", "PATCH", "HEAD", "TRACE"])("%s is refused with those that are answered", async (method) => {
    const { status, headers } = await raw(open.url, "/graphql", { method });
    expect([status, headers.allow]).toEqual([405, "GET, POST, OPTIONS"]);
    if (method === "HEAD") return;
    const page = await raw(open.url, "/playground/", { method });
    expect([page.status, page.headers.allow]).toEqual([405, "GET, HEAD"]);
  });

  it("OPTIONS without an origin lists the methods", async () => {
    const { status, headers } = await raw(open.url, "/graphql", { method: "OPTIONS" });
    expect([status, headers.allow]).toEqual([204, "GET, POST, OPTIONS"]);
  });
});

describe("a subscription", () => {
  it.each(["subscription { status { journeys } }", "subscription S { anything }"])(
    "is a mistake: %s",
    async (query) => {
      const { status, body } = await post(open.url, { accept: "application/graphql-response+json" }, query);
      const [error] = JSON.parse(body).errors;
      expect([status, error.extensions.code, error.message]).toEqual([
        400,
        "GRAPHQL_VALIDATION_FAILED",
        "This service has no subscriptions.",
      ]);
      expect(error.extensions.remedy).toMatch(/\.$/);
      expect(open.logged).toEqual([]);
    },
  );
});

describe("the host name of the request", () => {
  const host = "evil.example";
  it.each(["/", "/graphql", "/playground/", "/playground/assets/x.js", "/elsewhere"])(
    "is looked at for %s where there are no keys",
    async (path) => {
      expect((await raw(open.url, path, { headers: { host } })).status).toBe(421);
      expect((await raw(open.url, path, { method: "POST", headers: { host } })).status).toBe(421);
      expect((await raw(guarded.url, path, { headers: { host } })).status).not.toBe(421);
    },
  );

  it("does not matter for health checks", async () => {
    for (const path of ["/healthz", "/readyz"])
      expect((await raw(open.url, path, { headers: { host } })).status).not.toBe(421);
  });
});

describe("connections", () => {
  it("are kept as long as configured, 65 seconds by default", async () => {
    const agent = new Agent({ keepAlive: true });
    const kept = async (server: TestServer) =>
      (await raw(server.url, "/healthz", { agent })).headers["keep-alive"] ?? "closed";
    expect([await kept(open), await kept(closed)]).toEqual(["timeout=7", "timeout=65"]);
    agent.destroy();
  });
});

describe("the settings", () => {
  it("are read from the environment", () => {
    expect(loadConfig({})).toMatchObject({ corsOrigins: [], keepAliveSeconds: 65 });
    expect(
      loadConfig({
        CORS_ORIGINS: `${PAGE}, https://shop.example,${PAGE},capacitor://localhost`,
        KEEP_ALIVE_SECONDS: "5",
      }),
    ).toMatchObject({
      corsOrigins: [PAGE, "https://shop.example", "capacitor://localhost"],
      keepAliveSeconds: 5,
    });
  });

  it.each(["*", "https://shop.example/", "https://Shop.example", "shop.example", "https://shop.example:443", "null"])(
    "refuse %s as an origin",
    (CORS_ORIGINS) => {
      expect(() => loadConfig({ CORS_ORIGINS })).toThrow(
        expect.objectContaining({ code: "BAD_CONFIG", at: "CORS_ORIGINS", remedy: expect.stringContaining("http://") }),
      );
    },
  );
});
