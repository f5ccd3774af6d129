// The imports of docs/frontends.md exist. The package's own name leads to the built client. The package for frontends
// (`npm run client`) contains the same client, and has only the dependencies that the client loads.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import codegen from "../../codegen.js";

const ROOT = resolve(import.meta.dirname, "../..");
const DOCS = readFileSync(resolve(ROOT, "docs/frontends.md"), "utf8");
const { exports, version } = JSON.parse(readFileSync(resolve(ROOT, "package.json"), "utf8"));

describe("the package's exports", () => {
  it("name files that the build writes", () => {
    const { default: code, types } = exports["./client"];
    for (const file of [code, types]) expect(existsSync(resolve(ROOT, file)), file).toBe(true);
  });

  it("give createClient, as the documentation imports it", async () => {
    const { createClient } = await import(resolve(ROOT, exports["./client"].default));
    expect(DOCS).toContain('from "throughline/client"');
    expect(typeof createClient({ url: "http://127.0.0.1:1/graphql" }).commonRoutes).toBe("function");
  });
});

describe("the package for frontends", () => {
  const folder = join(ROOT, "dist/client-package");
  let said = "";
  beforeAll(() => {
    said = execFileSync(process.execPath, ["scripts/packClient.mjs"], { cwd: ROOT, encoding: "utf8" });
  });

  it("is one file, under the name that the documentation gives", () => {
    const file = `throughline-client-${version}.tgz`;
    expect(said).toContain(`npm install dist/${file}`);
    expect(existsSync(join(ROOT, "dist", file))).toBe(true);
    expect(DOCS).toContain(file);
  });

  it("has the files that it exports, and the dependencies that they import", () => {
    const own = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const { types, default: code } = own.exports["./client"];
    for (const file of [types, code, own.exports["./schema.graphql"]])
      expect(existsSync(join(folder, file)), file).toBe(true);
    const imported = new Set<string>();
    for (const file of readdirSync(join(folder, "dist"), { recursive: true, encoding: "utf8" }))
      if (/\.(js|d\.ts)$/.test(file))
        for (const [, name] of readFileSync(join(folder, "dist", file), "utf8").matchAll(/\bfrom "([^."][^"]*)"/g))
          imported.add(name!);
    // graphql-request has graphql as a peer dependency.
    expect(Object.keys(own.dependencies).sort()).toEqual([...imported, "graphql"].sort());
  });
});

describe("the documented code generator", () => {
  it("maps all scalars, in the same way as the one of this repository", () => {
    const { scalars } = codegen.generates["src/client/generated/"].config;
    const schema = readFileSync(join(ROOT, "schema.graphql"), "utf8");
    const declared = [...schema.matchAll(/^scalar (\w+)/gm)].map(([, name]) => name);
    expect(Object.keys(scalars).sort()).toEqual(declared.sort());
    const written = Object.entries(scalars).map(([name, type]) => `${name}: "${type}"`);
    expect(DOCS).toContain(`scalars: { ${written.join(", ")} }`);
    for (const name of declared) expect(DOCS).toContain(`| \`${name}\``);
  });
});
