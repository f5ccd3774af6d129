// Sends texts that would do harm if a store put them into a query, in every text argument of the schema. They must be
// stored and compared literally, or refused with a code, and must change nothing else.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GraphStore } from "../../src/graph/store.js";
import type { CustomerHistory } from "../../src/model/journey.js";
import { schema } from "../../src/resolvers/schema.js";
import { type Asked, startTestServer, type TestServer } from "../support/server.js";
import { SHOP } from "../support/smallLog.js";
import { textArguments } from "../support/textArguments.js";

/** Names of properties that every object has. */
const KEYS = [
  "`",
  "'",
  '"',
  "'}) DETACH DELETE n //",
  '"}) MATCH (n) DETACH DELETE n WITH 1 AS x //',
  "` MATCH (n) DETACH DELETE n //",
  "\\u0027}) DETACH DELETE n //",
  "\\'}) DETACH DELETE n //",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: text that a template would replace
  "$rows ${rows} {rows} :param",
  "a\n}) DETACH DELETE n /*\r\t*/",
  "__proto__",
  "constructor",
];
/** Texts that UTF-8 cannot encode, or that end a string in C. */
const NO_KEYS = ["a\u0000b", "\u0000", "a\ud800b"];
/** All of them in one text: if any of them does harm, this text does. */
const ALL = KEYS.join(" ");

const FAULTS = ["INTERNAL", "STORE_FAILED", "INTERNAL_SERVER_ERROR", "DATABASE_UNAVAILABLE"];
const AT_ONCE = 8;

