// `throughline export journeys|interactions|feedback|transitions|links|declarations`: exports rows in a fixed order, so
// that every store gives the same bytes. Interactions are ordered by customer, time, sequence, id and identity. Answers
// are ordered by customer, time, id and identity. Journeys are ordered by key, and all other rows by their two keys.
// Texts are compared in code-point order. `throughline export person KEY` writes everything about one customer. Memory
// does not grow with the store: customers are streamed, sorted with temporary files, and written one after another.
import { chmodSync, closeSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { Argument, type Command, Option } from "commander";
import type { GraphStore } from "../graph/store.js";
import { removedAtExit } from "../ingest/scratch.js";
import { ThroughlineError } from "../model/errors.js";
import { compareKeys } from "../model/keys.js";
import { type Context, counted, jsonText } from "./context.js";
import { personText } from "./exportPerson.js";
import {
  answerRows,
  COLUMNS,
  type Format,
  headerLine,
  interactionRows,
  journeyRow,
  Names,
  type Row,
  rowLine,
  transitionRow,
  type What,
} from "./exportRows.js";
import { Sorter } from "./sorter.js";
import { exitWhenTold } from "./stopSignals.js";

const PERSON = "person";
/** The word for a row, if it is not the singular of the name of the export. */
const ROW_OF: Readonly<Partial<Record<What | typeof PERSON, string>>> = { person: "interaction", feedback: "answer" };

interface ExportOptions {
  readonly format: Format;
  readonly out?: string;
  readonly json?: boolean;
}

/** The number of characters written at once. */
const PIECE_CHARACTERS = 1 << 16;

export function addExport(program: Command, context: Context): void {
  program
    .command("export")
    .description(
      "write interactions, feedback, journeys, transitions, links, declarations or one person, sorted and reproducible",
    )
    .addArgument(new Argument("<what>", "what a row is, or a person").choices([...Object.keys(COLUMNS), PERSON]))
    .argument("[key]", "for a person: the customer's key, or that of one of its identities")
    .addOption(new Option("--format <format>", "format").choices(["ndjson", "csv"]).default("ndjson"))
    .option("--out <file>", "file to write; standard output if not given")
    .option("--json", "report as JSON (--format decides the format of the rows)")
    .addHelpText(
      "after",
      "\nExamples:\n  throughline export interactions --format csv --out interactions.csv     # can be imported again\n  throughline export feedback --format csv --out feedback.csv             # for throughline import --kind feedback\n  throughline export transitions --format csv | head\n  throughline export links --format csv --out links.csv                   # for throughline link --file\n  throughline export declarations --format csv --out declarations.csv     # for throughline import --kind declarations\n  throughline export person card-1041 --out card-1041.json                # everything of all identities",
    )
    .action((what: What | typeof PERSON, key: string | undefined, options: ExportOptions) =>
      context.withExistingStore(async (store, { dataDir }) => {
        const { format, out, json } = options;
        if ((what === PERSON) !== (key !== undefined))
          throw new ThroughlineError("BAD_ARGUMENT", "A key is given for a person, and only for a person.", {
            at: "key",
            remedy: "Write throughline export person KEY.",
          });
        const goOn = exitWhenTold();
        const target = out === undefined ? standardOutput(context) : fileOutput(out);
        try {
          const counter = { rows: 0 };
          if (what === PERSON) {
            const person = await personText(store, key!);
            counter.rows = person.interactions;
            await target.write(person.text);
          } else {
            await target.write(headerLine(what, format));
            for await (const text of exportLines(store, what, format, dataDir, counter)) await target.write(text);
          }
          await target.finish();
          if (out === undefined) return;
          const { rows } = counter;
          await context.out(
            json
              ? jsonText({ rows, file: out })
              : `${counted(rows, ROW_OF[what] ?? what.slice(0, -1))} written to ${out}.\n`,
          );
        } catch (error) {
          target.giveUp();
          throw error;
        } finally {
          goOn();
        }
      }),
    );
}

/** Yields texts that consist of whole lines. The number of rows is added to `counter`. */
export async function* exportLines(
  store: GraphStore,
  what: What,
  format: Format,
  dataDir: string,
  counter: { rows: number },
): AsyncIterable<string> {
  if (what === "transitions") {
    const edges = (await store.edges()).sort((a, b) => compareKeys(a.from, b.from) || compareKeys(a.to, b.to));
    counter.rows += edges.length;
    for (const edge of edges) yield rowLine(what, transitionRow(edge), format);
    return;
  }
  const names = new Names(await store.catalogue());
  const sorter = new Sorter(dataDir);
  try {
    if (what === "links" || what === "declarations") {
      const add = (first: string, second: string, row: Row) => {
        counter.rows++;
        // No key contains U+0000.
        sorter.add(`${first}\u0000${second}`, rowLine(what, row, format));
      };
      if (what === "links") for await (const { from, into } of store.links()) add(from, into, { from, into });
      else
        for await (const { anonymous, customer } of store.declarations())
          add(anonymous, customer, { anonymous, customer });
      yield* sorter.sorted();
      return;
    }
    for await (const history of store.histories()) {
      if (what === "journeys") {
        counter.rows += history.journeys.length;
        for (const journey of history.journeys)
          sorter.add(journey.key, rowLine(what, journeyRow(history.key, journey), format));
      } else {
        const rows = what === "feedback" ? answerRows(history, names) : interactionRows(history, names);
        counter.rows += rows.length;
        sorter.add(history.key, rows.map((row) => rowLine(what, row, format)).join(""));
      }
    }
    yield* sorter.sorted();
  } finally {
    sorter.close();
  }
}

interface Output {
  write(text: string): Promise<void>;
  finish(): Promise<void>;
  giveUp(): void;
}

function standardOutput(context: Context): Output {
  let waiting = "";
  return {
    async write(text) {
      waiting += text;
      if (waiting.length < PIECE_CHARACTERS) return;
      const piece = waiting;
      waiting = "";
      await context.stream(piece);
    },
    finish: () => context.stream(waiting),
    giveUp() {},
  };
}

/**
 * The export is written to a temporary file in the same folder, which is then renamed, so that the file is complete or
 * absent. Its mode is 600, because it contains personal data.
 */
function fileOutput(path: string): Output {
  const part = `${path}.part`;
  rmSync(part, { force: true });
  const fd = openSync(part, "wx", 0o600);
  const giveUp = removedAtExit(part);
  let waiting = "";
  const flush = () => {
    const bytes = Buffer.from(waiting);
    for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
    waiting = "";
  };
  return {
    async write(text) {
      waiting += text;
      if (waiting.length >= PIECE_CHARACTERS) flush();
    },
    async finish() {
      flush();
      closeSync(fd);
      chmodSync(part, 0o600);
      renameSync(part, path);
      giveUp();
    },
    giveUp,
  };
}
