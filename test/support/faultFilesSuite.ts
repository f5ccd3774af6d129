// The small inputs under ../shared/data/faults give the results that the README there states. Each input is imported by
// the built command into an empty store, and read back through GraphQL over HTTP from the built service. The suite runs
// on the embedded store and on Neo4j.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ImportReport } from "../../src/ingest/report.js";
import { run, serve, WITHOUT_BUILD } from "./builtService.js";
import { SHARED } from "./handCases.js";

const FAULTS = resolve(SHARED, "data/faults");
const WITHOUT_FILES = WITHOUT_BUILD ?? (existsSync(FAULTS) ? null : `there is no ${FAULTS}`);

export interface FaultyFilesStore {
  readonly name: string;
  /** The reason why the store cannot be tested; null if it can. */
  readonly without: string | null;
  /** The variables that select the store, beside DATA_DIR. */
  readonly env: Readonly<Record<string, string>>;
  /** Removes everything that is not in DATA_DIR. */
  empty(): Promise<void>;
}

const WHOLE = `{
  status { customers journeys interactions touchpoints }
  sources { report }
  customers(first: 20) {
    nodes { key journeys { nodes { length interactions { nodes { at sequence value outcome attributes touchpoint { key kind } } } } } }
  }
  transitions { edges { from { key label } to { key label } count } }
}`;

interface Whole {
  readonly status: {
    readonly customers: number;
    readonly journeys: number;
    readonly interactions: number;
    readonly touchpoints: number;
  };
  readonly sources: readonly { readonly report: Omit<ImportReport, "rejectsFile"> }[];
  readonly customers: {
    readonly nodes: readonly {
      readonly key: string;
      readonly journeys: {
        readonly nodes: readonly {
          readonly length: number;
          readonly interactions: { readonly nodes: readonly Interaction[] };
        }[];
      };
    }[];
  };
  readonly transitions: {
    readonly edges: readonly {
      readonly from: { readonly key: string; readonly label: string };
      readonly to: { readonly key: string; readonly label: string };
      readonly count: number;
    }[];
  };
}

interface Interaction {
  readonly at: string;
  readonly sequence: number | string;
  readonly value: number | null;
  readonly outcome: string | null;
  readonly attributes: Record<string, unknown> | null;
  readonly touchpoint: { readonly key: string; readonly kind: string };
}

