import { expect, it } from "vitest";
import { WARM_UP_PAGES } from "../../src/server/warmUp.js";
import { counting, startTestServer } from "../support/server.js";
import { SHOP } from "../support/smallLog.js";

it("asks itself for pages that anybody could ask for", async () => {
  let calls: string[] = [];
  const server = await startTestServer({
    log: SHOP,
    wrap: (store) => {
      const counted = counting(store);
      calls = counted.calls;
      return counted.store;
    },
  });
  try {
    await server.service.warm;
    for (const [name, page] of Object.entries(WARM_UP_PAGES)) {
      calls.length = 0;
      const { data, errors } = await server.ask(page);
      expect(errors).toBeUndefined();
      expect(data[name].nodes.length).toBeGreaterThan(0);
    }
    const asked = [...calls];
    calls.length = 0;
    await server.warmUp();
    // Customers are known from the first time.
    expect(calls.length).toBeGreaterThan(0);
    expect(asked).toEqual(expect.arrayContaining(calls));
  } finally {
    await server.close();
  }
});
