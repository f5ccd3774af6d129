// Tests of how an import interprets a file, through the command line into the embedded store. They cover columns with
// several possible meanings, values that cannot be read, customers that identify nobody, and case logs.
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { runCommand } from "../../src/commands/program.js";
import { NOW, runner } from "./run.js";

let folder: string;
let run: ReturnType<typeof runner>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "throughline-"));
  run = runner(join(folder, "data"));
});

const file = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const interactions = async () =>
  (await run("export", "interactions")).out
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
interface Report {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: Record<string, number>;
  readonly files: readonly {
    readonly columns: Record<string, string>;
    readonly leftOutValues: readonly { field: string; code: string; count: number; examples: string[] }[];
    readonly remarks: readonly { code: string; message: string }[];
  }[];
}
const codesOf = (report: Report) => report.files[0]!.remarks.map(({ code }) => code);

const CASES = `case_id,activity,timestamp
F-1,Create Fine,2024-01-01T10:00:00Z
F-1,Send Fine,2024-02-10T10:00:00Z
F-1,Payment,2024-04-01T10:00:00Z
F-2,Create Fine,2024-01-03T10:00:00Z
F-2,Payment,2024-01-04T10:00:00Z
`;

describe("a case log", () => {
  it("makes one journey of each case, however long", async () => {
    const report = (await run("import", file("log.csv", CASES), "--json")).json<Report>();
    expect(report.files[0]!.columns).toMatchObject({ customer: "case_id", journey: "case_id", caseId: "case_id" });
    expect(codesOf(report)).toEqual(["CASE_LOG"]);
    expect((await run("status", "--json")).json()).toMatchObject({ customers: 2, journeys: 2 });
    expect((await interactions())[0]).toMatchObject({ customer: "F-1", journey: "F-1", caseId: "F-1" });
  });

  it("is recognised by the names of XES too", async () => {
    const log = CASES.replace("case_id,activity,timestamp", "case:concept:name,concept:name,time:timestamp");
    await run("import", file("log.csv", log));
    expect((await run("status", "--json")).json()).toMatchObject({ customers: 2, journeys: 2 });
  });

  it.each([
    [["--customer", "case_id"], 4, null],
    [["--journey", "="], 4, "F-1"],
    [["--journey", "activity"], 5, "F-1"],
    [["--journey", "case_id"], 2, "F-1"],
  ] as const)("is not one with %j", async (options, journeys, caseId) => {
    await run("import", file("log.csv", CASES), ...options);
    expect((await run("status", "--json")).json()).toMatchObject({ customers: 2, journeys });
    expect((await interactions())[0]!.caseId ?? null).toBe(caseId);
  });

  it("is not assumed if another column is the customer, who then has the case", async () => {
    const log =
      "customer_id,case_id,activity,timestamp\nana,7,Ask,2024-01-01T10:00:00Z\nana,7,Ask,2024-03-01T10:00:00Z\n";
    await run("import", file("log.csv", log));
    expect((await run("status", "--json")).json()).toMatchObject({ customers: 1, journeys: 2 });
    expect((await interactions())[0]).toMatchObject({ customer: "ana", caseId: "7" });
  });

  it("ignores blanks at the ends of a case", async () => {
    await run("import", file("log.csv", `${CASES}F-2 ,Payment,2024-01-05T10:00:00Z\n`));
    expect((await run("status", "--json")).json()).toMatchObject({ customers: 2, journeys: 2 });
  });
});

