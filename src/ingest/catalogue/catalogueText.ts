// Reads a catalogue file entry by entry. Each mistake is reported with its line and its place in the file, such as
// `touchpoints[2].stage`. All mistakes of a file are reported together.
import type { Document } from "yaml";
import { ThroughlineError } from "../../model/errors.js";
import { yaml } from "../../model/packages.js";

export type Path = readonly (string | number)[];

/** The text of a catalogue file, and the position of each of its entries. */
export class CatalogueText {
  readonly file: string;
  readonly #document: Document;
  readonly #lines = new (yaml().LineCounter)();
  readonly #mistakes: ThroughlineError[] = [];

  /** Throws BAD_CATALOGUE if the text is not YAML. */
  constructor(text: string, file: string) {
    this.file = file;
    this.#document = yaml().parseDocument(text, { lineCounter: this.#lines });
    const mistake = this.#document.errors[0];
    if (mistake !== undefined)
      throw new ThroughlineError("BAD_CATALOGUE", `${file}: ${mistake.message.split("\n")[0]}`, {
        at: file,
        remedy: "Correct the YAML at that place.",
      });
  }

  /** The values of the file, as plain objects and lists. */
  values(): unknown {
    return this.#document.toJS() ?? {};
  }

  /**
   * The line on which this place begins. If the file does not have the place, the line of the nearest entry around it.
   */
  lineOf(path: Path): number | null {
    for (let length = path.length; length > 0; length--) {
      const node = this.#document.getIn(path.slice(0, length), true) as
        | { range?: [number, number, number] }
        | undefined;
      if (node?.range !== undefined) return this.#lines.linePos(node.range[0]).line;
    }
    return null;
  }

  mistake(path: Path, message: string, remedy: string): ThroughlineError {
    const place = placeText(path);
    const line = this.lineOf(path);
    return new ThroughlineError(
      "BAD_CATALOGUE",
      `${this.file}${place === "" ? "" : `, ${place}`}: ${line === null ? "" : `line ${line}: `}${message}`,
      { at: place === "" ? this.file : `${this.file}: ${place}`, remedy },
    );
  }

  /**
   * Reads a part of the file with `read`. If `read` throws a mistake, the mistake is kept for `throwMistakes`, and the
   * result is null.
   */
  part<T>(read: () => T): T | null {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ThroughlineError) || error.code !== "BAD_CATALOGUE") throw error;
      this.#mistakes.push(error);
      return null;
    }
  }

  /** Throws BAD_CATALOGUE with all mistakes so far. */
  throwMistakes(): void {
    const [first] = this.#mistakes;
    if (first === undefined) return;
    if (this.#mistakes.length === 1) throw first;
    const listed = this.#mistakes.map(({ message, remedy }) =>
      [message.slice(this.file.length).replace(/^[,:] /, ""), remedy].join(" "),
    );
    throw new ThroughlineError(
      "BAD_CATALOGUE",
      `${this.file}: ${listed.length} mistakes. ${listed.map((text, i) => `(${i + 1}) ${text}`).join(" ")}`,
      { at: first.at!, remedy: "Correct all of them. Nothing has been declared." },
    );
  }

  /**
   * The same error with the line, if it names a place of this file (`blueprints[0].steps[2].at[0]`). Other errors are
   * returned unchanged.
   */
  withLine(error: unknown): unknown {
    if (!(error instanceof ThroughlineError) || error.at === undefined) return error;
    const path = pathOf(error.at);
    if (!this.#document.hasIn(path.slice(0, 1))) return error;
    const line = this.lineOf(path);
    if (line === null) return error;
    const { code, message, remedy, allowed } = error;
    return new ThroughlineError(code, `${this.file}, ${error.at}: line ${line}: ${message}`, {
      at: `${this.file}: ${error.at}`,
      ...(remedy !== undefined && { remedy }),
      ...(allowed !== undefined && { allowed }),
      cause: error,
    });
  }
}

function placeText(path: Path): string {
  return path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${part}`))
    .join("")
    .replace(/^\./, "");
}

export function pathOf(place: string): (string | number)[] {
  return (place.match(/[^.[\]]+/g) ?? []).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
