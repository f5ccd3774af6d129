import { expect, it, vi } from "vitest";
import { WARM_UP_PAGES } from "../../src/server/warmUp.js";
import { counting, startTestServer } from "../support/server.js";
import { SHOP } from "../support/smallLog.js";

it("requests pages that any client could request: one before it listens, and one when it is warm", async () => {
  let calls: string[] = [];
  const server = await startTestServer({
    log: SHOP,
    warm: true,
    wrap: (store) => {
      const counted = counting(store);
      calls = counted.calls;
      return counted.store;
    },
  });
  try {
    expect(calls).toContain("customerPage");
    await server.service.warm;
    await vi.waitFor(() => expect(calls).toContain("journeyPage"));
    expect(server.logged).toEqual([]);
    for (const [name, page] of Object.entries(WARM_UP_PAGES)) {
      calls.length = 0;
      const { data, errors } = await server.ask(page);
      expect(errors).toBeUndefined();
      expect(data[name].nodes.length).toBeGreaterThan(0);
      expect(calls.length).toBeGreaterThan(0);
    }
  } finally {
    await server.close();
  }
});
