// Rows with statements about identities are kept in a temporary file, one JSON object per line, until the interactions
// are recorded. Memory does not grow with the log.
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import type { Statement } from "../graph/store.js";
import { onDisk, writeFully } from "./disk.js";
import { jsonLines } from "./jsonLines.js";

const BUFFER_CHARACTERS = 1 << 16;
/** The number of statements given to the store at a time. */
const BATCH = 1_000;

export class StatementWriter {
  readonly #path: string;
  #fd: number | null = null;
  #text = "";

  constructor(folder: string) {
    this.#path = join(folder, "statements.ndjson");
  }

  add(statement: Statement): void {
    this.#text += `${JSON.stringify(statement)}\n`;
    if (this.#text.length >= BUFFER_CHARACTERS) this.#flush();
  }

  /** The file; null if there are no statements. */
  finish(): string | null {
    if (this.#fd === null && this.#text === "") return null;
    this.#flush();
    onDisk(this.#path, () => closeSync(this.#fd!));
    return this.#path;
  }

  #flush(): void {
    // Mode 600, because rows are personal data.
    this.#fd ??= onDisk(this.#path, () => openSync(this.#path, "wx", 0o600));
    onDisk(this.#path, () => writeFully(this.#fd!, Buffer.from(this.#text)));
    this.#text = "";
  }
}

export async function* statementsIn(path: string): AsyncIterable<Statement[]> {
  let batch: Statement[] = [];
  for await (const statement of jsonLines<Statement>(path)) {
    batch.push(statement);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
