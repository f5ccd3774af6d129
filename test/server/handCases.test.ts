// The worked cases whole: imported as a file, asked over HTTP through the typed client.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createClient } from "../../src/client/client.js";
import { openEmbedded } from "../../src/graph/embedded/embeddedStore.js";
import { DAY } from "../../src/model/time.js";
import { runner } from "../commands/run.js";
import { type HandCase, logOptionsOf, readShared } from "../support/handCases.js";
import { startTestServer } from "../support/server.js";
import { type Ask, ask, compare } from "../support/sharedAnswers.js";

const cases = readShared<HandCase[]>("hand-cases.json");

/** Column of the file → option of `import`. */
const OPTIONS: Readonly<Record<string, string>> = {
  customer: "--customer",
  touchpoint: "--touchpoint",
  at: "--at",
  channel: "--channel",
  stage: "--stage",
  journey: "--journey",
  value: "--value",
  resolved: "--resolved",
  intended: "--intended-channel",
  caseId: "--case-id",
};

describe.skipIf(cases === null)("worked cases over GraphQL (skipped where ../shared/data is absent)", () => {
  it("has all of them", () => expect(cases!.length).toBe(48));

  it.each((cases ?? []).map((handCase) => [handCase.name, handCase] as const))("%s", async (_name, handCase) => {
    const folder = await mkdtemp(join(tmpdir(), "throughline-case-"));
    const open = () => openEmbedded(join(folder, "graph"));
    try {
      const store = await open();
      await store.updateSettings({ journeyGap: Math.round(handCase.gapDays * DAY) });
      await store.close();
      if (handCase.rows.length > 0) {
        const file = join(folder, "rows.csv");
        const columns = [...new Set(handCase.rows.flatMap((row) => Object.keys(row)))];
        const lines = handCase.rows.map((row) =>
          columns.map((column) => (row as unknown as Record<string, string>)[column] ?? "").join(","),
        );
        await writeFile(file, [columns.join(","), ...lines, ""].join("\n"));
        const ran = await runner(folder)(
          "import",
          file,
          ...columns.flatMap((column) => [OPTIONS[column]!, column]),
          ...handCase.brand.flatMap((kind) => ["--brand", kind]),
        );
        expect(ran.code, ran.err).toBe(0);
      }
      const server = await startTestServer({ open });
      const client = createClient({ url: `${server.url}/graphql` });
      const { declared } = logOptionsOf(handCase);
      for (const [i, question] of (handCase.ask as Ask[]).entries()) {
        // Counts are of what the rows bring; for a question the kinds it names are put into the catalogue first.
        if (question.q !== "counts")
          await server.store.upsertCatalogue({
            touchpoints: (declared?.touchpoints ?? []).map(({ key, kind, channel }) => ({ key, kind, channel })),
          });
        // Where a question is refused, one text stands for all its answers.
        const expected: unknown = typeof handCase.answers === "string" ? handCase.answers : handCase.answers[i];
        if (typeof expected === "string")
          await expect(ask(client, question)).rejects.toMatchObject({
            code: expect.stringMatching(/^[A-Z_]+$/),
            remedy: expect.any(String),
          });
        else compare(await ask(client, question), expected);
      }
      await server.close();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
