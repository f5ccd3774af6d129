// A hundred damaged files; test/verify has ten thousand.
import { expect, it } from "vitest";
import { readMutatedFiles } from "../support/mutatedFiles.js";

it("damaged files of every format lose no row silently", async () => {
  const { good, refused } = await readMutatedFiles(110, 41);
  expect(good).toBeGreaterThan(0);
  expect(refused).toBeLessThan(55);
});
