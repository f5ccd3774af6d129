// Tests that the README and the docs show real answers. Each GraphQL block below `<!-- on: demo -->` or `<!-- on:
// examples -->` is sent to a service, and the answer is compared with the JSON block after it. `UPDATE_DOCS=1 npx
// vitest run test/docs.test.ts` writes the answers again.
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runCommand } from "../src/commands/program.js";
import { loadDemo } from "../src/demo/load.js";
import { DEFAULT_DEMO } from "../src/demo/settings.js";
import { startTestServer, type TestServer } from "./support/server.js";

const ROOT = resolve(import.meta.dirname, "..");
const UPDATE = process.env.UPDATE_DOCS === "1";
const EXAMPLE = /<!-- on: (demo|examples|designs|campaigns) -->\n+```graphql\n([\s\S]*?)```\n+```json\n([\s\S]*?)```/g;

const servers = new Map<string, Promise<TestServer>>();

function serverWith(data: string): Promise<TestServer> {
  let server = servers.get(data);
  if (server === undefined) servers.set(data, (server = start(data)));
  return server;
}

async function start(data: string): Promise<TestServer> {
  const server = await startTestServer();
  if (data === "demo") await loadDemo(server.store, DEFAULT_DEMO);
  else {
    const { store } = server;
    // The command closes the store that it opens, so it must not receive the store of the server.
    const open = async () =>
      new Proxy(store, { get: (target, name) => (name === "close" ? async () => {} : bound(target, name)) });
    let said = "";
    for (const command of COMMANDS[data]!()) {
      const code = await runCommand(command, {
        env: { DATA_DIR: join(ROOT, "tmp") },
        out: async (text) => void (said += text),
        err: (text) => void (said += text),
        terminal: false,
        openStore: open,
      });
      expect({ code, said }).toEqual({ code: 0, said: expect.any(String) });
    }
  }
  return server;
}

/** The commands that fill the stores, in the order of the README and of docs/journey-maps.md. */
const COMMANDS: Readonly<Record<string, () => string[][]>> = {
  examples: () => [
    ["import", "examples/shop.csv"],
    ["catalogue", "apply", "examples/catalogue.yaml"],
  ],
  // docs/analysts.md: a log with properties.
  campaigns: () => [
    ["import", "examples/campaigns.csv"],
    ["import", "--kind", "customers", "examples/campaign-customers.csv", "--customer", "customer"],
  ],
  designs() {
    const folder = mkdtempSync(join(tmpdir(), "throughline-"));
    const [catalogue, designs] = [join(folder, "catalogue.yaml"), join(folder, "designs.yaml")];
    const page = readFileSync(join(ROOT, "docs/journey-maps.md"), "utf8");
    writeFileSync(designs, /<!-- designs.yaml -->\n+```yaml\n([\s\S]*?)```/.exec(page)![1]!);
    return [
      ["catalogue", "init", catalogue],
      ["catalogue", "apply", catalogue],
      ["import", "examples/shop.csv"],
      ["catalogue", "apply", designs],
    ];
  },
};

function bound<T extends object>(target: T, name: string | symbol): unknown {
  const value = Reflect.get(target, name, target) as unknown;
  return typeof value === "function" ? value.bind(target) : value;
}

/** Short objects are on one line, as people write them. */
function pretty(value: unknown, indent = ""): string {
  const flat = JSON.stringify(value, null, 1).replace(/\n\s*/g, " ").replace(/^\[ /, "[").replace(/ \]$/, "]");
  if (flat.length + indent.length <= 120 || value === null || typeof value !== "object") return flat;
  const inner = `${indent}  `;
  if (Array.isArray(value))
    return `[\n${value.map((item) => `${inner}${pretty(item, inner)}`).join(",\n")}\n${indent}]`;
  const members = Object.entries(value).map(([key, item]) => `${inner}${JSON.stringify(key)}: ${pretty(item, inner)}`);
  return `{\n${members.join(",\n")}\n${indent}}`;
}

const files = [
  "README.md",
  ...readdirSync(join(ROOT, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

describe("the documentation's examples", () => {
  afterAll(async () => {
    for (const server of servers.values()) await (await server).close();
  });

  it("are found", () => {
    expect([...readFileSync(join(ROOT, "README.md"), "utf8").matchAll(EXAMPLE)].length).toBeGreaterThan(2);
    // A mark without an example would mean that an answer is never compared.
    for (const file of files) {
      const text = readFileSync(join(ROOT, file), "utf8");
      expect([...text.matchAll(EXAMPLE)].length, file).toBe([...text.matchAll(/<!-- on: /g)].length);
    }
  });

  for (const file of files) {
    const path = join(ROOT, file);
    [...readFileSync(path, "utf8").matchAll(EXAMPLE)].forEach(([whole, data, query, shown], i) => {
      it(`${file}, example ${i + 1}, on the ${data}`, { timeout: 180_000 }, async () => {
        const answer = await (await serverWith(data!)).ask(query!);
        expect(answer.errors).toBeUndefined();
        if (UPDATE) {
          const block = whole!.replace(/```json\n[\s\S]*```$/, () => `\`\`\`json\n${pretty(answer.data)}\n\`\`\``);
          writeFileSync(
            path,
            readFileSync(path, "utf8").replace(whole!, () => block),
          );
        } else expect(JSON.parse(shown!)).toEqual(answer.data);
      });
    });
  }
});
