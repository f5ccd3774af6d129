// What docs/frontends.md imports is there: the package's own name leads to the built client.
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");
const { exports } = JSON.parse(readFileSync(resolve(ROOT, "package.json"), "utf8"));

describe("the package's exports", () => {
  it("name files that the build writes", () => {
    const { default: code, types } = exports["./client"];
    for (const file of [code, types]) expect(existsSync(resolve(ROOT, file)), file).toBe(true);
  });

  it("give createClient, as the documentation imports it", async () => {
    const { createClient } = await import(resolve(ROOT, exports["./client"].default));
    expect(readFileSync(resolve(ROOT, "docs/frontends.md"), "utf8")).toContain('from "throughline/client"');
    expect(typeof createClient({ url: "http://127.0.0.1:1/graphql" }).commonRoutes).toBe("function");
  });
});
