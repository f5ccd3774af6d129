// A store with the demo has the same counts as the demo's rows, and is marked as synthetic.
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { demoProjection } from "../../bench/demoProjection.js";
import { runCommand } from "../../src/commands/program.js";
import { DEFAULT_DEMO } from "../../src/demo/settings.js";
import { openStore } from "../../src/graph/open.js";
import { buildProjection } from "../../src/projection/refresh.js";

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "throughline-demo-"));
});

async function run(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = "";
  let err = "";
  const code = await runCommand([...argv, "--data", data], {
    env: {},
    terminal: false,
    out: async (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}

const openDemo = () => openStore({ dataDir: join(data, "demo"), neo4j: null }, { writer: "inline" });

describe("throughline demo --load-only", () => {
  it("loads the generated rows, and reports that the store is synthetic", async () => {
    const { code, out } = await run("demo", "--customers", "300", "--load-only");
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(
        /^Made a synthetic retailer: \d+ customers, [\d,]+ interactions, .* All of it is made up\.\n$/,
      ),
    ]);
    const store = await openDemo();
    try {
      const built = await buildProjection(store);
      const expected = demoProjection({ ...DEFAULT_DEMO, customers: 300 });
      expect(built.interactions).toBe(expected.interactions);
      expect(built.journeys).toBe(expected.journeys);
      expect(built.customersWithJourneys).toBe(expected.customersWithJourneys);
      expect(built.newest).toBe(expected.newest);
      expect({ ...built.catalogue, version: 0 }).toEqual({ ...expected.catalogue, version: 0 });
      expect([...built.customers.attributes.keys()].sort()).toEqual(["loyalty", "persona", "region"]);
      expect((await store.settings()).synthetic).toBe(true);
    } finally {
      await store.close();
    }
  });

  it("uses the demo that exists, and generates another one if requested", async () => {
    const ask = ["demo", "--customers", "40", "--load-only"];
    expect((await run(...ask)).out).toContain("Made a synthetic retailer");
    expect((await run(...ask)).out).toBe("");
    expect((await run(...ask, "--faults", "none")).out).toContain("Made a synthetic retailer");
    expect((await run(...ask, "--faults", "none", "--fresh")).out).toContain("Made a synthetic retailer");
  });

  it("accepts no other data", async () => {
    await run("demo", "--customers", "10", "--load-only");
    const log = join(data, "log.csv");
    writeFileSync(log, "customer,touchpoint,at\nana,Ad,2026-01-01\n");
    const { code, err } = await runWith(join(data, "demo"), "import", log);
    expect(code).toBe(1);
    expect(err).toMatch(/^error SYNTHETIC_STORE: .*--data/);
  });

  it("leaves a folder with other content unchanged", async () => {
    mkdirSync(join(data, "demo"));
    writeFileSync(join(data, "demo", "thesis.txt"), "mine");
    expect((await run("demo", "--customers", "10", "--load-only")).err).toMatch(/^error BAD_CONFIG: .*Move it away/);
  });

  it.each([
    ["--customers", "0"],
    ["--customers", "many"],
    ["--seed", "-1"],
    ["--end", "2026-02-30"],
    ["--end", "yesterday"],
    ["--faults", "everything"],
  ])("refuses %s %s, and says what is allowed", async (option, value) => {
    const { code, err } = await run("demo", "--load-only", `${option}=${value}`);
    expect(code).toBe(1);
    expect(err).toMatch(/^error BAD_ARGUMENT: .+\. (Give|Write|Name) .+\.\n$/);
  });
});

async function runWith(folder: string, ...argv: string[]): Promise<{ code: number; err: string }> {
  let err = "";
  const code = await runCommand([...argv, "--data", folder], {
    env: {},
    terminal: false,
    out: async () => {},
    err: (text) => {
      err += text;
    },
  });
  return { code, err };
}
