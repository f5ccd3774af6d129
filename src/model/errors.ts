// Every error that a user can receive has a stable code, a sentence that says what is wrong and where, and a remedy.
// Tests and clients check the code, never the message.

export type ErrorCode =
  // errors in the request
  | "BAD_ARGUMENT"
  | "BAD_PATTERN"
  | "UNKNOWN_NAME"
  | "AMBIGUOUS_SELECTOR"
  | "OPTION_DOES_NOT_APPLY"
  | "GOAL_REQUIRED"
  | "PROPERTY_IS_LIST"
  | "TOO_MANY_VALUES"
  | "OTHER_UNIT"
  | "BAD_CURSOR"
  | "NOT_FOUND"
  | "IN_USE"
  | "LINKED_BEFORE"
  | "QUERY_TOO_EXPENSIVE"
  | "ANSWER_TOO_LARGE"
  // reasons why a row is rejected
  | "MISSING_FIELD"
  | "BAD_TIME"
  | "AMBIGUOUS_TIME"
  | "NONEXISTENT_TIME"
  | "FUTURE_TIME"
  | "BAD_NUMBER"
  | "BAD_VALUE"
  | "BAD_ENCODING"
  | "SHORT_ROW"
  | "LONG_ROW"
  | "LONG_LINE"
  | "UNCLOSED_QUOTE"
  | "BAD_JSON"
  | "KEY_TOO_LONG"
  | "UNKNOWN_TOUCHPOINT"
  | "UNKNOWN_CHANNEL"
  | "CONFLICT"
  | "TOO_MANY_INTERACTIONS"
  | "TOO_MANY_ANSWERS"
  | "TOO_MANY_TOUCHPOINTS"
  | "TOO_MANY_REJECTS"
  // files, mappings, configuration
  | "BAD_FILE"
  | "BAD_MAPPING"
  | "AMBIGUOUS_MAPPING"
  | "BAD_CATALOGUE"
  | "BAD_CONFIG"
  | "SYNTHETIC_STORE"
  // the store
  | "FORMAT_UNKNOWN"
  | "MIGRATION_NEEDED"
  | "READ_ONLY"
  | "DATABASE_UNAVAILABLE"
  | "STORE_FAILED"
  | "PROJECTION_BUILDING"
  | "UNSUPPORTED_IN_STORE"
  | "TIMEOUT"
  | "INTERNAL";

export interface ErrorDetails {
  /** Where the error is: the path of the argument (`options.within`), a field, or a file. */
  readonly at?: string;
  /** What to do instead, as a full sentence. */
  readonly remedy?: string;
  /** Allowed values or the nearest names, if there are any. */
  readonly allowed?: readonly string[];
  readonly cause?: unknown;
}

export class ThroughlineError extends Error {
  readonly code: ErrorCode;
  readonly at: string | undefined;
  readonly remedy: string | undefined;
  readonly allowed: readonly string[] | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "ThroughlineError";
    this.code = code;
    this.at = details.at;
    this.remedy = details.remedy;
    this.allowed = details.allowed;
  }
}
