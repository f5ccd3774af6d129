// The short form of the fuzz test generated from the schema. The long form is in test/verify.
import { expect, it } from "vitest";
import { fuzz } from "../support/schemaFuzz.js";
import { startTestServer } from "../support/server.js";
import { SHOP } from "../support/smallLog.js";

it("random requests generated from the schema are answered, or refused with codes", async () => {
  const server = await startTestServer({ log: SHOP });
  await server.service.ready();
  try {
    const { outcomes } = await fuzz(server, 13, 600);
    expect(outcomes.ok).toBeGreaterThan(50);
    expect(Object.keys(outcomes).length).toBeGreaterThan(3);
  } finally {
    await server.close();
  }
});
