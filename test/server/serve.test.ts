// `throughline serve` of the built output: its messages, --check, a port in use, stopping.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run, serve, WITHOUT_BUILD } from "../support/builtService.js";

describe.skipIf(WITHOUT_BUILD !== null)(`serve${WITHOUT_BUILD === null ? "" : ` (skipped: ${WITHOUT_BUILD})`}`, () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "throughline-serve-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("--check starts, sends one query and stops", async () => {
    const { code, out, err } = await run({ DATA_DIR: folder }, "serve", "--check");
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^The service starts and answers/);
  });

  it("prints where to look in at most five lines, and ends with 0 when it is told to stop", async () => {
    const service = await serve({ DATA_DIR: folder });
    expect(service.lines.length).toBeLessThanOrEqual(5);
    expect(service.lines.join("\n")).toContain("no data yet");
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
    // The port is in use now: one line, with the remedy.
    const second = await run({ DATA_DIR: folder, PORT: new URL(service.url).port }, "serve");
    expect(second.code).toBe(1);
    expect(second.err.trim().split("\n")).toEqual([
      expect.stringMatching(/^error BAD_CONFIG: Port \d+ is in use\. .*PORT=\d+/),
    ]);
    expect(await service.stop()).toMatchObject({ code: 0, err: "" });
  });

  it("refuses an open address without keys, in one line", async () => {
    const { code, err } = await run({ DATA_DIR: folder, HOST: "0.0.0.0" }, "serve");
    expect([code, err.trim().split("\n").length]).toEqual([1, 1]);
    expect(err).toContain("THROUGHLINE_API_KEYS");
  });

  it("prints the schema and checks it", async () => {
    expect((await run({ DATA_DIR: folder }, "schema")).out).toContain("type Query {");
    const wrong = await run({ DATA_DIR: folder }, "schema", "--check", "package.json");
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining("npm run schema:write")]);
  });
});
