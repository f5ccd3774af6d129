// `throughline explain` on a real Neo4j: its output can be pasted and run.
import { beforeAll, describe, expect, it } from "vitest";
import { batchFor } from "../support/histories.js";
import { NEO4J, openEmptyStore, query, WITHOUT_NEO4J } from "../support/neo4j.js";
import { runner } from "./run.js";

describe.skipIf(WITHOUT_NEO4J)(`explain${WITHOUT_NEO4J ? ` (skipped: ${WITHOUT_NEO4J})` : ""}`, () => {
  const run = runner("/nowhere", undefined, {
    NEO4J_URI: NEO4J.uri,
    NEO4J_USER: NEO4J.user,
    NEO4J_PASSWORD: NEO4J.password,
    NEO4J_DATABASE: NEO4J.database,
  });
  const explain = (...argv: string[]) => run("explain", ...argv);

  beforeAll(async () => {
    const store = await openEmptyStore();
    await store.upsertCatalogue({
      goals: [{ key: "sale", name: "Sale", selector: { kinds: ["buy"] }, isDefault: true }],
    });
    await store.record(batchFor({ "o'ann `x`": "web/ad@09:00 store/buy@09:30", ben: "web/ad@09:00 web/site@09:10" }));
    await store.close();
  });

  it.each([
    ["routes", ["ROUTE_TOTALS", "ROUTES", "ROUTE_DETAILS"]],
    ["transitions", ["TRANSITIONS", "TRANSITION_TOTALS", "TRANSITION_DETAILS"]],
    ["handoffs", ["HANDOFF_TOTALS", "HANDOFFS"]],
  ])("%s: every statement, planned and not run", async (question, names) => {
    const { code, out, err } = await explain(question);
    expect([code, err]).toEqual([0, ""]);
    expect(
      [...out.matchAll(/^\/\/ ---- (\w+)$/gm)].map(([, name]) => name).filter((name) => name !== "NEWEST"),
    ).toEqual(names);
    expect(out).toContain("MATCH (c:Customer)-[:STARTED]->(j:Journey)");
    expect(out).toMatch(/^\/\/ \| \+ProduceResults /m);
    expect(out).not.toMatch(/reads of the database|Rows \| DB Hits/);
  });

  it.each([
    ["routes", "--from", "channels=web", "--to", "goal=sale", "--within", "P7D", "--grain", "CHANNEL"],
    ["transitions", "--grain", "STAGE", "--repeats", "COLLAPSE", "--started-from", "2026-01-01T00:00:00Z"],
    ["handoffs", "--goal", "kinds=buy", "--stall-after", "PT1M", "--customer", "o'ann `x`", "ben"],
  ])("%s: with --profile it is run, and what is printed runs as pasted", async (...argv) => {
    const { code, out, err } = await explain(...argv, "--profile");
    expect([code, err]).toEqual([0, ""]);
    expect(out.match(/^\/\/ \d+ rows?, [\d,]+ reads of the database, [\d,]+ ms$/gm)?.length).toBe(
      out.match(/^\/\/ ---- /gm)!.length,
    );
    let statements = 0;
    for (const part of out.split(/^\/\/ ---- /m).slice(1)) {
      const [, literal, statement] = /\n(?::param (.*);\n)?((?:(?!\/\/)[^\n]*\n)+)/.exec(part)!;
      const [{ parameters }] = (await query(`RETURN ${literal ?? "{}"} AS parameters`)) as [
        { parameters: Record<string, unknown> },
      ];
      const integers = Object.fromEntries(Object.entries(parameters));
      const rows = await query(statement!.trim().replace(/;$/, "").replaceAll("$first", "toInteger($first)"), integers);
      expect(rows.length).toBeGreaterThan(0);
      statements++;
    }
    expect(statements).toBeGreaterThan(2);
  });

  it("gives the same as JSON", async () => {
    const explained = (await explain("transitions", "--profile", "--json")).json<
      { name: string; parameters: object; profile: { rows: number; hits: number } }[]
    >();
    expect(explained[0]).toMatchObject({
      name: "TRANSITIONS",
      parameters: { first: 100, asked: { labels: null, collapse: false } },
      profile: { rows: 1 },
    });
    expect(explained[0]!.profile.hits).toBeGreaterThan(0);
  });

  it.each([
    [["routes", "--from", "kinds=Bye"], "UNKNOWN_NAME"],
    [["routes", "--from", "channel=web"], "BAD_ARGUMENT"],
    [["routes", "--within", "P7D"], "OPTION_DOES_NOT_APPLY"],
    [["transitions", "--first", "0"], "BAD_ARGUMENT"],
    [["transitions", "--grain", "PLACE"], "BAD_ARGUMENT"],
    [["handoffs", "--within", "P1D"], "BAD_ARGUMENT"],
    [["handoffs", "--failure-reasons", "BORED"], "BAD_ARGUMENT"],
  ])("refuses %j with one line", async (argv, code) => {
    const ran = await explain(...argv);
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(new RegExp(`^error ${code}: [^\\n]+\\n$`));
  });
});
