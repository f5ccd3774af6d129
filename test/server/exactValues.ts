// Tests that numbers of any size keep their value: they are in the store, in answers and in exports as they were sent
// to the API.

import { tmpdir } from "node:os";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exportLines } from "../../src/commands/export.js";
import type { GraphStore } from "../../src/graph/store.js";
import { exactNumber, MAX_JSON_DEPTH } from "../../src/model/json.js";
import { wholeNumberOf64Bits } from "../support/sequences.js";
import { type Asked, startTestServer, type TestServer } from "../support/server.js";
import { SHOP } from "../support/smallLog.js";

const NOW = Date.UTC(2026, 1, 1);
const RECORD = `mutation($rows: [InteractionInput!]!) { recordInteractions(interactions: $rows) {
  accepted duplicates rejected { index field code } conflicts { index field } } }`;
const READ = `query($key: String!, $after: String) { customer(key: $key) { attributes journeys { nodes { interactions(first: 2, after: $after) {
  pageInfo { endCursor hasNextPage } nodes { key sequence value attributes } } } } } }`;

const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 1, maxLength: 30 });
/** A JSON number of any size, as text. */
const literal = fc
  .tuple(
    fc.constantFrom("", "-"),
    digits.map((text) => text.replace(/^0+(?=\d)/, "")),
    fc.option(digits),
    fc.option(fc.tuple(fc.constantFrom("e", "E+", "e-"), fc.nat(400))),
  )
  .map(
    ([sign, whole, fraction, exponent]) =>
      `${sign}${whole}${fraction === null ? "" : `.${fraction}`}${exponent === null ? "" : exponent.join("")}`,
  );

