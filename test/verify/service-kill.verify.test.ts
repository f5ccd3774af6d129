// Importers of the built output are killed at random moments while a service answers over GraphQL and a second importer
// runs, all on one folder. Every question is answered, and no number decreases. Once the files are imported completely,
// the export of the store equals, byte for byte, that of an undisturbed import of the whole log.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { createClient } from "../../src/client/client.js";
import { run, serve, WITHOUT_BUILD } from "../support/builtService.js";
import { random } from "../support/random.js";
import { BRAND, LOG, realLog } from "../support/shuffledLog.js";

const KILLS = Number(process.env.THROUGHLINE_KILLS ?? 50);
/** An import of one part takes about this many milliseconds, so most kills occur during it. */
const LONGEST = 1_200;
const CLI = resolve(import.meta.dirname, "../../dist/cli.js");
const why = existsSync(LOG) ? WITHOUT_BUILD : "../shared/data is absent";

describe.skipIf(why !== null)(`importers killed under a service${why === null ? "" : ` (skipped: ${why})`}`, () => {
  it(`${KILLS} kills: every question answered, nothing lost, nothing stored in part`, async () => {
    const next = random(11);
    const { folder, header, rows, write } = realLog();
    const named = rows.map((row, i) => `row-${i},${i},${row}`);
    const columns = `id,sequence,${header}`;
    const whole = write("whole.csv", [columns, ...named]);
    // Even rows go to the killed importers, and odd ones to the other. Both have the same customers.
    const part = (i: number, odd: number) => named.filter((_, n) => n % 2 === odd && Math.floor(n / 2) % KILLS === i);
    const killed = Array.from({ length: KILLS }, (_, i) => write(`killed-${i}.csv`, [columns, ...part(i, 0)]));
    const calm = Array.from({ length: KILLS }, (_, i) => write(`calm-${i}.csv`, [columns, ...part(i, 1)]));
    const env = { DATA_DIR: join(folder, "kill") };

    const service = await serve(env);
    const client = createClient({ url: `${service.url}/graphql` });
    let asking = true;
    let answers = 0;
    let largest = 0;
    const asker = (async () => {
      while (asking) {
        const { interactions } = await client.status();
        expect(interactions).toBeGreaterThanOrEqual(largest);
        largest = interactions;
        // Each journey has one transition to END, so their number equals the number of journeys. After an inconsistent
        // refresh, the two would differ.
        const { totals, edges } = await client.transitions({ first: 1_000 });
        const ends = edges.filter((edge) => edge.to.key === "END").reduce((sum, edge) => sum + edge.count, 0);
        expect(ends).toBe(totals.counted);
        answers++;
      }
    })();
    const second = (async () => {
      for (const file of calm) expect((await run(env, "import", file, ...BRAND)).code).toBe(0);
    })();

    let died = 0;
    for (const file of killed) {
      const importer = spawn(process.execPath, [CLI, "import", file, ...BRAND], {
        env: { ...process.env, ...env, NEO4J_URI: "" },
        stdio: "ignore",
      });
      const signal = ended(importer);
      await new Promise((wait) => setTimeout(wait, next() * LONGEST));
      importer.kill("SIGKILL");
      if ((await signal) === "SIGKILL") died++;
    }
    await second;
    for (const file of killed) expect((await run(env, "import", file, ...BRAND)).code).toBe(0);
    asking = false;
    await asker;
    expect((await client.status()).interactions).toBe(rows.length);
    await service.stop();

    const undisturbed = { DATA_DIR: join(folder, "whole") };
    expect((await run(undisturbed, "import", whole, ...BRAND)).code).toBe(0);
    for (const what of ["interactions", "journeys", "transitions"]) {
      const expected = await run(undisturbed, "export", what, "--format", "ndjson");
      expect(expected.out.length).toBeGreaterThan(1_000);
      expect((await run(env, "export", what, "--format", "ndjson")).out === expected.out).toBe(true);
    }
    console.log(`${KILLS} importers, ${died} killed before their end; ${answers} pairs of questions answered`);
    expect(died).toBeGreaterThan(KILLS / 4);
  });
});

function ended(child: ChildProcess): Promise<NodeJS.Signals | null> {
  return new Promise((done) => child.on("close", (_code, signal) => done(signal)));
}
