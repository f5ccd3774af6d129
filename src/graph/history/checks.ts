// Checks that all declarations share.
import { ThroughlineError } from "../../model/errors.js";
import { keyTooLong, MAX_KEY_BYTES } from "../../model/keys.js";

/** Throws BAD_CATALOGUE or KEY_TOO_LONG. */
export function checkKey(key: string, at: string): void {
  if (key === "") throw bad("A key is empty.", at, "Give each entry a key.");
  if (keyTooLong(key))
    throw new ThroughlineError("KEY_TOO_LONG", `A key is longer than ${MAX_KEY_BYTES} bytes.`, {
      at,
      remedy: "Use a shorter key.",
    });
}

export function bad(message: string, at: string, remedy: string): ThroughlineError {
  return new ThroughlineError("BAD_CATALOGUE", message, { at, remedy });
}