export function injectionSuite(name: string, open?: () => Promise<GraphStore>): void {
  describe(`texts in every argument, on ${name}`, () => {
    let server: TestServer;
    let before: unknown;
    beforeAll(async () => {
      server = await startTestServer({ log: SHOP, open });
      await server.service.ready();
      before = await shop();
    });
    afterAll(() => server?.close());

    /** The content of the shop's log. */
    async function shop(): Promise<unknown> {
      const people = new Set(SHOP.rows.map(({ customer }) => customer));
      const histories: CustomerHistory[] = [];
      for await (const history of server.store.histories()) if (people.has(history.key)) histories.push(history);
      const keys = (list: readonly { readonly key: string }[]) => list.map(({ key }) => key);
      const { touchpoints, channels, stages, goals } = await server.store.catalogue();
      return {
        histories: histories.map(({ version, ...rest }) => rest),
        names: [touchpoints, channels, stages, goals].map((list) => keys(list).filter((key) => mine.has(key))),
        sources: (await server.store.sources()).filter(({ number }) => number > 0),
        settings: await server.store.settings(),
      };
    }
    const mine = new Set([
      ...["search/ad", "web/site", "web/checkout", "store/purchase", "phone/call"],
      ...["search", "web", "store", "phone", "mail", "awareness", "purchase", "bought"],
    ]);
    /** Returns the answer. It must have data, or refusals with one of our codes. */
    const ask = async (query: string, variables: Record<string, unknown>, place: string): Promise<Asked> => {
      const asked = await server.ask(query, variables);
      for (const { message, extensions } of asked.errors ?? []) {
        expect(extensions.code, `${place}: ${message}`).toMatch(/^[A-Z_]+$/);
        expect(FAULTS, `${place}: ${message}`).not.toContain(extensions.code);
      }
      return asked;
    };

    const done = async (query: string, variables: Record<string, unknown>): Promise<any> => {
      const { data, errors } = await ask(query, variables, query.slice(0, 60));
      expect(errors, query).toBeUndefined();
      return data;
    };

    it.each(KEYS)("%j is an ordinary key and name", async (t) => {
      // A channel's key contains no slash, and a touchpoint's key begins with that of its channel.
      const c = t.replaceAll("/", "|");
      const p = `${c}/${t}`;
      const { upsertChannels, upsertStages, upsertTouchpoints, upsertGoals, upsertCustomers } = await done(
        `mutation($t: String!, $c: String!, $p: String!, $a: JSON!) {
          upsertChannels(channels: [{ key: $c, name: $t }]) { key name }
          upsertStages(stages: [{ key: $t, name: $t, purpose: $t }]) { key name purpose }
          upsertTouchpoints(touchpoints: [{ key: $p, name: $t, kind: $t, channel: $c, stage: $t, description: $t, owner: $t }]) {
            key name kind description owner channel { key } stage { key } }
          upsertGoals(goals: [{ key: $t, name: $t, selector: { touchpoints: [$p] } }]) { key name }
          upsertCustomers(customers: [{ key: $t, attributes: $a }]) { key attributes }
        }`,
        { t, c, p, a: { [`x${t}`]: t } },
      );
      expect(upsertChannels).toEqual([{ key: c, name: t }]);
      expect(upsertStages).toEqual([{ key: t, name: t, purpose: t }]);
      const touchpoint = { key: p, name: t, kind: t, description: t, owner: t, channel: { key: c }, stage: { key: t } };
      expect(upsertTouchpoints).toEqual([touchpoint]);
      expect(upsertGoals).toEqual([{ key: t, name: t }]);
      expect(upsertCustomers).toEqual([{ key: t, attributes: { [`x${t}`]: t } }]);
      const row = {
        ...{ customer: t, id: t, touchpoint: p, journey: t, caseId: t, referredBy: t, intendedChannel: c },
        ...{ at: "2026-01-05T09:00:00Z", attributes: { [`x${t}`]: t } },
      };
      const later = { ...row, id: `${t}2`, at: "2026-01-05T10:00:00Z" };
      const { recordInteractions, linkCustomers } = await done(
        `mutation($rows: [InteractionInput!]!, $other: [String!]!, $t: String!) {
          recordInteractions(interactions: $rows) { accepted rejected { code } conflicts { code } }
          linkCustomers(from: $other, into: $t) { customers }
        }`,
        { rows: [row, later], other: [`${t}3`], t },
      );
      expect(recordInteractions).toEqual({ accepted: 2, rejected: [], conflicts: [] });
      expect(linkCustomers.customers).toBeLessThan(2);
      const read = await done(
        `query($t: String!, $c: String!, $p: String!, $x: String!, $alias: String!, $id: ID!) {
          customer(key: $alias) { key attributes journeys { nodes { name interactions { nodes {
            caseId referredBy attributes intendedChannel { key } touchpoint { key name } } } } } }
          node(id: $id) { id }
          touchpoint(key: $p) { key name kind description owner channel { key } stage { key } }
          journeys(filter: { customers: [$t], attributes: [{ key: $x, in: [$t] }], touches: [{ channels: [$c] }], reachedGoal: $t }) { totalCount }
          transitions(from: { touchpoints: [$p] }, filter: { attributes: [{ key: $x, in: [$t] }] }) { edges { count from { key } to { key } } }
          commonRoutes(from: { kinds: [$t] }, to: { goal: $t }, filter: { customers: [$t] }) { routes { steps { key } } }
        }`,
        { t, c, p, x: `x${t}`, alias: `${t}3`, id: `Touchpoint:${p}` },
      );
      const interaction = {
        ...{ caseId: t, referredBy: t, attributes: { [`x${t}`]: t } },
        ...{ intendedChannel: { key: c }, touchpoint: { key: p, name: t } },
      };
      expect(read.customer).toEqual({
        key: t,
        attributes: { [`x${t}`]: t },
        journeys: {
          nodes: [
            {
              name: t,
              interactions: { nodes: [interaction, interaction] },
            },
          ],
        },
      });
      expect(read.node).toEqual({ id: `Touchpoint:${p}` });
      expect(read.touchpoint).toEqual(touchpoint);
      expect(read.journeys.totalCount).toBe(1);
      expect(read.transitions.edges).toContainEqual({ count: 1, from: { key: p }, to: { key: p } });
      expect(read.commonRoutes.routes[0].steps.map(({ key }: { key: string }) => key)).toEqual([p, p]);
      const { eraseCustomer } = await done("mutation($t: String!) { eraseCustomer(key: $t) { found } }", { t });
      expect(eraseCustomer.found).toBe(true);
      expect((await done("query($t: String!) { customer(key: $t) { key } }", { t })).customer).toBeNull();
      expect(await shop()).toEqual(before);
    });

    it("every text argument treats them as plain texts", async () => {
      const places = textArguments(schema());
      expect(places.length).toBeGreaterThan(250);
      const requests = places.flatMap((place) => {
        const each = place.query.startsWith("mutation")
          ? [ALL, "'}) DETACH DELETE n //", "__proto__", ...NO_KEYS]
          : [ALL, "a\u0000b"];
        return each.map((text) => ({ ...place, text }));
      });
      let answered = 0;
      let next = 0;
      const worker = async (): Promise<void> => {
        for (let i = next++; i < requests.length; i = next++) {
          const { place, query, variables, text } = requests[i]!;
          const { errors } = await ask(query, variables(text), `${place} ${JSON.stringify(text)}`);
          if (errors === undefined) answered++;
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
      // Most are refused as names that do not exist, but not all.
      expect(answered).toBeGreaterThan(requests.length / 10);
      expect(await shop()).toEqual(before);
    }, 240_000);
  });
}
