// Tests of the commands that have no test file of their own, and of the form of errors: one line with a code and a
// remedy.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { errorLine } from "../../src/commands/program.js";
import { openStore } from "../../src/graph/open.js";
import { runner } from "./run.js";

let folder: string;
let run: ReturnType<typeof runner>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "throughline-"));
  run = runner(join(folder, "data"));
});

const file = (name: string, content: string) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const LOG =
  "customer,touchpoint,at,channel\ncookie-1,Ad,2024-01-01,Web\ncard-1,Buy,2024-01-02,Store\ncard-2,Buy,2024-01-03,Store\n";
const counts = async () =>
  (await run("status", "--json")).json<{ customers: number; journeys: number; interactions: number }>();

describe("link", () => {
  it("joins identities, one by one or from a file", async () => {
    await run("import", file("log.csv", LOG));
    expect((await run("link", "cookie-1", "--into", "card-1")).code).toBe(0);
    expect(await counts()).toMatchObject({ customers: 2, journeys: 2, interactions: 3 });
    expect((await run("link", "--file", file("links.csv", "from,into\ncard-2,card-1\n"))).code).toBe(0);
    expect(await counts()).toMatchObject({ customers: 1, journeys: 1, interactions: 3 });
  });

  it("links nothing if the file has an error", async () => {
    await run("import", file("log.csv", LOG));
    const { code, err } = await run("link", "--file", file("links.csv", "from,into\ncookie-1,card-1\ncard-2,\n"));
    expect(code).toBe(1);
    expect(err).toMatch(/^error BAD_FILE: .*line 3.*nothing was linked\.\n$/);
    expect(await counts()).toMatchObject({ customers: 3 });
    expect((await run("link", "cookie-1")).err).toMatch(/^error BAD_ARGUMENT: /);
  });
});

describe("erase", () => {
  beforeEach(async () => {
    await run("import", file("log.csv", LOG));
    await run("link", "cookie-1", "cookie-9", "--into", "card-1");
  });
  const WHAT = 'the customer "card-1" with the linked identities "cookie-1" and "cookie-9", and 2 interactions';

  it("removes a customer, and names none that is not there", async () => {
    expect(await run("erase", "card-2", "--yes")).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^The customer is erased: 1 interaction removed; version \d+\.\n$/),
      err: 'Erasing the customer "card-2", and 1 interaction.\n',
    });
    expect(await counts()).toMatchObject({ customers: 1, interactions: 2 });
    const { code, err } = await run("erase", "card-2", "--yes");
    expect([code, err]).toEqual([1, "error NOT_FOUND: There is no customer with this key. Check the key.\n"]);
  });

  it("without a terminal needs --yes, whichever key is given", async () => {
    for (const key of ["card-1", "cookie-9"]) {
      const { code, out, err } = await run("erase", key);
      expect([code, out]).toEqual([1, ""]);
      expect(err).toBe(
        `error BAD_ARGUMENT: Erasing ${WHAT} must be confirmed, and there is no terminal to ask on. Add --yes.\n`,
      );
    }
    const { error } = JSON.parse((await run("erase", "cookie-1", "--json")).err);
    expect(error).toMatchObject({ code: "BAD_ARGUMENT", at: "yes", remedy: "Add --yes." });
    expect(await counts()).toMatchObject({ customers: 2, interactions: 3 });
    expect((await run("erase", "cookie-1", "--yes", "--json")).json()).toEqual({
      version: expect.any(Number),
      answers: 0,
      identities: ["card-1", "cookie-1", "cookie-9"],
      joining: [],
      interactions: 2,
    });
    expect(await counts()).toMatchObject({ customers: 1, interactions: 1 });
  });

  it("on a terminal names the identities, asks, and takes only a yes for a yes", async () => {
    const questions: string[] = [];
    const answering = (answer: string) =>
      runner(join(folder, "data"), undefined, {}, async (question) => {
        questions.push(question);
        return answer;
      });
    for (const answer of ["", "n", "yess"]) {
      const { code, out } = await answering(answer)("erase", "cookie-1");
      expect([code, out]).toEqual([1, "Nothing is erased.\n"]);
    }
    expect((await answering("no")("erase", "cookie-1", "--json")).json()).toMatchObject({ identities: [] });
    expect(questions[0]).toBe(`This erases ${WHAT}, for good. Erase? [y/N] `);
    expect(await counts()).toMatchObject({ customers: 2 });
    expect((await answering(" Yes ")("erase", "cookie-1")).code).toBe(0);
    expect(await counts()).toMatchObject({ customers: 1 });
    expect(questions).toHaveLength(5);
  });

  it("names at most twenty, and lists all in JSON", async () => {
    const lines = Array.from({ length: 30 }, (_, i) => `k-${i},card-2\n`).join("");
    await run("link", "--file", file("links.csv", `from,into\n${lines}`));
    expect((await run("erase", "card-2")).err).toMatch(/"k-0", .*"k-\d+" and 10 more, and 1 interaction must/);
    const { identities } = (await run("erase", "card-2", "--json", "--yes")).json<{ identities: string[] }>();
    expect(identities).toHaveLength(31);
  });
});

