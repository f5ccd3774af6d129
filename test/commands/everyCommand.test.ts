// Tests rules that every command of the program must satisfy, including new ones: its help has an example, and it
// accepts `--json` and then reports errors as JSON.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { beforeEach, describe, expect, it } from "vitest";
import { commandLine, errorJson, usualSurroundings } from "../../src/commands/program.js";
import { runner } from "./run.js";

/** Commands without `--json`, with the reasons. */
const WITHOUT_JSON: Readonly<Record<string, string>> = {
  start: "runs until it is told to stop",
  serve: "runs until it is told to stop",
  demo: "runs until it is told to stop",
  schema: "its output is a GraphQL schema",
};

function leaves(command: Command, path: readonly string[]): { path: readonly string[]; command: Command }[] {
  if (command.commands.length === 0) return [{ path, command }];
  return command.commands.flatMap((inner) => leaves(inner, [...path, inner.name()]));
}

const ALL = leaves(commandLine(usualSurroundings(), () => {}).program, []);
const NAMES = ALL.map(({ path }) => path.join(" "));
const WITH_JSON = ALL.filter(({ path }) => !(path.join(" ") in WITHOUT_JSON));

let folder: string;
let run: ReturnType<typeof runner>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "throughline-"));
  run = runner(join(folder, "data"));
});

describe("every command", () => {
  it("is found, and exceptions are commands", () => {
    expect(NAMES).toEqual(expect.arrayContaining(["import", "catalogue show", "explain routes", "erase"]));
    expect(Object.keys(WITHOUT_JSON).filter((name) => !NAMES.includes(name))).toEqual([]);
  });

  it.each(NAMES)("%s has help with an example", async (name) => {
    const { code, out } = await run(...name.split(" "), "--help");
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`\\nExamples?:\\n(  .*\\n)*?  (.*\\| )?throughline ${name}`));
  });

  it.each(WITH_JSON)("$path has --json", ({ command }) => {
    expect(command.options.map(({ long }) => long)).toContain("--json");
  });

  it.each(NAMES)("%s reports a failure as JSON when --json is given, with the same exit code", async (name) => {
    const argv = [...name.split(" "), "--no-such-option"];
    const [text, json] = [await run(...argv), await run(...argv, "--json")];
    expect([text.code, json.code, json.out]).toEqual([1, 1, ""]);
    const { error } = JSON.parse(json.err) as { error: Record<string, string | null> };
    expect(Object.keys(error)).toEqual(["code", "message", "at", "remedy", "allowed"]);
    expect(error).toMatchObject({ code: "BAD_ARGUMENT", at: expect.any(String), allowed: null });
    expect(text.err).toBe(`error ${error.code}: ${error.message} ${error.remedy}\n`);
  });
});

describe("--json", () => {
  const LOG =
    "customer,touchpoint,at,channel\ncookie-1,Ad,2024-01-01,Web\ncard-1,Buy,2024-01-02,Store\ncard-2,Buy,2024-01-03,Store\n";
  beforeEach(async () => {
    writeFileSync(join(folder, "log.csv"), LOG);
    await run("import", join(folder, "log.csv"));
  });

  it("of the commands that change something contains the result", async () => {
    const version = expect.any(Number);
    expect((await run("link", "cookie-1", "cookie-9", "--into", "card-1", "--json")).json()).toEqual({
      version,
      customers: 2,
      interactions: 1,
      unknown: ["cookie-9"],
    });
    expect((await run("erase", "card-2", "--yes", "--json")).json()).toEqual({
      version,
      identities: ["card-2"],
      joining: [],
      interactions: 1,
      answers: 0,
    });
    expect((await run("forget", "--source", "1", "--json")).json()).toMatchObject({
      source: 1,
      version,
      customers: 1,
      interactions: 2,
    });
    writeFileSync(join(folder, "catalogue.yaml"), "channels: [{ name: Web, medium: ONLINE }]\n");
    const to = join(folder, "out.csv");
    expect((await run("export", "interactions", "--format", "csv", "--out", to, "--json")).json()).toEqual({
      rows: 0,
      file: to,
    });
    const applied = (await run("catalogue", "apply", join(folder, "catalogue.yaml"), "--json")).json();
    expect(applied).toMatchObject({ version, changed: true, channels: 1, goals: 0 });
  });

  it("of a failure contains the place, the remedy and the allowed values", async () => {
    const { code, out, err } = await run("erase", "nobody", "--json");
    expect([code, out]).toEqual([1, ""]);
    expect(JSON.parse(err)).toEqual({
      error: {
        code: "NOT_FOUND",
        message: "There is no customer with this key.",
        at: "key",
        remedy: "Check the key.",
        allowed: null,
      },
    });
    expect(JSON.parse(errorJson(Object.assign(new Error("x"), { code: "ENOENT", path: "/a" }))).error).toMatchObject({
      code: "BAD_FILE",
      at: "/a",
    });
    expect(JSON.parse((await run("export", "everything", "--json")).err).error).toMatchObject({
      at: "what",
      allowed: ["interactions", "feedback", "journeys", "transitions", "links", "declarations", "person"],
    });
    // An argument after -- is a key, not an option.
    expect((await run("erase", "--", "--json")).err).toMatch(/^error NOT_FOUND: /);
  });
});

describe("link of a key under which nothing has been recorded", () => {
  it("reports this and keeps the link, and later rows go to the customer", async () => {
    writeFileSync(join(folder, "log.csv"), "customer,touchpoint,at,channel\ncard-1,Buy,2024-01-02,Store\n");
    await run("import", join(folder, "log.csv"));
    const { code, out } = await run("link", "cookie-1", "--into", "card-1");
    expect(code).toBe(0);
    expect(out).toMatch(
      /^Linked: 0 customers changed, .*\nNot known yet: "cookie-1"\. The link is kept: .* later .*\n$/,
    );
    writeFileSync(join(folder, "more.csv"), "customer,touchpoint,at,channel\ncookie-1,Ad,2024-01-01,Web\n");
    await run("import", join(folder, "more.csv"));
    expect((await run("status", "--json")).json()).toMatchObject({ customers: 1, interactions: 2 });
    expect((await run("link", "cookie-1", "--into", "card-1")).out).not.toContain("Not known");
  });

  it("names at most five", async () => {
    const lines = Array.from({ length: 250 }, (_, i) => `cookie-${i},card-1\n`).join("");
    writeFileSync(join(folder, "links.csv"), `from,into\n${lines}`);
    const { out } = await run("link", "--file", join(folder, "links.csv"));
    expect(out).toContain('"cookie-3", "cookie-4" and 246 more. ');
  });
});