describe("columns that could be the same field", () => {
  const refused = async (header: string, ...rows: string[]) =>
    run("import", file("log.csv", [header, ...rows].join("\n")));

  it.each([
    ["user_id,event,timestamp,time", "u1,ad,2024-01-01T10:00:00Z,2024-01-05T10:00:00Z", "--at"],
    ["user_id,event,time,time", "u1,ad,2024-01-01T10:00:00Z,2024-01-05T10:00:00Z", "name of its own"],
    ["Customer ID,case_id,event,time", "c1,k1,ad,2024-01-01T10:00:00Z", null],
    ["user,Customer ID,event,time", "u,c1,ad,2024-01-01T10:00:00Z", "--customer"],
    ["user_id,case_id,activity,timestamp", "clerk,k1,ad,2024-01-01T10:00:00Z", "--customer"],
    ["user_id,event,time,amount,revenue", "u1,ad,2024-01-01T10:00:00Z,1,2", "--value"],
    ["user_id,event,activity,time", "u1,ad,click,2024-01-01T10:00:00Z", "--touchpoint"],
  ])("%s differ in %s: refused", async (header, row, remedy) => {
    const { code, err } = await refused(header, row);
    if (remedy === null) expect(code).toBe(0);
    else {
      expect(code).toBe(1);
      expect(err).toMatch(/^error AMBIGUOUS_MAPPING: [^\n]*\n$/);
      expect(err).toContain(remedy);
    }
  });

  it("are resolved with a remark if they have the same values, or if only one has values", async () => {
    const same = await run(
      "import",
      file("log.csv", "user_id,event,timestamp,time\nu1,ad,2024-01-01T10:00:00Z,2024-01-01T10:00:00Z\n"),
      "--json",
    );
    expect(codesOf(same.json())).toEqual(["SETTLED_COLUMN"]);
    const empty = await run(
      "import",
      file("b.csv", "user_id,event,timestamp,time\nu1,ad,,2024-01-01T10:00:01Z\n"),
      "--json",
    );
    expect(empty.json<Report>().files[0]!.columns.at).toBe("time");
    expect(codesOf(empty.json())).toEqual(["SETTLED_COLUMN"]);
  });

  it("are refused or resolved depending on whether the first rows differ, whatever the columns", async () => {
    const fields = [
      ["customer", ["user_id", "User", "Customer ID"]],
      ["touchpoint", ["event", "Event name", "activity"]],
      ["at", ["timestamp", "time", "Date"]],
      ["value", ["Amount", "Revenue"]],
    ] as const;
    const cell = { customer: "u1", touchpoint: "ad", at: "2024-01-01T10:00:00Z", value: "5" };
    const other = { customer: "u2", touchpoint: "buy", at: "2024-01-02T10:00:00Z", value: "6" };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...fields),
        fc.boolean(),
        fc.integer({ min: 0, max: 4 }),
        async ([field, names], own, differsIn) => {
          const [a, b] = [names[0], names[1]];
          const rest = fields.filter(([name]) => name !== field).map(([name]) => name);
          const header = [...(own ? [field] : []), a, b, ...rest];
          const rows = Array.from({ length: 4 }, (_, i) => [
            ...(own ? [cell[field]] : []),
            cell[field],
            i === differsIn ? other[field] : cell[field],
            ...rest.map((name) => cell[name]),
          ]);
          const { code, err, out } = await run(
            "import",
            file("log.csv", [header, ...rows].map((row) => row.join(",")).join("\n")),
            "--dry-run",
            "--json",
          );
          const clash = !own && differsIn < 4;
          expect(code).toBe(clash ? 1 : 0);
          if (clash) expect(JSON.parse(err).error.code).toBe("AMBIGUOUS_MAPPING");
          else {
            const report = JSON.parse(out) as Report;
            expect(report.files[0]!.columns[field]).toBe(own ? field : a);
            expect(codesOf(report)).toEqual([own ? "OTHER_CANDIDATE" : "SETTLED_COLUMN"]);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("may serve two fields if the user says so", async () => {
    const log = file("log.csv", "who,what,when\nu1,ad,2024-01-01\n");
    await run(
      "import",
      log,
      "--customer",
      "who",
      "--journey",
      "who",
      "--touchpoint",
      "what",
      "--stage",
      "what",
      "--at",
      "when",
    );
    expect(await interactions()).toMatchObject([{ customer: "u1", journey: "u1", stage: "ad" }]);
  });
});

describe("common headers", () => {
  it.each([
    "Customer ID,Event name,Timestamp,Amount,Channel",
    "User,Event,Date,Revenue,Source",
    "customerId,eventName,datetime,value,channel",
  ])("%s are recognised", async (header) => {
    const { code } = await run("import", file("log.csv", `${header}\nu1,ad,2024-01-01T10:00:00Z,5,Web\n`));
    expect(code).toBe(0);
    expect(await interactions()).toMatchObject([{ customer: "u1", touchpointKey: "web/ad", value: 5 }]);
  });
});

describe("date and time in two columns", () => {
  it("are joined if they have the usual names", async () => {
    const report = await run("import", file("log.csv", "User,Event,Date,Time\nu1,ad,2024-01-07,9:12:58\n"), "--json");
    expect(codesOf(report.json())).toEqual(["DATE_AND_TIME"]);
    expect(await interactions()).toMatchObject([{ at: "2024-01-07T09:12:58.000Z" }]);
  });

  it("are joined if the user says so, in the given zone and format", async () => {
    const log = file("log.csv", "who;what;day;clock\nu1;ad;1/7/2024;9:12 PM\nu2;ad;2/7/2024;\n");
    const options = ["--customer", "who", "--touchpoint", "what", "--at", "day + clock", "--date-format", "DD/MM/YYYY"];
    expect((await run("import", log, ...options, "--zone", "Europe/Berlin")).code).toBe(0);
    expect((await interactions()).map(({ at }) => at)).toEqual([
      "2024-07-01T19:12:00.000Z",
      "2024-07-01T22:00:00.000Z",
    ]);
  });
});

describe("times", () => {
  it("that no clock writes are refused with a description of what they look like; ambiguous ones are not guessed", async () => {
    const log = file(
      "log.csv",
      "customer,touchpoint,at\nu1,ad,44927.5\nu2,ad,2024\nu3,ad,1\nu4,ad,1704639324\nu5,ad,1/7/2024 10:00\nu6,ad,2021-01-31 9:05:00\n",
    );
    const { code, json } = await run("import", log, "--json");
    expect(code).toBe(2);
    expect(json<Report>().rejected).toEqual({ AMBIGUOUS_TIME: 1, BAD_TIME: 3 });
    expect((await interactions()).map(({ at }) => at)).toEqual([
      "2024-01-07T14:55:24.000Z",
      "2021-01-31T09:05:00.000Z",
    ]);
    const excel = file("excel.csv", "customer,touchpoint,at\nu1,ad,44927.5\n");
    expect((await run("import", excel, "--epoch", "excel")).code).toBe(0);
  });
});

const OWN = `customer,touchpoint,at,outcome,id,value
u1,call,2024-01-01T10:00:00Z,Escalated,T-1,"12,50"
u1,call,2024-01-01T10:05:00Z,Closed,T-1,"1.234,00"
u2,call,2024-01-01T11:00:00Z,Escalated,T-2,
`;

describe("columns with a field's name and another meaning", () => {
  it("are left out with a remark and kept as attributes; bad values are left out and counted", async () => {
    const report = (await run("import", file("log.csv", OWN), "--json")).json<Report>();
    expect(report).toMatchObject({ rows: 3, accepted: 3, rejected: {} });
    expect(codesOf(report)).toEqual(["COLUMN_LEFT_OUT", "COLUMN_LEFT_OUT"]);
    expect(report.files[0]!.leftOutValues).toMatchObject([
      { field: "value", code: "BAD_NUMBER", count: 2, line: 2, examples: ["12,50", "1.234,00"] },
    ]);
    expect((await interactions()).map(({ attributes, value, outcome }) => ({ attributes, value, outcome }))).toEqual([
      { attributes: { id: "T-1", outcome: "Escalated" } },
      { attributes: { id: "T-1", outcome: "Closed" } },
      { attributes: { id: "T-2", outcome: "Escalated" } },
    ]);
  });

  it("have their values read with the decimal mark of the file", async () => {
    await run("import", file("log.csv", OWN), "--decimal", ",");
    expect((await interactions()).map(({ value }) => value)).toEqual([12.5, 1234, undefined]);
  });

  it("are the field if the user says so, and are ignored if the field is switched off", async () => {
    const said = await run("import", file("log.csv", OWN), "--outcome", "outcome", "--strict");
    expect(said.code).toBe(2);
    const off = (await run("import", file("b.csv", OWN), "--outcome", "=", "--id", "=", "--json")).json<Report>();
    expect(codesOf(off)).toEqual([]);
    expect((await interactions()).every(({ attributes }) => attributes === undefined)).toBe(true);
  });

  it("are the field as long as at most half of the known values are foreign, or 1 % of the ids repeat", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }), async (foreign, blank) => {
        const rows = Array.from({ length: 20 }, (_, i) => {
          const outcome = i >= 20 - blank ? "" : i < foreign ? "Escalated" : "FAILED";
          return `u${i},call,2024-01-01T10:00:00Z,${outcome}`;
        });
        const log = file("log.csv", ["customer,touchpoint,at,outcome", ...rows].join("\n"));
        const report = (await run("import", log, "--dry-run", "--json")).json<Report>();
        const known = 20 - blank;
        const bad = Math.min(foreign, known);
        expect("outcome" in report.files[0]!.columns).toBe(bad <= known / 2);
        expect(report).toMatchObject({ rows: 20, accepted: 20, rejected: {} });
        const left = report.files[0]!.leftOutValues.reduce((sum, { count }) => sum + count, 0);
        expect(left).toBe(bad <= known / 2 ? bad : 0);
      }),
      { numRuns: 40 },
    );
    const ids = (repeated: number) =>
      Array.from(
        { length: 200 },
        (_, i) => `u,call,2024-01-01T10:00:${String(i % 60).padStart(2, "0")}Z,${Math.max(0, i - repeated)},${i}`,
      );
    const left = async (repeated: number) => {
      const log = file("ids.csv", ["customer,touchpoint,at,id,sequence", ...ids(repeated)].join("\n"));
      return codesOf((await run("import", log, "--dry-run", "--json")).json()).includes("COLUMN_LEFT_OUT");
    };
    expect([await left(0), await left(2), await left(3)]).toEqual([false, false, true]);
  });
});