export function exactSuite(name: string, open?: () => Promise<GraphStore>): void {
  describe(`values kept exactly, on ${name}`, () => {
    let server: TestServer;
    let customers = 0;
    beforeAll(async () => {
      server = await startTestServer({ log: SHOP, now: () => NOW, open });
    });
    afterAll(() => server?.close());

    /** `variables` as JSON text, so that numbers are sent as they are written. */
    async function ask(query: string, variables: string): Promise<Asked["data"]> {
      const response = await fetch(`${server.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: `{"query":${JSON.stringify(query)},"variables":${variables}}`,
      });
      const { data, errors } = (await response.json()) as Asked;
      expect(errors).toBeUndefined();
      return data;
    }

    async function interactionsOf(key: string): Promise<any[]> {
      const found: any[] = [];
      for (let after: string | null = null; ; ) {
        const { customer } = await ask(READ, JSON.stringify({ key, after }));
        const { nodes, pageInfo }: any = customer.journeys.nodes[0].interactions;
        found.push(...nodes);
        if (!pageInfo.hasNextPage) return found;
        after = pageInfo.endCursor;
      }
    }

    it("sequences, values and attributes of any size", async () => {
      const row = fc.record({
        sequence: fc.tuple(wholeNumberOf64Bits, fc.boolean()),
        attributes: fc.array(literal, { minLength: 1, maxLength: 4 }),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), fc.boolean(), async (rows, inText) => {
          const key = `exact-${++customers}`;
          const shown = rows.map(({ sequence: [value, quoted], attributes }, i) => ({
            id: `i${i}`,
            sequence: value >= -(2n ** 53n - 1n) && value <= 2n ** 53n - 1n ? Number(value) : String(value),
            order: value,
            written: quoted ? `"${value}"` : `${value}`,
            attributes,
          }));
          const written = (i: (typeof shown)[number], name: (name: string) => string) =>
            `{${name("id")}:"${i.id}",${name("customer")}:"${key}",${name("touchpoint")}:"web/site",${name("at")}:"2026-01-20T10:00:00Z",${name("sequence")}:${i.written},${name("value")}:12.50000000000000000000001,${name("attributes")}:{${name("n")}:[${i.attributes}],${name("last")}:${i.attributes.at(-1)}}}`;
          const { recordInteractions } = inText
            ? await ask(
                `mutation { recordInteractions(interactions: [${shown.map((i) => written(i, (n) => n))}]) { accepted rejected { index field code } } }`,
                "null",
              )
            : await ask(RECORD, `{"rows":[${shown.map((i) => written(i, (n) => `"${n}"`))}]}`);
          expect(recordInteractions).toMatchObject({ accepted: rows.length, rejected: [] });

          const order = [...shown].sort((a, b) =>
            a.order < b.order ? -1 : a.order > b.order ? 1 : a.id < b.id ? -1 : 1,
          );
          const kept = (text: string) => {
            const value = exactNumber(text);
            // JSON loses a negative zero when it is written again.
            return Object.is(value, -0) ? 0 : value;
          };
          expect(await interactionsOf(key)).toEqual(
            order.map((i) => ({
              key: i.id,
              sequence: i.sequence,
              value: 12.5,
              attributes: { last: kept(i.attributes.at(-1)!), n: i.attributes.map(kept) },
            })),
          );
          for (const format of ["csv", "ndjson"] as const) {
            const lines: string[] = [];
            for await (const text of exportLines(server.store, "interactions", format, tmpdir(), { rows: 0 }))
              lines.push(...text.split("\n"));
            const mine = lines.filter((line) => line.includes(`${key},`) || line.includes(`"${key}"`));
            expect(mine.map((line) => /(?:"sequence":|i\d,)(-?\d+)/.exec(line)![1])).toEqual(
              order.map((i) => `${i.order}`),
            );
          }
        }),
        { numRuns: 25 },
      );
    });

    it("a row that cannot be kept is rejected by itself, with a code", async () => {
      const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
      const row = (members: string) =>
        `{"customer":"alone","touchpoint":"web/site","at":"2026-01-20T10:00:00Z",${members}}`;
      const rows = [
        row('"id":"1","sequence":9223372036854775808'),
        row('"id":"2","sequence":"1.5"'),
        row('"id":"3","sequence":1e30'),
        row(`"id":"4","attributes":${deep(MAX_JSON_DEPTH + 1)}`),
        row(`"id":"5","attributes":${deep(20_000)}`),
        row(`"id":"6","attributes":${deep(MAX_JSON_DEPTH)}`),
        row('"id":"7","attributes":{}'),
        row('"id":"8","attributes":null'),
        row('"id":"9","attributes":{"a":null,"":"","__proto__":{"constructor":[]}}'),
      ];
      const { recordInteractions } = await ask(RECORD, `{"rows":[${rows}]}`);
      expect(recordInteractions).toMatchObject({
        accepted: 4,
        rejected: [
          { index: 0, field: "sequence", code: "BAD_NUMBER" },
          { index: 1, field: "sequence", code: "BAD_NUMBER" },
          { index: 2, field: "sequence", code: "BAD_NUMBER" },
          { index: 3, field: "attributes", code: "BAD_VALUE" },
          { index: 4, field: "attributes", code: "BAD_VALUE" },
        ],
      });
      const read = new Map(
        (await interactionsOf("alone")).map(({ key, attributes }) => [key, JSON.stringify(attributes)]),
      );
      expect([...read]).toEqual([
        ["6", deep(MAX_JSON_DEPTH)],
        ["7", "null"],
        ["8", "null"],
        ["9", '{"":"","__proto__":{"constructor":[]},"a":null}'],
      ]);
    });

    it("a customer's attributes", async () => {
      const upsert = "mutation($rows: [CustomerInput!]!) { upsertCustomers(customers: $rows) { key attributes } }";
      const { upsertCustomers } = await ask(
        upsert,
        '{"rows":[{"key":"someone","attributes":{"id":12345678901234567890,"n":1.50,"__proto__":"x","flag":true,"gone":null}}]}',
      );
      expect(JSON.stringify(upsertCustomers[0].attributes)).toBe(
        '{"__proto__":"x","flag":"true","id":"12345678901234567890","n":"1.5"}',
      );
    });
  });
}