it("forget takes one import back and keeps rows that another import contained too", async () => {
  await run("import", file("log.csv", LOG));
  await run("import", file("more.csv", `${LOG}card-3,Buy,2024-01-04,Phone\n`));
  expect(await counts()).toMatchObject({ interactions: 4 });
  expect((await run("forget", "--source", "1")).code).toBe(0);
  expect(await counts()).toMatchObject({ interactions: 4 });
  expect((await run("forget", "--source", "2")).code).toBe(0);
  expect(await counts()).toMatchObject({ customers: 0, interactions: 0 });
  expect((await run("forget", "--source", "9")).err).toMatch(
    /^error NOT_FOUND: There is no source 9\. See throughline sources\.\n$/,
  );
  expect((await run("forget", "--source", "x")).err).toMatch(/^error BAD_ARGUMENT: /);
});

it("forget reports what it removed, what another source keeps, and what disappeared", async () => {
  await run("import", file("log.csv", LOG));
  await run("import", file("more.csv", `${LOG}card-3,Buy,2024-01-04,Phone\ncard-1,Ad,2024-06-04,Web\n`));
  expect((await run("forget", "--source", "2")).out).toMatch(
    /^Source 2 is forgotten: 2 interactions removed; version \d+\.\n3 interactions of it stay: another source has them too\.\n1 customer fewer than before; 2 journeys fewer than before\.\n$/,
  );
  expect((await run("forget", "--source", "1", "--json")).json()).toMatchObject({
    interactions: 3,
    kept: 0,
    customersGone: 3,
    journeysGone: 3,
  });
});

describe("catalogue remove", () => {
  beforeEach(async () => {
    await run("import", file("log.csv", LOG));
    const catalogue = [
      "channels: [{ key: fax, name: Fax }]",
      "stages: [{ key: late, name: Late }]",
      "touchpoints: [{ key: fax/order, kind: Order, stage: late }]",
      "goals: [{ key: bought, kinds: [Buy], default: true }]",
      "serviceLevels: [{ from: web, to: fax, wait: PT4H }]",
    ];
    expect((await run("catalogue", "apply", file("catalogue.yaml", catalogue.join("\n")))).err).toBe("");
  });
  const remove = (...argv: string[]) => run("catalogue", "remove", ...argv);

  it("removes one after the other, and says what it did", async () => {
    expect((await remove("service-level", "web", "fax")).out).toMatch(
      /^The service level from "web" to "fax" is removed; version \d+\.\n$/,
    );
    expect((await remove("touchpoint", "fax/order")).out).toMatch(/^The touchpoint "fax\/order" is removed; /);
    expect((await remove("channel", "fax", "--json")).json()).toEqual({
      version: expect.any(Number),
      removed: { channel: "fax" },
    });
    expect((await remove("stage", "late")).code).toBe(0);
    expect((await remove("goal", "bought")).out).toMatch(/It was the default goal; there is none now\.\n$/);
    expect((await run("catalogue", "show", "--json")).json()).toMatchObject({
      stages: [],
      goals: [],
      serviceLevels: [],
    });
  });

  it("draws blueprints, and removes them version by version", async () => {
    const design = (name: string) =>
      `blueprints: [{ key: order, name: ${name}, steps: [{ key: fax, name: Send, at: [fax/order] }, { key: buy, name: Buy, at: [store/buy] }] }]`;
    for (const name of ["First", "Second"])
      expect((await run("catalogue", "apply", file("design.yaml", design(name)))).err).toBe("");
    const { out } = await run("catalogue", "diagram", "order");
    expect(out).toMatch(/^flowchart LR\n/);
    expect(out).toContain("s1 --> s2");
    expect((await run("catalogue", "diagram", "order", "1", "--json")).json()).toEqual({
      blueprint: "order",
      version: 1,
      diagram: out,
    });
    expect((await run("catalogue", "diagram", "ordre")).err).toMatch(/UNKNOWN_NAME.*Did you mean order\?/);
    expect((await remove("blueprint", "order", "one")).err).toMatch(/^error BAD_ARGUMENT: The version "one"/);
    expect((await remove("blueprint", "order", "3")).err).toMatch(/^error UNKNOWN_NAME: .*Its versions are 1, 2\./);
    expect((await remove("blueprint", "order", "1")).out).toMatch(/^Version 1 of the blueprint "order" is removed; /);
    expect((await remove("blueprint", "order", "2", "--json")).json()).toMatchObject({
      removed: { blueprint: { key: "order", version: 2 } },
    });
    expect((await run("catalogue", "diagram", "order")).code).toBe(1);
  });

  it("refuses what is in use, and names the nearest of what is not there", async () => {
    const { code, err } = await remove("channel", "fax");
    expect([code, err]).toEqual([
      1,
      'error IN_USE: The channel "fax" is still in use by touchpoint "fax/order" and service level from "web" to "fax". First change or remove touchpoint "fax/order" and service level from "web" to "fax".\n',
    ]);
    expect((await remove("touchpoint", "store/buy", "--json")).err).toContain('"code": "IN_USE"');
    expect((await remove("goal", "bougth")).err).toBe(
      'error NOT_FOUND: There is no goal "bougth". Did you mean bought?\n',
    );
    expect((await remove("service-level", "fax", "web")).err).toMatch(/^error NOT_FOUND: .*order of the two/);
  });
});

