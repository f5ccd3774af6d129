// The pages of the documentation, as they are built and served: every link and image leads somewhere, to an existing
// heading if it names one, and nothing is loaded from elsewhere.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { pageAt } from "../../src/server/pages.js";
import { linkOf, rendered } from "../../vite.docs.js";
import { buildPages, PAGES } from "../support/pages.js";
import { startTestServer } from "../support/server.js";

const BUILD = 120_000;

describe("the pages of the documentation", () => {
  beforeAll(buildPages, BUILD);

  it("have links and images that lead somewhere", () => {
    const files = readdirSync(join(PAGES, "docs"), { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".html"),
    );
    expect(files.length).toBeGreaterThan(15);
    const broken: string[] = [];
    for (const file of files) {
      const html = readFileSync(join(PAGES, "docs", file), "utf8");
      for (const [, address] of html.matchAll(/ (?:href|src)="([^"]+)"/g)) {
        const [path, anchor] = address!.split("#") as [string, string | undefined];
        if (/^https?:/.test(path)) continue;
        const pathname = path.split("?")[0]!;
        const target = pathname === "" ? join("docs", file) : (pageAt(pathname) ?? pathname.slice(1));
        const found = existsSync(join(PAGES, target));
        const hasAnchor =
          !anchor ||
          anchor === "main" ||
          (found && readFileSync(join(PAGES, target), "utf8").includes(`id="${anchor}"`));
        if (!found || !hasAnchor) broken.push(`${file}: ${address}`);
      }
      expect(html).not.toMatch(/<script|<(?:img|link)[^>]+(?:src|href)="https?:/);
    }
    expect(broken).toEqual([]);
  });

  it("are served, their images too, and a page that does not exist says so", async () => {
    const server = await startTestServer({ pages: PAGES });
    const get = (path: string) => fetch(`${server.url}${path}`, { redirect: "manual" });
    const analysts = await get("/docs/analysts");
    expect([analysts.status, analysts.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(await analysts.text()).toContain('<h2 id="five-clicks">');
    expect((await get("/docs/images/explorer-overview.png")).headers.get("content-type")).toBe("image/png");
    expect((await get("/docs/decisions/0002-projection")).status).toBe(200);
    const redirect = await get("/docs");
    expect([redirect.status, redirect.headers.get("location")]).toEqual([302, "/docs/"]);
    expect((await get("/docs/nothing")).status).toBe(404);
    expect((await get("/docs/..%2f..%2fpackage.json")).status).toBe(404);
    await server.close();
  });

  it("resolve links from the file's own folder, leave out what is not served, and escape code", () => {
    expect(linkOf("docs/decisions/0002-projection.md", "../graph.md#ties")).toBe("/docs/graph#ties");
    expect(linkOf("README.md", "docs/images/idea.svg")).toBe("/docs/images/idea.svg");
    expect(linkOf("docs/graph.md", "../src/cli.ts")).toBeNull();
    expect(linkOf("README.md", "docs/decisions")).toBeNull();
    expect(linkOf("README.md", "http://127.0.0.1:4000/playground")).toBe("/playground");
    expect(linkOf("docs/graph.md", "https://example.org/")).toBe("https://example.org/");
    const html = rendered("docs/graph.md", "# A <b>\n\n```graphql\n{ status { journeys } } # <x>\n```\n");
    expect(html).toContain("&lt;x&gt;");
    expect(html).toContain('href="/playground/?query=');
  });
});