export function testFaultyFiles({ name, without, env: variables, empty }: FaultyFilesStore): void {
  const why = without ?? WITHOUT_FILES;
  describe.skipIf(why !== null)(`files that go wrong, ${name}${why === null ? "" : ` (skipped: ${why})`}`, () => {
    let folder: string;
    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), "throughline-faults-"));
      await empty();
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    const env = () => ({ ...variables, DATA_DIR: join(folder, "data") });
    const startAgain = async () => {
      rmSync(join(folder, "data"), { recursive: true, force: true });
      await empty();
    };
    /** A copy, because rejected rows are written beside the file. */
    const copy = (name: string, change: (text: string) => string = (text) => text) => {
      writeFileSync(join(folder, name), change(readFileSync(join(FAULTS, name), "utf8")));
      return join(folder, name);
    };
    const load = async (file: string, ...options: string[]) => {
      const dry = await run(env(), "import", file, "--json", "--dry-run", ...options);
      const { code, out, err } = await run(env(), "import", file, "--json", ...options);
      expect(dry.code).toBe(code);
      if (code === 1) return { code, error: (JSON.parse(err) as { error: { code: string; remedy: string } }).error };
      const report = (JSON.parse(out) as { files: ImportReport[] }).files[0]!;
      const { accepted, duplicates, replaced, conflicts, statements, rejectedRows } = report;
      expect(accepted + duplicates + replaced + conflicts + statements + rejectedRows).toBe(report.rows);
      const dryReport = (JSON.parse(dry.out) as { files: ImportReport[] }).files[0]!;
      const times = { seconds: 0, rowsPerSecond: 0, dataVersion: 0, source: null, dryRun: true };
      expect({ ...dryReport, ...times }).toEqual({ ...report, ...times });
      return { code, report };
    };
    const rejects = (file: string) =>
      readFileSync(`${file}.rejected.ndjson`, "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as { code: string; reason: string; line: number });
    const ask = async (): Promise<Whole> => {
      const service = await serve(env());
      try {
        const response = await fetch(`${service.url}/graphql`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ query: WHOLE }),
        });
        const { data, errors } = (await response.json()) as { data: Whole; errors?: unknown };
        expect(errors).toBeUndefined();
        return data;
      } finally {
        await service.stop();
      }
    };
    const interactionsOf = ({ customers }: Whole) =>
      customers.nodes
        .flatMap(({ key, journeys }) =>
          journeys.nodes.flatMap(({ interactions }) =>
            interactions.nodes.map((interaction) => ({ customer: key, ...interaction })),
          ),
        )
        .sort((a, b) => (a.customer < b.customer ? -1 : a.customer > b.customer ? 1 : 0));
    const stepsOf = ({ transitions }: Whole) =>
      transitions.edges
        .filter(({ from, to }) => from.key !== "START" && to.key !== "END")
        .map(({ from, to, count }) => `${from.label} → ${to.label} ${count}`)
        .sort();
    const codesOf = (report: ImportReport | undefined) => report!.remarks.map(({ code }) => code);

    it("case-log.csv: two journeys, one of each case", async () => {
      const { report } = await load(copy("case-log.csv"));
      expect(codesOf(report)).toEqual(["CASE_LOG"]);
      const whole = await ask();
      expect(whole.status).toMatchObject({ customers: 2, journeys: 2, interactions: 5 });
      expect(whole.customers.nodes.map(({ key }) => key).sort()).toEqual(["F-1", "F-2"]);
      expect(stepsOf(whole)).toEqual(["Create Fine → Payment 1", "Create Fine → Send Fine 1", "Send Fine → Payment 1"]);
    });

    it("big-ids.ndjson: two customers with the ids as written, and no transition", async () => {
      await load(copy("big-ids.ndjson"));
      const whole = await ask();
      expect(whole.customers.nodes.map(({ key }) => key).sort()).toEqual([
        "12345678901234567890",
        "12345678901234567891",
      ]);
      expect(stepsOf(whole)).toEqual([]);
    });

    it("big-sequence.csv: sequences as written", async () => {
      await load(copy("big-sequence.csv"));
      const whole = await ask();
      expect(interactionsOf(whole).map(({ sequence }) => sequence)).toEqual([6595101025, 6595101026]);
      expect(stepsOf(whole)).toEqual(["ad → buy 1"]);
    });

    it("no-clock-writes-this.csv: three are refused and told what they look like, the fourth is an epoch", async () => {
      const file = copy("no-clock-writes-this.csv");
      expect(await load(file)).toMatchObject({ code: 2, report: { accepted: 1, rejected: { BAD_TIME: 3 } } });
      const [excel, year, none] = rejects(file).map(({ reason }) => reason);
      expect(excel).toContain("Excel");
      expect(excel).toContain("2023-01-01");
      expect(year).toContain("year");
      expect(none).toContain("no clock writes");
      const whole = await ask();
      expect(interactionsOf(whole).map(({ customer, at }) => [customer, at])).toEqual([
        ["u4", "2024-01-07T14:55:24.000Z"],
      ]);
      expect(whole.sources[0]!.report).toMatchObject({ facts: { first: "2024-01-07T14:55:24.000Z" }, rejectedRows: 3 });
    });

    it("times.csv: four are read, the fifth is ambiguous until --date-format says what it means", async () => {
      const file = copy("times.csv");
      expect(await load(file)).toMatchObject({ code: 2, report: { accepted: 4, rejected: { AMBIGUOUS_TIME: 1 } } });
      expect(rejects(file)).toMatchObject([{ line: 6, reason: expect.stringContaining("--date-format") }]);
      expect(interactionsOf(await ask()).map(({ at }) => at)).toEqual([
        "2021-01-31T09:05:00.000Z",
        "2021-01-31T11:00:00.000Z",
        "2021-01-31T10:00:00.000Z",
        "2021-01-31T10:00:00.000Z",
      ]);
    });

    it.each(["two-candidates.csv", "one-name-twice.csv"])(
      "%s: refused if the values differ, settled with a line if they do not",
      async (name) => {
        expect(await load(copy(name))).toMatchObject({ code: 1, error: { code: "AMBIGUOUS_MAPPING" } });
        const equal = copy(name, (text) => text.replace("2024-01-05", "2024-01-01"));
        const { code, report } = await load(equal);
        expect([code, codesOf(report)]).toEqual([0, ["SETTLED_COLUMN"]]);
        expect(interactionsOf(await ask())).toMatchObject([{ customer: "u1", at: "2024-01-01T10:00:00.000Z" }]);
      },
    );

    it("own-meaning.csv: three interactions; outcome and id are attributes, decimal commas left out or read", async () => {
      const file = copy("own-meaning.csv");
      const { code, report } = await load(file);
      expect([code, codesOf(report)]).toEqual([0, ["COLUMN_LEFT_OUT", "COLUMN_LEFT_OUT"]]);
      expect(report!.leftOutValues).toMatchObject([{ field: "value", count: 2 }]);
      const whole = await ask();
      expect(interactionsOf(whole).map(({ attributes, value, outcome }) => [attributes, value, outcome])).toEqual([
        [{ id: "T-1", outcome: "Escalated" }, null, null],
        [{ id: "T-1", outcome: "Closed" }, null, null],
        [{ id: "T-2", outcome: "Escalated" }, null, null],
      ]);
      await startAgain();
      expect((await load(file, "--decimal", ",")).report).toMatchObject({ accepted: 3, leftOutValues: [] });
      expect(interactionsOf(await ask()).map(({ value }) => value)).toEqual([12.5, 1234, null]);
    });

    it("wrapped.json: two interactions", async () => {
      const { report } = await load(copy("wrapped.json"));
      expect(report).toMatchObject({ rows: 2, accepted: 2, format: "json" });
      expect(codesOf(report)).toEqual(["DOCUMENT"]);
      const whole = await ask();
      expect(whole.status).toMatchObject({ customers: 1, journeys: 1, interactions: 2 });
      expect(stepsOf(whole)).toEqual(["ad → buy 1"]);
    });

    it("slugs.csv: six touchpoints and five transitions, none to itself", async () => {
      const { report } = await load(copy("slugs.csv"));
      expect(report!.mergedNames).toEqual([]);
      const whole = await ask();
      expect(whole.status.touchpoints).toBe(6);
      expect(new Set(interactionsOf(whole).map(({ touchpoint }) => touchpoint.key)).size).toBe(6);
      expect(stepsOf(whole)).toEqual([
        "/a/b → /a-b 1",
        "C# → /a/b 1",
        "C++ → C# 1",
        "Rating + → Rating - 1",
        "Rating - → C++ 1",
      ]);
    });

    it("nobody.ndjson: four are refused with a reason, two rows are of one customer", async () => {
      const file = copy("nobody.ndjson");
      const { code, report } = await load(file);
      expect(code).toBe(2);
      expect(report).toMatchObject({ accepted: 2, rejectedRows: 4, facts: { customers: 1 } });
      expect(codesOf(report)).toEqual(["TRIMMED_CUSTOMERS"]);
      for (const { reason } of rejects(file)) expect(reason).toContain("customer");
      const whole = await ask();
      expect(whole.customers.nodes.map(({ key }) => key)).toEqual(["u1"]);
      expect(stepsOf(whole)).toEqual(["ad → buy 1"]);
    });

    it("proto.csv: both attributes are texts", async () => {
      await load(copy("proto.csv"), "--attributes", "__proto__,constructor");
      const [interaction] = interactionsOf(await ask());
      expect(Object.entries(interaction!.attributes!)).toEqual([
        ["__proto__", "x"],
        ["constructor", "y"],
      ]);
    });

    it("session-cut.csv: one journey of one customer; exported-again.csv adds nothing but one declaration", async () => {
      expect(await load(copy("session-cut.csv"))).toMatchObject({
        code: 0,
        report: { accepted: 3, declarations: 1, named: 0, sharedDevices: [] },
      });
      const before = (await ask()).customers.nodes;
      expect(before).toMatchObject([{ key: "u1", journeys: { nodes: [{ length: 3 }] } }]);
      const { code, out } = await run(env(), "import", copy("exported-again.csv"), "--json");
      expect(code).toBe(0);
      expect((JSON.parse(out) as { files: ImportReport[] }).files[0]).toMatchObject({
        accepted: 0,
        duplicates: 3,
        conflicts: 0,
        declarations: 1,
        named: 1,
      });
      expect((await ask()).customers.nodes).toEqual(before);
    });

    it("segment.ndjson: one customer with three interactions in one journey, exact numbers and traits", async () => {
      const { code, report } = await load(copy("segment.ndjson"));
      expect(code).toBe(0);
      expect(report).toMatchObject({ rows: 4, accepted: 3, statements: 1, rejectedRows: 0 });
      const whole = await ask();
      expect(whole.customers.nodes).toMatchObject([{ key: "u1", journeys: { nodes: [{ length: 3 }] } }]);
      expect(stepsOf(whole)).toEqual(["Ad Clicked → Order Completed 1", "Home → Ad Clicked 1"]);
      const [home, , order] = interactionsOf(whole);
      expect(home!.attributes).toEqual({ context: { campaign: { name: "spring" } } });
      expect(order).toMatchObject({ value: 12.5, attributes: { orderId: "9007199254740993" } });
      const person = JSON.parse((await run(env(), "export", "person", "a1")).out) as Record<string, unknown>;
      expect(person).toMatchObject({
        customer: "u1",
        identities: ["u1", "a1"],
        attributes: { plan: "gold" },
        declarations: [{ anonymous: "a1", customer: "u1", rows: true, sources: [1] }],
      });
    });

    it("linked.csv: equal ids and journey keys of two devices stay apart, exported and imported again byte for byte", async () => {
      for (const change of [
        (text: string) => text,
        // The file is imported without its journey column.
        (text: string) => text.replace(",journey,", ",").replace(/^(device-.,\d),1,/gm, "$1,"),
      ]) {
        await startAgain();
        await load(copy("linked.csv", change));
        const alone = (await run(env(), "export", "interactions")).out;
        await run(env(), "link", "device-A", "device-B", "--into", "user-1");
        const whole = await ask();
        expect(whole.status).toMatchObject({ customers: 1, interactions: 4 });
        const exported = (await run(env(), "export", "interactions", "--format", "csv")).out;
        writeFileSync(join(folder, "exported.csv"), exported);
        writeFileSync(join(folder, "links.csv"), (await run(env(), "export", "links", "--format", "csv")).out);
        const other = { DATA_DIR: join(folder, "other") };
        rmSync(other.DATA_DIR, { recursive: true, force: true });
        expect((await run(other, "import", join(folder, "exported.csv"))).code).toBe(0);
        await run(other, "link", "--file", join(folder, "links.csv"));
        expect((await run(other, "export", "interactions", "--format", "csv")).out).toBe(exported);
        for (const device of ["device-A", "device-B"]) await run(env(), "unlink", device, "--into", "user-1");
        expect((await run(env(), "export", "interactions")).out).toBe(alone);
      }
    }, 60_000);
  });
}
