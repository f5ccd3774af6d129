// If a port cannot be used, this is reported before anything is created.

import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { assertCanListen } from "../../src/server/listen.js";

describe("assertCanListen", () => {
  it("refuses a port that is in use, with the next one as the remedy, and does not occupy a free one", async () => {
    const other = createServer();
    await new Promise<void>((listening) => other.listen(0, "127.0.0.1", listening));
    const { port } = other.address() as AddressInfo;
    await expect(assertCanListen("127.0.0.1", port)).rejects.toMatchObject({
      code: "BAD_CONFIG",
      message: `Port ${port} is in use.`,
      remedy: expect.stringContaining(`PORT=${port + 1}`),
    });
    await new Promise((closed) => other.close(closed));
    await assertCanListen("127.0.0.1", port);
    await assertCanListen("127.0.0.1", port);
  });

  it("refuses an address that is not this machine's", async () => {
    await expect(assertCanListen("192.0.2.1", 0)).rejects.toMatchObject({ code: "BAD_CONFIG", at: "HOST" });
  });
});