describe("a bad optional value", () => {
  const HEADER =
    "customer,touchpoint,at,channel,stage,value,cost,journey,caseId,initiatedBy,outcome,resolved,contextCarried,repeatedInfo,intendedChannel,referredBy,attributes";
  const GOOD = 'u1,ad,2024-01-01T10:00:00Z,Web,S,1,2,j,c,BRAND,FAILED,true,true,false,Phone,bob,"{""a"":1}"';
  const long = "k".repeat(600);
  const BAD = ["", "", "", long, long, "x", "x", long, "null", "NOBODY", "?", "?", "?", "?", long, long, "{"];

  it("is left out and its row is kept, in every field; with --strict the row is rejected", async () => {
    const names = HEADER.split(",");
    for (const [i, bad] of BAD.entries()) {
      if (bad === "") continue;
      const rows = [1, 2, 3].map((n) => GOOD.replace("u1", `u${n}`));
      const cells = GOOD.split(",").map((cell, c) => (c === i ? bad : cell));
      const log = file("log.csv", [HEADER, ...rows, cells.join(",")].join("\n"));
      const report = (await run("import", log, "--dry-run", "--json")).json<Report>();
      expect(report, names[i]!).toMatchObject({ rows: 4, accepted: 4, rejected: {} });
      expect(report.files[0]!.leftOutValues, names[i]!).toMatchObject([{ field: names[i], count: 1 }]);
      expect((await run("import", log, "--dry-run", "--json", "--strict")).json(), names[i]!).toMatchObject({
        accepted: 3,
      });
    }
  });
});

