// A goal whose names do not occur in the store is kept, and the command that declares it reports this.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { runner } from "./run.js";

let folder: string;
let run: ReturnType<typeof runner>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "throughline-"));
  run = runner(join(folder, "data"));
});

const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const LOG = "customer,channel,touchpoint,time\nana,Web,Checkout,2026-01-01T09:00:00Z\n";

it.each([
  ["kinds: [Chekout]", 'the kind "Chekout", which no touchpoint has. Nearest: Checkout.'],
  ["channels: [web, Wep]", 'the channel "Wep", which the catalogue does not have. Nearest: Web.'],
  ["stages: [Buying]", 'the stage "Buying", which the catalogue does not have.'],
  [
    "touchpoints: [web/chekout]",
    'the touchpoint "web/chekout", which the catalogue does not have. Nearest: web/checkout',
  ],
])("a goal with %s warns when it is applied", async (selector, warning) => {
  await run("import", file("log.csv", LOG));
  const goal = file("goal.yaml", `goals: [{ key: bought, ${selector} }]\n`);
  const { code, out, err } = await run("catalogue", "apply", goal);
  expect([code, err]).toEqual([0, ""]);
  expect(out).toMatch(/^Declared .*1 goal.*\nnote: The goal "bought" names /);
  expect(out).toContain(warning);
  const { warnings } = (await run("catalogue", "apply", goal, "--json")).json<{ warnings: string[] }>();
  expect(warnings).toEqual([expect.stringContaining(warning)]);
});

it("a goal whose names all exist warns of nothing, by key, by name, and by a name that the same file declares", async () => {
  await run("import", file("log.csv", LOG));
  const goals = [
    "channels: [{ key: fax, name: Fax }]",
    "goals: [{ key: a, kinds: [Checkout] }, { key: b, kinds: [checkout] }, { key: c, channels: [Fax, web] }]",
  ];
  const { out } = await run("catalogue", "apply", file("goals.yaml", goals.join("\n")));
  expect(out).toMatch(/^Declared [^\n]*\n$/);
});

it("rules for rows are not declared, and the command says where they apply", async () => {
  const rules = file(
    "rules.yaml",
    "touchpointRules: [{ at: { property: { key: path, like: '/pay*' } }, kind: Payment }]\n",
  );
  const { warnings } = (await run("catalogue", "apply", rules, "--json")).json<{ warnings: string[] }>();
  expect(warnings).toEqual([expect.stringMatching(/^touchpointRules has 1 rule .*import --catalogue/)]);
});

it("a persona whose rule matches nobody, and a step that nobody meets, are notes once there is a log", async () => {
  const catalogue = file(
    "designs.yaml",
    `channels: [{ key: fax, name: Fax }]
touchpoints:
  - { key: web/checkout, kind: Checkout, channel: web }
  - { key: fax/letter, kind: Letter, channel: fax }
personas:
  - { key: buyer, rule: { touches: [{ touchpoints: [web/checkout] }] } }
  - { key: writer, rule: { touches: [{ touchpoints: [fax/letter] }] } }
blueprints:
  - key: design
    steps: [{ key: pay, at: [web/checkout] }, { key: write, at: [fax/letter] }]
`,
  );
  expect((await run("catalogue", "apply", catalogue)).out).not.toContain("note:");
  await run("import", file("log.csv", LOG));
  const { code, out } = await run("catalogue", "apply", catalogue);
  expect(code).toBe(0);
  expect(out.split("\n").filter((line) => line.startsWith("note:"))).toEqual([
    'note: line 7: The persona "writer": No customer matches the rule.',
    'note: line 10: The step "write" of the blueprint "design" has no interaction at its touchpoints.',
  ]);
});
