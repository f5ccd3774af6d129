// Helps users on a terminal if the column of a field is not recognised: shows the content of each column and the option
// that names the column. If the terminal is interactive, the user can choose the column.
import type { CandidateColumn, MappingError } from "../ingest/mapping/mappingError.js";
import { flagOf, wordOf } from "../ingest/mapping/mappingError.js";
import type { Context } from "./context.js";

/** Lines with the candidates, their samples and the option to give. */
export function candidatesText({ at, candidates, message }: MappingError): string {
  const width = Math.min(30, Math.max(...candidates.map(({ name }) => name.length)));
  const lines = candidates.map(({ number, name, samples }) => {
    const shown = samples.length === 0 ? "(no values)" : samples.map((text) => JSON.stringify(text)).join(", ");
    return `  ${String(number).padStart(2)}  ${name.padEnd(width)}  ${shown}\n      ${flagOf(at!)} ${quoted(name)}\n`;
  });
  return `${message}\nWhich column is the ${wordOf(at!)}?\n${lines.join("")}`;
}

/** The name of the chosen column; null if nobody chose one. */
export async function chooseColumn(context: Context, error: MappingError): Promise<string | null> {
  context.err(candidatesText(error));
  if (context.ask === undefined || hasEqualNames(error.candidates)) return null;
  for (;;) {
    const answer = (await context.ask(`Number or name (empty to stop): `)).trim();
    if (answer === "") return null;
    const chosen =
      error.candidates.find(({ name }) => name === answer) ??
      error.candidates.find(({ number }) => number === Number(answer)) ??
      null;
    if (chosen !== null) {
      context.err(`Next time: ${flagOf(error.at!)} ${quoted(chosen.name)}\n`);
      return chosen.name;
    }
    context.err(`"${answer}" is none of them.\n`);
  }
}

function hasEqualNames(candidates: readonly CandidateColumn[]): boolean {
  return new Set(candidates.map(({ name }) => name)).size < candidates.length;
}

function quoted(name: string): string {
  return /^[\w.:-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}
