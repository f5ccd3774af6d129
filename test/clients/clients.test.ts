// Tests of common clients from a page of another origin in a real browser. Each client sends a query, reads several
// pages of a list, and receives errors, with and without a key. The typed client is also tested from the service's own
// origin, with a relative address.
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, request as rawRequest, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium, NO_CHROMIUM, type OpenPage, startBrowser, type TestBrowser } from "../support/browser.js";
import { startTestServer, type TestServer } from "../support/server.js";
import { SHOP } from "../support/smallLog.js";

interface Outcome {
  readonly interactions: number;
  /** Returns the keys of the customers, page by page. */
  readonly pages: readonly (readonly string[])[];
  /** Returns the error codes of a query that cannot be executed and of a query that is refused. */
  readonly codes: readonly string[];
}

const MODULES = resolve(import.meta.dirname, "../../tools/node_modules");
/** These clients are installed in tools/, so that a first `npm ci` is short. */
const CLIENTS = ["@apollo/client", "@urql/core", "rxjs"];
const missing =
  findChromium() === null
    ? NO_CHROMIUM
    : CLIENTS.every((name) => existsSync(join(MODULES, name)))
      ? null
      : "the clients are not installed; run `npm run tools`";
const KEY = "a-key-for-tests";

async function bundle(folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: "error",
    root: import.meta.dirname,
    resolve: {
      alias: CLIENTS.map((name) => ({ find: new RegExp(`^${name}(?=/|$)`), replacement: join(MODULES, name) })),
    },
    build: {
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      lib: { entry: "page.js", formats: ["es"], fileName: "page" },
    },
    define: { "process.env.NODE_ENV": '"production"' },
  });
}

/** Serves pages on an origin of their own, like a development server that forwards requests below /api. */
async function startPages(folder: string, api: string): Promise<{ server: Server; origin: string }> {
  const server = createServer(async (request, response) => {
    if (request.url?.startsWith("/api/")) {
      const { method, headers } = request;
      const passed = rawRequest(`${api}${request.url.slice("/api".length)}`, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(response);
      });
      request.pipe(passed);
    } else if (request.url === "/page.js") {
      response.setHeader("content-type", "text/javascript");
      response.end(await readFile(join(folder, "page.js")));
    } else {
      response.setHeader("content-type", "text/html");
      response.end('<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>');
    }
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return { server, origin: `http://localhost:${(server.address() as AddressInfo).port}` };
}

describe.skipIf(missing !== null)(
  `clients in a page of another origin${missing === null ? "" : ` (skipped: ${missing})`}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), "throughline-clients-"));
    let browser: TestBrowser;
    let pages: { server: Server; origin: string };
    let open: TestServer;
    let guarded: TestServer;
    let closed: TestServer;
    let page: OpenPage;

    beforeAll(async () => {
      await bundle(folder);
      closed = await startTestServer({ log: SHOP });
      pages = await startPages(folder, closed.url);
      const corsOrigins = [pages.origin];
      const apiKeys = [{ name: "test", sha256: createHash("sha256").update(KEY).digest("hex") }];
      [browser, open, guarded] = await Promise.all([
        startBrowser(),
        startTestServer({ log: SHOP, corsOrigins }),
        startTestServer({ log: SHOP, corsOrigins, apiKeys }),
      ]);
      await Promise.all([open, guarded, closed].map(({ service }) => service.ready()));
      page = await browser.open(`${pages.origin}/`, { reaches: [open.url, guarded.url, closed.url] });
      await page.page.waitForFunction(() => "clients" in window);
    });
    afterAll(async () => {
      await browser?.close();
      await Promise.all([open, guarded, closed].map((server) => server?.close()));
      pages?.server.close();
      rmSync(folder, { recursive: true, force: true });
    });

    const run = (client: string, url: string, key?: string): Promise<Outcome> =>
      page.page.evaluate(
        ([name, address, apiKey]) => (window as never as { clients: any }).clients[name!](address, apiKey),
        [client, `${url}/graphql`, key] as const,
      );

    it.each(["urql", "apollo", "graphqlRequest", "own"])("%s asks, pages and shows what is wrong", async (client) => {
      const { data } = await open.ask("{ status { interactions } customers { nodes { key } } }");
      const keys = data.customers.nodes.map(({ key }: { key: string }) => key);
      const expected = {
        interactions: data.status.interactions,
        pages: [keys.slice(0, 2), keys.slice(2)],
        codes: ["GRAPHQL_VALIDATION_FAILED", "BAD_ARGUMENT"],
      };
      expect(await run(client, open.url)).toEqual(expected);
      // Requests that the page's own server forwards are not cross-origin.
      expect(await run(client, client === "own" ? "/api" : `${pages.origin}/api`)).toEqual(expected);
      expect(await run(client, guarded.url, KEY)).toEqual(expected);
    });

    it.each(["urql", "apollo", "graphqlRequest", "own"])("%s shows that a key is wanted", async (client) => {
      await expect(run(client, guarded.url)).rejects.toThrow(/API key/);
    });

    it.each(["urql", "apollo", "graphqlRequest", "own"])(
      "%s gets nothing where its origin is not listed",
      async (client) => {
        await expect(run(client, closed.url)).rejects.toThrow();
      },
    );

    const refusedBy = (opened: OpenPage, url: string): Promise<string> =>
      opened.page.evaluate((address) => (window as never as { clients: any }).clients.refusedBy(address), url);

    it("reports with a code that nothing answers, or that something else does", async () => {
      expect(await refusedBy(page, `${closed.url}/graphql`)).toBe("UNREACHABLE");
      expect(await refusedBy(page, "http://127.0.0.1:1/graphql")).toBe("UNREACHABLE");
      // The page's own server answers every request with a page.
      expect(await refusedBy(page, "/graphql")).toBe("UNEXPECTED_ANSWER");
      expect(await refusedBy(page, "http://")).toBe("BAD_ARGUMENT");
    });
  },
);
