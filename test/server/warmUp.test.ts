import { expect, it, vi } from "vitest";
import { longQueries, WARM_UP_PAGES } from "../../src/server/warmUp.js";
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
    await vi.waitFor(() => expect(calls).toContain("journeyPage"), { timeout: 20_000 });
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

it("is ready only after it has read, checked and refused long queries of every kind, and changes nothing", async () => {
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
    const version = await server.store.version();
    const said: { status: string }[] = [];
    await vi.waitFor(
      async () => {
        const response = await fetch(`${server.url}/readyz`);
        said.push((await response.json()) as { status: string });
        expect(response.status).toBe(200);
      },
      { timeout: 20_000, interval: 10 },
    );
    expect(said.map(({ status }) => status)).toContain("warming up");
    expect(server.logged).toEqual([]);
    expect(await server.store.version()).toBe(version);
    const changes = ["record", "upsertCatalogue", "setAttributes", "link", "erase", "forget", "updateSettings"];
    expect(calls.filter((call) => changes.includes(call))).toEqual([]);
  } finally {
    await server.close();
  }
});

it("has long queries of every kind: each is refused with a code, or reads single things by key", async () => {
  const server = await startTestServer({ log: SHOP });
  const version = await server.store.version();
  try {
    for (const { query, variables } of longQueries(100)) {
      const { data, errors = [] } = await server.ask(query, variables);
      const codes = errors.map(({ extensions }) => extensions.code);
      expect(codes, query.slice(0, 200)).not.toContain("INTERNAL");
      if (codes.length === 0) expect(Object.keys(data).length).toBeGreaterThan(0);
      if (query.startsWith("mutation")) expect(data.recordInteractions).toMatchObject({ accepted: 0 });
    }
    expect(await server.store.version()).toBe(version);
  } finally {
    await server.close();
  }
});
