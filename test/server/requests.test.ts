// Requests have ids. A rejected promise that is not awaited is logged with them and does not end the service.
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { logUnhandled, underWayAs } from "../../src/server/requests.js";
import { startTestServer } from "../support/server.js";

describe("requests", () => {
  it("have the id of their header, or a new one", async () => {
    const server = await startTestServer();
    const idOf = async (given?: string) => {
      const response = await fetch(`${server.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", ...(given === undefined ? {} : { "x-request-id": given }) },
        body: JSON.stringify({ query: "{ status { store } }" }),
      });
      return response.headers.get("x-request-id");
    };
    expect(await idOf("trace-1.2:3_4")).toBe("trace-1.2:3_4");
    expect(await idOf()).toMatch(/^[0-9a-f-]{36}$/);
    expect(await idOf('not "an" id')).toMatch(/^[0-9a-f-]{36}$/);
    await server.close();
  });

  it("are logged with a promise that is not awaited, by their ids and without their content", async () => {
    const others = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    const logged: string[] = [];
    const stop = logUnhandled(pino({ base: null }, { write: (line: string) => void logged.push(line) }));
    try {
      await underWayAs("request-1", async () => {
        void Promise.reject(new TypeError("secret-customer-key"));
        await new Promise((done) => setTimeout(done, 5));
      });
      expect(JSON.parse(logged[0]!)).toMatchObject({ level: 50, requests: ["request-1"], name: "TypeError" });
      expect(logged.join()).not.toContain("secret");
      void Promise.reject("no error");
      await new Promise((done) => setTimeout(done, 5));
      expect(JSON.parse(logged[1]!)).toMatchObject({ requests: [], name: "string" });
    } finally {
      stop();
      for (const other of others) process.on("unhandledRejection", other);
    }
  });
});
