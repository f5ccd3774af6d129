// `throughline link FROM… --into KEY`: makes identities one, such as a cookie and a loyalty card. Or links many pairs
// from a CSV or NDJSON file with the columns `from` and `into`, in its order. The whole file is checked before anything
// is linked.
import type { Command } from "commander";
import { badFile } from "../ingest/badFile.js";
import { openInput } from "../ingest/input.js";
import { columnOf } from "../ingest/mapping.js";
import { recordReader } from "../ingest/records.js";
import { checkKey } from "../model/check.js";
import { ThroughlineError } from "../model/errors.js";
import { type Context, counted } from "./context.js";

interface Link {
  readonly from: string[];
  readonly into: string;
}

export function addLink(program: Command, context: Context): void {
  program
    .command("link")
    .description("join identities of one customer, whenever their rows arrive")
    .argument("[from...]", "keys that lead to the same customer")
    .option("--into <key>", "the key to keep")
    .option("--file <file>", "CSV or NDJSON with the columns from and into (- for standard input)")
    .addHelpText(
      "after",
      "\nExamples:\n  throughline link cookie-17 cookie-23 --into card-4\n  throughline link --file links.csv",
    )
    .action(async (from: string[], { into, file }: { into?: string; file?: string }) => {
      const links = file === undefined ? [linkOf(from, into)] : await readLinks(file, from, into);
      await context.withStore(async (store) => {
        let [customers, interactions, conflicts] = [0, 0, 0];
        for (const link of links) {
          const outcome = await store.link(link.from, link.into);
          customers += outcome.customers;
          interactions += outcome.interactions;
          conflicts += outcome.conflicts;
        }
        await context.out(
          `Linked: ${counted(customers, "customer")} changed, ${counted(interactions, "interaction")} moved, ${counted(conflicts, "conflict")} (where both had an id with other content, that of the key that stays was kept); version ${await store.version()}.\n`,
        );
      });
    });
}

function linkOf(from: string[], into: string | undefined): Link {
  if (from.length === 0 || into === undefined)
    throw new ThroughlineError("BAD_ARGUMENT", "There is nothing to link.", {
      at: into === undefined ? "into" : "from",
      remedy: "Write throughline link FROM… --into KEY, or --file links.csv.",
    });
  for (const [field, key] of [...from.map((key) => ["from", key] as const), ["into", into] as const]) {
    const problem = checkKey(field, key);
    if (problem !== null)
      throw new ThroughlineError("BAD_ARGUMENT", problem.message, { at: field, remedy: "Give another key." });
  }
  return { from, into };
}

async function readLinks(file: string, from: string[], into: string | undefined): Promise<Link[]> {
  if (from.length > 0 || into !== undefined)
    throw new ThroughlineError("BAD_ARGUMENT", "--file and keys on the command line exclude each other.", {
      at: "file",
      remedy: "Give one of them.",
    });
  const links: Link[] = [];
  let columns = { from: 0, into: 0 };
  const reader = recordReader(
    { file, delimiter: null, names: ["from", "into"] },
    {
      header({ header }) {
        columns = { from: columnOf("from", "from", header, file), into: columnOf("into", "into", header, file) };
        return header;
      },
      record(fields, _raw, _number, line) {
        const pair = { from: fields[columns.from]!, into: fields[columns.into]! };
        const problem = checkKey("from", pair.from) ?? checkKey("into", pair.into);
        if (problem !== null)
          throw badFile(file, `has a mistake in line ${line}: ${problem.message}`, "Correct it; nothing was linked.");
        // Consecutive pairs into one customer are one change. The order is kept, because a key may be linked further.
        const last = links[links.length - 1];
        if (last?.into === pair.into) last.from.push(pair.from);
        else links.push({ from: [pair.from], into: pair.into });
      },
      bad({ message }, _raw, _number, line) {
        throw badFile(file, `has a mistake in line ${line}: ${message}`, "Correct it; nothing was linked.");
      },
    },
  );
  for await (const chunk of openInput(file).chunks) reader.push(chunk);
  reader.end();
  return links;
}
