import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { withinTime } from "../../src/graph/neo4j/withinTime.js";

/** Keeps this process from reading anything for so many milliseconds, as a machine does that is too busy. */
function pause(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

/** An answer that needs several rounds of the event loop, as opening a connection does. */
async function rounds(): Promise<string> {
  for (let round = 0; round < 4; round++) await readFile(import.meta.filename);
  return "answer";
}

describe("withinTime", () => {
  it("resolves to the answer, or to null if there is none in time", async () => {
    expect(await withinTime(1_000, rounds())).toBe("answer");
    const begun = performance.now();
    expect(await withinTime(200, sleep(5_000, "late", { ref: false }))).toBeNull();
    expect(performance.now() - begun).toBeGreaterThanOrEqual(199);
  });

  it("rejects as the work does", async () => {
    await expect(withinTime(1_000, Promise.reject(new Error("refused")))).rejects.toThrow("refused");
  });

  it("does not count time in which the process could not read the answer", async () => {
    const answer = withinTime(300, rounds());
    pause(1_000);
    expect(await answer).toBe("answer");
  });
});
