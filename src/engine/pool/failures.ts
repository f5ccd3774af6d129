// Converts errors for the way between threads, because the structured clone that carries messages would lose their
// codes.
import { ThroughlineError } from "../../model/errors.js";
import type { Failure } from "./messages.js";

export function failureOf(error: unknown): Failure {
  if (error instanceof ThroughlineError) {
    const { code, message, at, remedy, allowed } = error;
    return {
      code,
      message,
      ...(at === undefined ? {} : { at }),
      ...(remedy === undefined ? {} : { remedy }),
      ...(allowed === undefined ? {} : { allowed }),
    };
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { code: null, message, stack };
}

export function thrown({ code, message, stack, ...details }: Failure): Error {
  if (code !== null) return new ThroughlineError(code, message, details);
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
