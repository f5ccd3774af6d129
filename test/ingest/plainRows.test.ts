// Tests that the faster way to read rows (ingest/plain/plainRows.ts) has exactly the same effect as reading them as text: the
// same spill files, byte by byte, the same rejected rows, and the same report.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { EMPTY_MAPPING, type Mapping } from "../../src/ingest/mapping/mapping.js";
import type { ParseJob } from "../../src/ingest/parsing/job.js";
import { type ParseResult, parseFile } from "../../src/ingest/parsing/parse.js";
import { contentOf, generatedFile, generatedMapping } from "../support/generatedCsv.js";

it("are spilled as if they were read as text", async () => {
  await fc.assert(
    fc.asyncProperty(
      generatedFile,
      generatedMapping,
      async (generated, { strict, now, columns, decimal, zone, attributes }) => {
        const path = mkdtempSync(join(tmpdir(), "throughline-"));
        const log = join(path, "log.csv");
        writeFileSync(log, contentOf(generated));
        const given: Mapping = {
          ...EMPTY_MAPPING,
          columns,
          decimal,
          zone,
          attributes: attributes && generated.header.includes("note") ? ["note"] : [],
        };
        const [bytes, texts] = [await parsed(false), await parsed(true)];
        expect(bytes).toEqual(texts);

        async function parsed(asText: boolean) {
          const spillFolder = join(path, String(asText));
          mkdirSync(spillFolder);
          const rejectsPath = join(path, `${asText}.rejected`);
          const job: ParseJob = {
            file: log,
            mapping: given,
            now,
            strict,
            spillFolder,
            rejectsPath,
            maxRejects: null,
            asText,
          };
          let result: ParseResult | null = null;
          let error: unknown = null;
          try {
            result = await parseFile(job, () => {});
          } catch (cause) {
            error = String(cause);
          }
          const spills = readdirSync(spillFolder).map((name) => [
            name,
            readFileSync(join(spillFolder, name), "latin1"),
          ]);
          const rejects = existsSync(rejectsPath) ? readFileSync(rejectsPath, "utf8") : "";
          return { result: result && { ...result, spills: result.spills.length }, error, spills, rejects };
        }
      },
    ),
    { numRuns: 60 },
  );
});
