// Imports ten thousand damaged files of all formats. None may cause a crash or a hang, and every lost row must be
// reported.
import { expect, it } from "vitest";
import { readMutatedFiles } from "../support/mutatedFiles.js";

const FILES = 10_000;

it(`${FILES} damaged files lose no row silently`, { timeout: 3_600_000 }, async () => {
  const totals = await readMutatedFiles(FILES, 43);
  console.log(JSON.stringify(totals));
  expect(totals.good).toBeGreaterThan(0);
});
