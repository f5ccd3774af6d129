// Large arguments are read in turns of the event loop. Those of a query are read no further once the request has ended.
import type { GraphQLResolveInfo } from "graphql";
import { getMetadataStorage } from "type-graphql";
import { describe, expect, it } from "vitest";
import { declaredParam } from "../../src/resolvers/arguments.js";
import { schema } from "../../src/resolvers/schema.js";

const MANY = 100_000;
const POINTS = Array.from({ length: MANY }, () => ({ kinds: ["Page"] }));
const SEGMENTS = Array.from({ length: MANY }, (_, i) => ({ key: `s-${i}`, rule: { kinds: ["Page"] } }));

/** Reads the arguments of a field of the root as the service does. */
async function read(operation: "query" | "mutation", field: string, args: object, signal: AbortSignal) {
  schema();
  const { queries, mutations } = getMetadataStorage();
  const fields = operation === "query" ? queries : mutations;
  const { params = [] } = fields.find(({ schemaName }) => schemaName === field)!;
  const param = params.find((one) => ["arg", "args"].includes(declaredParam(one).kind))!;
  if (param.kind !== "custom") throw new Error("The arguments are not read in turns.");
  const info = { operation: { operation } } as GraphQLResolveInfo;
  return (await param.resolver({ root: {}, args, context: { scope: { signal } }, info })) as unknown;
}

describe("large arguments", () => {
  it("of a query are read no further once the request has ended", async () => {
    const ended = new AbortController();
    const reading = read("query", "transitions", { options: { exclude: POINTS } }, ended.signal);
    ended.abort();
    await expect(reading).rejects.toBe(ended.signal.reason);
  });

  it("of a change are read to their end, even if the client has disconnected", async () => {
    const gone = new AbortController();
    const reading = read("mutation", "upsertSegments", { segments: SEGMENTS }, gone.signal);
    gone.abort();
    expect(await reading).toHaveLength(MANY);
  });
});
