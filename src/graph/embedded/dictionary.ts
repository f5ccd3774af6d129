// The dictionary of the store gives each touchpoint key and each intended channel a code. Records contain codes instead
// of these texts, to be small.
//
// Codes are only added, so codes that a process has read stay valid. Before each transaction or snapshot, the process
// reads the codes that other processes have added in the meantime (`catchUp`). `rollback` removes codes of a
// transaction that was undone.
import { ThroughlineError } from "../../model/errors.js";
import { type Databases, type Meta, type Snapshot, within } from "./databases.js";
import type { Codes } from "./format.js";

export class Dictionary implements Codes {
  readonly #dbs: Databases;
  readonly #texts: string[] = [];
  readonly #codes = new Map<string, number>();

  constructor(dbs: Databases) {
    this.#dbs = dbs;
  }

  /** Reads the codes below `meta.nextCode` that are not known yet. */
  catchUp(meta: Meta, snapshot?: Snapshot): void {
    for (let code = this.#texts.length; code < meta.nextCode; code++) {
      const text = this.#dbs.texts.get(code, within(snapshot));
      if (text === undefined)
        throw new ThroughlineError("STORE_FAILED", `The store's dictionary lacks the code ${code}.`);
      this.#add(text);
    }
  }

  get size(): number {
    return this.#texts.length;
  }

  rollback(size: number): void {
    for (const text of this.#texts.splice(size)) this.#codes.delete(text);
  }

  /** Returns the code of a text. A text without a code gets a new one. Must be called in a write transaction. */
  codeOf(text: string): number {
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    const code = this.#texts.length;
    this.#dbs.texts.putSync(code, text);
    this.#add(text);
    return code;
  }

  textOf(code: number): string {
    const text = this.#texts[code];
    if (text === undefined) throw new RangeError(`a record has the code ${code}, which the dictionary lacks`);
    return text;
  }

  #add(text: string): void {
    this.#codes.set(text, this.#texts.length);
    this.#texts.push(text);
  }
}
