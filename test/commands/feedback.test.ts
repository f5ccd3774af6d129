// Tests of answers of customers on the command line: they are imported, reported, exported and imported again, taken
// back, and erased.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { runner } from "./run.js";

const LOG = `customer,channel,kind,time,id
ana,Store,Purchase,2026-01-02T10:00:00Z,i1
ana,Phone,Support call,2026-01-05T10:00:00Z,i2
bob,Store,Purchase,2026-01-03T10:00:00Z,i3
`;
const ANSWERS = `customer,touchpoint,time,id,csat,nps,ces,emotion,comment,interaction
ana,store/purchase,2026-01-03T09:00:00Z,a1,5,9,,1,"Quick, and friendly",
ana,phone/support-call,2026-01-05T10:30:00Z,a2,2,,3,-2,"Said ""twice"" the same",i2
bob,store/purchase,2026-01-04T09:00:00Z,a3,4,7,,,,
`;
const COLUMNS = [
  ...["--customer", "customer", "--touchpoint", "touchpoint", "--at", "time", "--id", "id", "--csat", "csat"],
  ...["--nps", "nps", "--ces", "ces", "--emotion", "emotion", "--comment", "comment", "--interaction", "interaction"],
];

let folder: string;
let run: ReturnType<typeof runner>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "throughline-"));
  run = runner(join(folder, "data"));
  expect((await run("import", file("log.csv", LOG), "--touchpoint", "kind")).code).toBe(0);
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const importAnswers = (text: string, ...more: string[]) =>
  run("import", "--kind", "feedback", file("answers.csv", text), ...COLUMNS, "--json", ...more);
async function exported(of = run): Promise<string> {
  const out = join(folder, `feedback-${Math.random()}.csv`);
  expect((await of("export", "feedback", "--format", "csv", "--out", out)).code).toBe(0);
  return readFileSync(out, "utf8");
}

describe("import --kind feedback", () => {
  it("takes its columns from a mapping file too, and the command line takes precedence", async () => {
    const answers = file(
      "odd.csv",
      "who,where,when,score,other,words\nana,store/purchase,2026-01-03T09:00:00Z,9,3,Good\n",
    );
    const map = file("map.yaml", "customer: who\ntouchpoint: where\nat: when\nnps: other\ncomment: words\n");
    const { code, err } = await run("import", "--kind", "feedback", answers, "--map", map, "--nps", "score");
    expect([code, err]).toEqual([0, ""]);
    expect(await exported()).toMatch(/,9,.*,Good/);
    const wrong = await run("import", file("again.csv", LOG), "--map", map);
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain("--kind feedback");
  });

  it("imports answers once, and an export of them is imported as the same answers", async () => {
    const first = await importAnswers(ANSWERS);
    expect([first.code, first.err]).toEqual([0, ""]);
    const before = await exported();
    expect(before.trimEnd().split("\n")).toHaveLength(4);
    await importAnswers(ANSWERS);
    expect(await exported()).toBe(before);

    const other = runner(join(folder, "other"));
    expect((await other("import", join(folder, "log.csv"), "--touchpoint", "kind")).code).toBe(0);
    const again = await other("import", "--kind", "feedback", file("exported.csv", before));
    expect([again.code, again.err]).toEqual([0, ""]);
    expect(await exported(other)).toBe(before);
  });

  it("changes nothing in a dry run, and rejects rows with their lines and reasons", async () => {
    const dry = await importAnswers(ANSWERS, "--dry-run");
    expect(dry.code).toBe(0);
    expect((await exported()).trimEnd().split("\n")).toHaveLength(1);
    const { code, json } = await importAnswers(`${ANSWERS}cyd,store/purchase,2026-01-04T09:00:00Z,a4,9,,,,,
ana,,2026-01-04T09:00:00Z,a5,3,,,,,
ana,store/purchase,soon,a6,3,,,,,
ana,store/purchase,2026-01-04T09:00:00Z,a7,,,,,,
`);
    expect(code).toBe(2);
    expect(json()).toMatchObject({
      files: [
        {
          rows: 7,
          accepted: 3,
          rejected: { BAD_NUMBER: 1, BAD_TIME: 1, MISSING_FIELD: 2 },
          firstRejected: [
            { code: "BAD_NUMBER", line: 5, field: "csat" },
            { code: "BAD_TIME", line: 7, field: "at" },
            { code: "MISSING_FIELD", line: 6 },
          ],
        },
      ],
    });
    const rejected = readFileSync(join(folder, "answers.csv.rejected.ndjson"), "utf8").trimEnd().split("\n");
    expect(rejected.map((row) => (JSON.parse(row) as { line: number }).line)).toEqual([5, 6, 7, 8]);
    expect((await exported()).trimEnd().split("\n")).toHaveLength(4);
  });

  it("goes with its import, and with its customer", async () => {
    const imported = await importAnswers(ANSWERS);
    expect(await exported()).toContain("Quick, and friendly");
    expect((await run("erase", "ana", "--yes")).code).toBe(0);
    const rest = await exported();
    expect(rest).not.toContain("Quick");
    expect(rest.trimEnd().split("\n")).toHaveLength(2);
    const { source } = imported.json<{ files: { source: number }[] }>().files[0]!;
    const forgotten = await run("forget", "--source", `${source}`);
    expect([forgotten.code, forgotten.err]).toEqual([0, ""]);
    expect((await exported()).trimEnd().split("\n")).toHaveLength(1);
  });
});