it("settings are shown and changed", async () => {
  expect((await run("settings")).out).toBe("journeyGap  P30D\ntimeZone    UTC\nsynthetic   no\n");
  expect((await run("settings", "--journey-gap", "PT30M", "--json")).json()).toEqual({
    journeyGap: "PT30M",
    synthetic: false,
    timeZone: "UTC",
  });
  expect((await run("settings", "--time-zone", "america/new_york", "--json")).json()).toMatchObject({
    journeyGap: "PT30M",
    timeZone: "America/New_York",
  });
  expect((await run("settings", "--time-zone", "Berlin")).err).toMatch(/^error UNKNOWN_NAME: .*Europe\/Berlin/s);
  expect((await run("settings", "--journey-gap", "30 minutes")).err).toMatch(/^error BAD_ARGUMENT: .*PT30M/);
});

it("exports are sorted by code point and quoted where they must be", async () => {
  const rows = [
    ["😀", 'z, "q"'],
    ["\uffee", "a\nb"],
    ["b", "x"],
  ].map(([customer, kind]) => ({ customer, touchpoint: kind, at: "2024-01-01", channel: "Web", value: 0.1 }));
  await run("import", file("log.ndjson", rows.map((row) => JSON.stringify(row)).join("\n")));
  const csv = (await run("export", "interactions", "--format", "csv")).out;
  expect(
    csv
      .split(/\n(?=b,|\uffee|😀)/)
      .slice(1)
      .map((line) => line.split(",")[0]),
  ).toEqual(["b", "\uffee", "😀"]);
  expect(csv).toContain('"z, ""q"""');
  expect(csv).toContain('"a\nb"');
  expect((await run("export", "transitions", "--format", "csv")).out).toBe("from,to,count,journeys,totalWaitMs\n");
  const other = runner(join(folder, "other"));
  await other("import", file("again.csv", csv));
  expect((await other("export", "interactions", "--format", "csv")).out).toBe(csv);
});

it("a generated store accepts no imports, and the error says how to start a store of your own", async () => {
  const store = await openStore({ dataDir: join(folder, "data"), neo4j: null }, { writer: "inline" });
  await store.updateSettings({ synthetic: true });
  await store.close();
  const { code, err } = await run("import", file("log.csv", LOG));
  expect([code, err.includes("throughline import FILE --data ./my-data")]).toEqual([1, true]);
  expect(err).toMatch(/^error SYNTHETIC_STORE: [^\n]+\n$/);
});