describe("customers that identify nobody", () => {
  it.each(["null", "NULL", "undefined", "NaN", "(not set)", "0", "000", "00000000-0000-0000-0000-000000000000", "N/A"])(
    "%s is refused",
    async (customer) => {
      const log = file("log.csv", `customer,touchpoint,at\n${customer},ad,2024-01-01\n`);
      expect((await run("import", log, "--json")).json<Report>().rejected).toEqual({ BAD_VALUE: 1 });
    },
  );

  it.each([["false"], ['{"id":7}'], ["[1]"], ["{}"]])("%s of JSON is refused", async (json) => {
    const log = file("log.ndjson", `{"customer":${json},"touchpoint":"ad","at":"2024-01-01"}\n`);
    expect((await run("import", log, "--json")).json<Report>().rejected).toEqual({ BAD_VALUE: 1 });
  });

  it.each(["Null Island", "nano", "007", "0x1", "10", "{3F2504E0-4F89-11D3-9A0C-0305E82C3301}", "None Such"])(
    "%s is somebody",
    async (customer) => {
      const log = file("log.csv", `customer,touchpoint,at\n${customer},ad,2024-01-01\n`);
      expect((await run("import", log, "--json")).json()).toMatchObject({ accepted: 1 });
    },
  );

  it("have blanks at their ends removed and counted", async () => {
    const log = file("log.csv", "customer,touchpoint,at\nu1 ,ad,2024-01-01\nu1,buy,2024-01-02\n");
    const report = (await run("import", log, "--json")).json<Report>();
    expect(codesOf(report)).toEqual(["TRIMMED_CUSTOMERS"]);
    expect((await run("status", "--json")).json()).toMatchObject({ customers: 1, journeys: 1 });
  });
});

