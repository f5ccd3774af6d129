// Worked cases and a real log through the real interface: imported with the command, asked over GraphQL. Run over both
// stores by sharedData.test.ts and sharedData.neo4j.test.ts.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "../../src/commands/program.js";
import type { GraphStore } from "../../src/graph/store.js";
import { DAY, formatDuration } from "../../src/model/time.js";
import { type HandCase, logOptionsOf, readShared, SHARED } from "../support/handCases.js";
import { startTestServer } from "../support/server.js";
import { checkOverGraphql, type HandoffAsk } from "./answersOverGraphql.js";
import { type BuiltService, NOT_BUILT, run, serveBuilt } from "./built.js";

export interface StoreUnderTest {
  readonly name: string;
  /** Settings of the environment that name an empty store; `folder` is an empty folder for it. */
  prepare(folder: string): Promise<Record<string, string>>;
  /** The store that those settings name, opened in this process. */
  open(folder: string): Promise<GraphStore>;
}

const MAPPING = ["--customer", "case_id", "--touchpoint", "activity", "--at", "timestamp", "--channel", "channel"];
const COMPLETEJOURNEY = [...MAPPING, "--stage", "stage", "--value", "value", "--brand", "Campaign received*"];

export function sharedDataSuite(store: StoreUnderTest): void {
  const cases = readShared<HandCase[]>("hand-cases.json");
  const answers = readShared<{ ask: HandoffAsk; answer: unknown }[]>("completejourney/answers.json");

  describe.skipIf(cases === null)(`worked cases, ${store.name} (skipped where ../shared/data is not there)`, () => {
    for (const handCase of cases ?? [])
      it(handCase.name, async () => {
        const folder = mkdtempSync(join(tmpdir(), "throughline-case-"));
        try {
          const env = await store.prepare(folder);
          await loadCase(handCase, folder, env);
          const server = await startTestServer({ open: () => store.open(folder) });
          try {
            for (const [i, ask] of handCase.ask.entries())
              await checkOverGraphql(server.ask, ask as HandoffAsk, handCase.answers[i] ?? handCase.answers);
          } finally {
            await server.close();
          }
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      });
  });

  describe.skipIf(answers === null || NOT_BUILT !== null)(
    `completejourney on the built service, ${store.name} (skipped where ../shared/data or dist/ is not there)`,
    () => {
      const folder = mkdtempSync(join(tmpdir(), "throughline-real-"));
      const file = resolve(SHARED, "data/completejourney/events.csv");
      let env: Record<string, string>;
      let service: BuiltService | undefined;

      beforeAll(async () => {
        env = await store.prepare(folder);
        const { code, out, err } = await run(["import", file, ...COMPLETEJOURNEY, "--json"], env);
        expect({ code, err }).toEqual({ code: 0, err: expect.any(String) });
        expect(JSON.parse(out)).toMatchObject({ accepted: 54_980, duplicates: 0, conflicts: 0 });
        service = await serveBuilt(env);
      });
      afterAll(async () => {
        await service?.stop();
        rmSync(folder, { recursive: true, force: true });
      });

      (answers ?? []).forEach(({ ask, answer }, i) => {
        it(`answer ${i + 1}: ${ask.q}`, () => checkOverGraphql(service!.query, ask, answer));
      });

      it("imports again without a change, is taken back whole", async () => {
        const again = await run(["import", file, ...COMPLETEJOURNEY, "--json"], env);
        expect(JSON.parse(again.out)).toMatchObject({ accepted: 0, duplicates: 54_980 });
        const forgotten = await run(["forget", "--source", "1"], env);
        expect(forgotten.code).toBe(0);
        const { data } = await service!.query(
          "{ status { customers journeys interactions touchpoints } channels { key } }",
        );
        expect(data).toEqual({ status: { customers: 0, journeys: 0, interactions: 0, touchpoints: 0 }, channels: [] });
      });
    },
  );
}

/** Writes the case's rows as NDJSON and imports them as a user would. */
async function loadCase(handCase: HandCase, folder: string, env: Record<string, string>): Promise<void> {
  const command = async (...argv: string[]): Promise<void> => {
    let err = "";
    const code = await runCommand(argv, {
      env,
      out: async () => {},
      err: (text) => void (err += text),
      terminal: false,
    });
    expect({ code, err }).toEqual({ code: 0, err: expect.any(String) });
  };
  await command("settings", "--journey-gap", formatDuration(Math.round(handCase.gapDays * DAY)));
  const declared = logOptionsOf(handCase).declared?.touchpoints ?? [];
  if (declared.length > 0) {
    const catalogue = join(folder, "catalogue.json");
    writeFileSync(
      catalogue,
      JSON.stringify({ touchpoints: declared.map(({ key, kind, channel }) => ({ key, kind, channel })) }),
    );
    await command("catalogue", "apply", catalogue);
  }
  if (handCase.rows.length === 0) return;
  const file = join(folder, "case.ndjson");
  writeFileSync(file, handCase.rows.map((row) => JSON.stringify(row)).join("\n"));
  const columns = ["customer", "touchpoint", "at", "channel", "stage", "value", "journey", "resolved"].filter((name) =>
    handCase.rows.some((row) => ![undefined, null, ""].includes((row as unknown as Record<string, string>)[name])),
  );
  const options = columns.flatMap((name) => [`--${name}`, name]);
  if (handCase.rows.some((row) => "caseId" in row)) options.push("--case-id", "caseId");
  if (handCase.rows.some((row) => "intended" in row)) options.push("--intended-channel", "intended");
  await command("import", file, ...options, ...handCase.brand.flatMap((kind) => ["--brand", kind]));
}