describe("errors", () => {
  it.each([
    [["import"], /^error BAD_ARGUMENT: missing required argument 'files'\. See throughline --help\.\n$/],
    [["imprt"], /^error BAD_ARGUMENT: unknown command 'imprt' \(Did you mean import\?\) See throughline --help\.\n$/],
    [
      ["import", "x.csv", "--tuochpoint", "a"],
      /^error BAD_ARGUMENT: unknown option '--tuochpoint' \(Did you mean --touchpoint\?\)/,
    ],
    [
      ["import", "x.csv", "--zone", "Atlantis"],
      /^error BAD_ARGUMENT: "Atlantis" is not a time zone\. .*Europe\/Berlin.*\n$/,
    ],
    [["import", "x.csv", "--max-rejects", "many"], /^error BAD_ARGUMENT: /],
    [["import", "x.csv", "--delimiter", "x"], /^error BAD_ARGUMENT: .*semicolon/],
    [["export", "everything"], /^error BAD_ARGUMENT: .*interactions, feedback, journeys, transitions/],
    [["catalogue"], /^error BAD_ARGUMENT: A subcommand is missing\. See throughline --help\.\n$/],
    [["catalogue", "apply", "no.yaml"], /^error BAD_FILE: no\.yaml cannot be read/],
  ])("%j", async (argv, expected) => {
    const { code, out, err } = await run(...argv);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(expected);
  });

  it.each([
    ["channels:\n  - name: Web\n    medium: online\n", "channels[0].medium"],
    ["channels: [{ nmae: Web }]\n", "channels[0].nmae"],
    ["stages: Awareness\n", "stages"],
    ["touchpoints: [{ match: 'x*' }]\n", "touchpoints[0]"],
    ["touchpoints: [{ key: a, kind: b }]\n", "touchpoints[0].key"],
    ["goals: [{ key: a }]\n", "goals[0]"],
    ["goals: [{ key: a, any: true, default: true }, { key: b, any: true, default: true }]\n", "goals"],
    ["serviceLevels: [{ from: web, to: store/buy, wait: P1D }]\n", "serviceLevels[0]"],
    ["serviceLevels: [{ from: web, to: store, wait: 1 day }]\n", "serviceLevels[0].wait"],
    ["channels: [\n", ""],
  ])("of a catalogue file name the place: %j", async (text, place) => {
    const path = file("catalogue.yaml", text);
    const { code, err } = await run("catalogue", "apply", path);
    expect(code).toBe(1);
    expect(err.startsWith(`error BAD_CATALOGUE: ${path}${place === "" ? "" : `, ${place}`}: `)).toBe(true);
    expect(err.split("\n")).toHaveLength(2);
  });

  it.each([
    ["attribute: [{ key: a, in: [b] }]", "personas[0].rule.attribute: line 3: "],
    ["attributes: [{ key: a, in: [] }]", "personas[0].rule.attributes[0].in: line 3: "],
    ["startedWithin: soon", "personas[0].rule.startedWithin: line 3: "],
    ["persona: other", "personas[0].rule.persona: line 3: "],
  ])("in a persona's rule are named with their line, and nothing is declared: %s", async (rule, place) => {
    const path = file("catalogue.yaml", `personas:\n  - key: p\n    rule: { ${rule} }\n`);
    const { code, err } = await run("catalogue", "apply", path);
    expect(code).toBe(1);
    expect(err).toContain(`error BAD_ARGUMENT: ${path}, ${place}`);
  });

  it.each([
    ["property: { key: a, inn: [b] }", "goals[0].property.inn: line 3: "],
    ["property: { key: a }", "goals[0].property: line 3: "],
    ["all: []", "goals[0].all: line 3: "],
    ["not: { goal: other }", "goals[0].not.goal: line 3: "],
    [
      "anyOf: [{ kinds: [buy] }, { property: { key: a, atLeast: high } }]",
      "goals[0].anyOf[1].property.atLeast: line 3: ",
    ],
  ])("in a goal of properties are named with their line, and nothing is declared: %s", async (selector, place) => {
    const path = file("catalogue.yaml", `goals:\n  - key: g\n    ${selector}\n`);
    const { code, err } = await run("catalogue", "apply", path);
    expect([code, err]).toEqual([1, expect.stringContaining(`error BAD_ARGUMENT: ${path}, ${place}`)]);
  });

  it("of the system have a remedy and no stack", () => {
    expect(errorLine(Object.assign(new Error("EACCES: x"), { code: "EACCES", path: "/data" }))).toMatch(
      /^error BAD_CONFIG: \/data cannot be written or read: permission is denied/,
    );
    expect(errorLine(new Error("boom\n  at x"))).toMatch(/^error INTERNAL: boom at x /);
  });
});

it.each(["serve", "import", "catalogue", "status", "sources", "settings", "link", "forget", "erase", "export"])(
  "%s explains itself with examples",
  async (name) => {
    const { code, out } = await run(...(name === "catalogue" ? [name, "apply"] : [name]), "--help");
    expect(code).toBe(0);
    expect(out).toMatch(/Examples?:\n {2}throughline /);
  },
);

it("goals of a catalogue file may be about properties, and are shown as they were written", async () => {
  const path = file(
    "properties.yaml",
    "goals:\n  - { key: large, all: [{ kinds: [Buy] }, { property: { key: total, atLeast: 100 } }] }\n  - { key: paid, not: { property: { key: paid, known: false } } }\n",
  );
  expect((await run("catalogue", "apply", path)).code).toBe(0);
  const { out } = await run("catalogue", "show");
  expect(parse(out).goals).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        key: "large",
        all: [{ kinds: ["Buy"] }, { property: { key: "total", atLeast: 100 } }],
      }),
      expect.objectContaining({ key: "paid", not: { property: { key: "paid", known: false } } }),
    ]),
  );
  const shown = file("shown.yaml", out);
  expect((await run("catalogue", "apply", shown)).out).toContain("Nothing changes");
});