it("keeps attributes of any name", async () => {
  const log = file("log.csv", "customer,touchpoint,at,__proto__,constructor\nu1,ad,2024-01-01,x,y\n");
  await run("import", log, "--attributes", "__proto__,constructor");
  const { attributes } = (await interactions())[0]! as { attributes: object };
  expect(Object.entries(attributes)).toEqual([
    ["__proto__", "x"],
    ["constructor", "y"],
  ]);
});

describe("the decisions at the first file of a name", () => {
  const day = (...outcomes: string[]) =>
    `customer,touchpoint,at,outcome\n${outcomes.map((outcome, i) => `u${i},call,2024-01-01T10:00:0${i}Z,${outcome}`).join("\n")}\n`;

  it("apply to the other files of the command, and a file that contradicts them is reported", async () => {
    const first = file("log-2024-01-01.csv", day("Escalated", "Closed"));
    const second = file("log-2024-01-02.csv", day("FAILED", "SUCCEEDED"));
    const report = (await run("import", first, second, "--json")).json<Report>();
    expect(report.files.map(({ remarks }) => remarks.map(({ code }) => code))).toEqual([
      ["COLUMN_LEFT_OUT"],
      ["COLUMN_LEFT_OUT", "CONTRADICTS_SAVED"],
    ]);
    expect((await interactions()).every(({ attributes }) => attributes !== undefined)).toBe(true);
  });

  it("are saved for later imports, with the complete mapping; the command line takes precedence", async () => {
    const first = file(
      "log-2024-01-01.csv",
      day("Escalated", "Closed").replace("customer", "User").replaceAll("2024-01-01T", "1/7/2024 "),
    );
    const options = ["--date-format", "DD/MM/YYYY", "--zone", "Europe/Berlin", "--channel", "=Phone"];
    const saving = await run("import", first, "--save-mapping", ...options, "--json");
    expect(codesOf(saving.json())).toEqual(["COLUMN_LEFT_OUT", "SAVED_MAPPING"]);
    const later = file(
      "log-2024-01-02.csv",
      day("FAILED", "SUCCEEDED").replace("customer", "User").replaceAll("2024-01-01T", "2/7/2024 "),
    );
    const report = (await run("import", later, "--json")).json<Report>();
    expect(codesOf(report)).toEqual(["SAVED_MAPPING", "CONTRADICTS_SAVED"]);
    expect((await interactions()).at(-1)).toMatchObject({
      touchpointKey: "phone/call",
      at: "2024-07-02T10:00:01.000Z",
      attributes: { outcome: "SUCCEEDED" },
    });
    const other = file(
      "log-2024-01-03.csv",
      day("FAILED").replace("customer", "User").replaceAll("2024-01-01T", "3/7/2024 "),
    );
    await run("import", other, "--outcome", "outcome");
    expect((await interactions()).find(({ outcome }) => outcome === "FAILED")).toBeDefined();
  });
});

describe("on a terminal", () => {
  const LOG = "who,what,when\nana,Visit,2024-01-01\nbob,Buy,2024-01-02\n";
  const asked = async (answers: string[]) => {
    let err = "";
    let out = "";
    const code = await runCommand(["import", file("log.csv", LOG)], {
      env: { DATA_DIR: join(folder, "data") },
      out: async (text) => void (out += text),
      err: (text) => void (err += text),
      now: () => NOW,
      terminal: true,
      goLast: () => {},
      ask: async () => answers.shift() ?? "",
    });
    return { code, out, err };
  };

  it("columns that are not recognised are shown with their content, and the user is asked for them", async () => {
    const { code, err } = await asked(["1", "nonsense", "what", "3"]);
    expect(code).toBe(0);
    expect(err).toContain('who   "ana", "bob"');
    expect(err).toContain("--touchpoint what");
    expect(err).toContain("Next time: --at when");
    expect(await interactions()).toHaveLength(2);
  });

  it("nothing is imported if nobody chooses", async () => {
    const { code, err } = await asked([""]);
    expect(code).toBe(1);
    expect(err).toContain("error BAD_MAPPING");
  });
});

