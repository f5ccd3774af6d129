// Files that cannot be read, in one error with their name and what to do.
import { ThroughlineError } from "../model/errors.js";

/** Name that stands for standard input. */
export const STDIN = "-";

export function badFile(file: string, what: string, remedy: string, cause?: unknown): ThroughlineError {
  return new ThroughlineError("BAD_FILE", `${file === STDIN ? "Standard input" : file} ${what}.`, {
    at: file,
    remedy,
    cause,
  });
}
