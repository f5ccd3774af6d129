// Errors for files that cannot be read, each with the file's name and the remedy.
import { ThroughlineError } from "../model/errors.js";

/** The name for standard input. */
export const STDIN = "-";

export function badFile(file: string, what: string, remedy: string, cause?: unknown): ThroughlineError {
  return new ThroughlineError("BAD_FILE", `${file === STDIN ? "Standard input" : file} ${what}.`, {
    at: file,
    remedy,
    cause,
  });
}