describe("kinds that the brand sends", () => {
  const LOG = "customer,touchpoint,at\nana,Newsletter,2024-01-01\nana,Newsletter 2,2024-01-02\nana,Store,2024-01-03\n";
  const initiators = async () =>
    (await run("catalogue", "show", "--json"))
      .json<{ touchpoints: { initiatedBy: string }[] }>()
      .touchpoints.map(({ initiatedBy }) => initiatedBy);

  it.each([
    ["--brand", "Newsleter*", 'Did you mean "Newsletter" or "Newsletter 2"?'],
    ["--partner", "zzzzzzzzzzzz", "The kinds are Newsletter, Newsletter 2, Store."],
    ["--peer", "Stor", 'Did you mean "Store"?'],
  ])("refuses %s %s, which matches nothing, and records nothing", async (option, pattern, hint) => {
    const { code, err } = await run("import", file("log.csv", LOG), option, pattern);
    expect(code).toBe(1);
    expect(err).toBe(
      `error BAD_MAPPING: No kind in log.csv or in the catalogue matches "${pattern}" (${option.slice(2)}). ${hint} Patterns for kinds that only other files have can stand in a mapping file (--map).\n`,
    );
    expect((await run("status", "--json")).json()).toMatchObject({ version: 0, interactions: 0 });
    expect((await run("import", file("log.csv", LOG), option, pattern, "--dry-run")).err).toBe(err);
  });

  it("refuses a pattern that matches nothing before a catalogue is declared, and leaves no rejected rows", async () => {
    const log = file("log.csv", `${LOG}ana,Store,yesterday\n`);
    const catalogue = file("catalogue.yaml", "touchpoints:\n  - { key: web/newsflash, kind: Newsflash }\n");
    const given = ["import", log, "--catalogue", catalogue, "--brand"];
    const { code, err } = await run(...given, "Newsflsh");
    expect([code, err]).toEqual([1, expect.stringContaining('Did you mean "Newsflash"?')]);
    expect((await run("status", "--json")).json()).toMatchObject({ version: 0, interactions: 0 });
    expect((await run("catalogue", "show", "--json")).json<{ touchpoints: unknown[] }>().touchpoints).toEqual([]);
    expect(existsSync(`${log}.rejected.ndjson`)).toBe(false);
    expect((await run(...given, "Newsflash")).code).toBe(2);
    expect(existsSync(`${log}.rejected.ndjson`)).toBe(true);
  });

  it.each(["brand", "partner", "peer"])("refuses an empty --%s before the file is read", async (option) => {
    const { code, err } = await run("import", file("log.csv", LOG), `--${option}`, "");
    expect([code, err]).toEqual([
      1,
      `error BAD_ARGUMENT: \`--${option}\` is empty. Give a kind or a pattern, such as 'Newsletter*', or leave the option out.\n`,
    ]);
  });

  it("takes a pattern that matches a kind of the file, in any case, or of the catalogue", async () => {
    expect((await run("import", file("log.csv", LOG), "--brand", "newsLETTER*")).code).toBe(0);
    expect(await initiators()).toEqual(["BRAND", "BRAND", "CUSTOMER"]);
    const next = file("next.csv", "customer,touchpoint,at\nben,Store,2024-01-04\n");
    const report = (await run("import", next, "--brand", "Newsletter 2", "--json")).json<Report>();
    expect([report.accepted, codesOf(report)]).toEqual([1, []]);
  });

  it("remarks on a pattern of a mapping file, and of an import of several files", async () => {
    const map = file("map.yaml", "customer: customer\ntouchpoint: touchpoint\nat: at\nbrand: [Newsleter]\n");
    const remark =
      'No kind in log.csv or in the catalogue matches "Newsleter" (brand). Did you mean "Newsletter" or "Newsletter 2"?';
    const mapped = (await run("import", file("log.csv", LOG), "--map", map, "--json")).json<Report>();
    expect(mapped.files[0]!.remarks).toEqual([{ code: "NO_SUCH_KIND", message: remark }]);
    const both = [file("log.csv", LOG), file("other.csv", LOG.replaceAll("Newsletter", "Letter"))];
    const { code, out } = await run("import", ...both, "--brand", "Newsleter");
    expect([code, out.split("Newsleter").length - 1]).toEqual([0, 2]);
  });
});
