// `throughline link FROM… --into KEY`: makes identities one customer, such as a cookie and a loyalty card. With
// `--file`, it links many pairs from a CSV or NDJSON file with the columns `from` and `into`. The whole file is checked
// before anything is linked. `throughline unlink FROM --into KEY` removes a pair again.
import type { Command } from "commander";
import type { GraphStore } from "../graph/store.js";
import { badFile } from "../ingest/badFile.js";
import { openInput } from "../ingest/input.js";
import { columnOf } from "../ingest/mapping/mapping.js";
import { recordReader } from "../ingest/records.js";
import { checkKey } from "../model/check.js";
import { ThroughlineError } from "../model/errors.js";
import { type Context, count, counted, jsonText } from "./context.js";

/**
 * The number of keys that are looked up together, and the largest number of unknown keys that the report names. A file
 * may have a million keys.
 */
const LOOK_UP = 100;
const NAMED = 5;

interface Link {
  readonly from: string[];
  readonly into: string;
}

export function addLink(program: Command, context: Context): void {
  program
    .command("link")
    .description("make identities one customer, for earlier and later rows")
    .argument("[from...]", "identities that are the same customer")
    .option("--into <key>", "the identity to link them into")
    .option("--file <file>", "CSV or NDJSON with the columns from and into (- for standard input)")
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  throughline link cookie-17 cookie-23 --into card-4\n  throughline link --file links.csv\n\nEach interaction keeps the identity it was recorded under, and `throughline unlink` undoes a link.\nYou can also link a key that is in no row yet. Rows that arrive under this key later belong to the linked customer.",
    )
    .action(async (from: string[], { into, file, json }: { into?: string; file?: string; json?: boolean }) => {
      const links = file === undefined ? [linkOf(from, into)] : await readLinks(file, from, into);
      await context.withStore(async (store) => {
        const unknown = await unknownKeys(store, links);
        let [customers, interactions] = [0, 0];
        for (const link of links) {
          const outcome = await store.link(link.from, link.into);
          customers += outcome.customers;
          interactions += outcome.interactions;
        }
        const version = await store.version();
        if (json) return context.out(jsonText({ version, customers, interactions, unknown }));
        await context.out(
          `Linked: ${counted(customers, "customer")} changed, ${counted(interactions, "interaction")} moved; version ${version}.\n${unknownText(unknown)}`,
        );
      });
    });
}

export function addUnlink(program: Command, context: Context): void {
  program
    .command("unlink")
    .description("remove a link, as if it had never been made")
    .argument("<from>", "the identity that was linked")
    .requiredOption("--into <key>", "the identity that it was linked into")
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      "\nExample:\n  throughline unlink cookie-17 --into card-4\n\n`throughline export links` lists the links.",
    )
    .action(async (from: string, { into, json }: { into: string; json?: boolean }) => {
      linkOf([from], into);
      await context.withExistingStore(async (store) => {
        const outcome = await store.unlink(from, into);
        if (json) return context.out(jsonText(outcome));
        if (!outcome.found) {
          context.exitWith(1);
          return context.out(`There is no link from "${from}" into "${into}".\n`);
        }
        await context.out(
          `Unlinked: ${counted(outcome.customers, "customer")} changed, ${counted(outcome.interactions, "interaction")} moved; version ${outcome.version}.\n`,
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

/** Returns the keys that are unknown to the store, in the given order, each once. */
async function unknownKeys(store: GraphStore, links: readonly Link[]): Promise<string[]> {
  const keys = [...new Set(links.flatMap(({ from, into }) => [...from, into]))];
  const unknown: string[] = [];
  for (let at = 0; at < keys.length; at += LOOK_UP) {
    const part = keys.slice(at, at + LOOK_UP);
    const found = await store.customers(part);
    unknown.push(...part.filter((_, i) => found[i] === null));
  }
  return unknown;
}

function unknownText(keys: readonly string[]): string {
  if (keys.length === 0) return "";
  const names = keys.slice(0, NAMED).map((key) => `"${key}"`);
  const more = keys.length - names.length;
  const list = more > 0 ? `${names.join(", ")} and ${count(more)} more` : names.join(", ");
  return `Not known yet: ${list}. The link is kept: rows recorded under ${keys.length === 1 ? "this key" : "these keys"} later belong to the customer that ${keys.length === 1 ? "it leads" : "they lead"} to. If this is a typing error, link the right key.\n`;
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
        // Consecutive pairs with the same `into` are linked in one change.
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
