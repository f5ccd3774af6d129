// Tests of the complete cases that were worked out by hand. Each case is imported as a file, and its questions are
// asked over HTTP through the typed client. The same suite runs on each store.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createClient } from "../../src/client/client.js";
import type { GraphStore } from "../../src/graph/store.js";
import { DAY } from "../../src/model/time.js";
import type { Engine } from "../../src/service/inStore/inStoreAnswers.js";
import { runner } from "../commands/run.js";
import { type HandCase, logOptionsOf, readShared } from "./handCases.js";
import { startTestServer } from "./server.js";
import { type Ask, ask, compare, isInStore, withoutTests } from "./sharedAnswers.js";

const cases = readShared<HandCase[]>("hand-cases.json");
export const WITHOUT_CASES = cases === null ? "../shared/data is absent" : null;

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

/**
 * `prepare` empties the store that `open` opens, in the folder of the case. The engine "store" answers some of the
 * questions.
 */
export function handCasesSuite(
  prepare: () => Promise<void>,
  openIn: (folder: string) => Promise<GraphStore>,
  engine: Engine = "projection",
): void {
  it("has all of them", () => expect(cases?.length).toBe(48));

  it.each((cases ?? []).map((handCase) => [handCase.name, handCase] as const))("%s", async (_name, handCase) => {
    const folder = await mkdtemp(join(tmpdir(), "throughline-case-"));
    const open = () => openIn(folder);
    try {
      await prepare();
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
        const ran = await runner(folder, await open())(
          "import",
          file,
          ...columns.flatMap((column) => [OPTIONS[column]!, column]),
          ...handCase.brand.flatMap((kind) => ["--brand", kind]),
        );
        expect(ran.code, ran.err).toBe(0);
      }
      const server = await startTestServer({ open, engine });
      const client = createClient({ url: `${server.url}/graphql` });
      const { declared } = logOptionsOf(handCase);
      for (const [i, question] of (handCase.ask as Ask[]).entries()) {
        // For the question `counts`, the catalogue has only the kinds of the rows. For other questions, the kinds that
        // the question names are added.
        if (question.q !== "counts")
          await server.store.upsertCatalogue({
            touchpoints: (declared?.touchpoints ?? []).map(({ key, kind, channel }) => ({ key, kind, channel })),
          });
        // If the case is refused, `answers` is one text, which is the expected answer to every question.
        const expected: unknown = typeof handCase.answers === "string" ? handCase.answers : handCase.answers[i];
        if (typeof expected === "string")
          await expect(ask(client, question)).rejects.toMatchObject({
            code: "OPTION_DOES_NOT_APPLY",
            remedy: expect.any(String),
          });
        else if (engine === "store" && !isInStore(question))
          await expect(ask(client, question)).rejects.toMatchObject({
            code: "UNSUPPORTED_IN_STORE",
            argument: expect.any(String),
            remedy: expect.any(String),
          });
        else compare(await ask(client, question), engine === "store" ? withoutTests(expected) : expected);
      }
      await server.close();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}
