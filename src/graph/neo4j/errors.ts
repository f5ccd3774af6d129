// Converts errors of the driver and the server to errors of this project, each with a code, one clear line and the
// remedy. Messages never contain parameters, so no customer's key gets into a log.
import neo4j, { type Neo4jError } from "neo4j-driver";
import { ThroughlineError } from "../../model/errors.js";

/**
 * Codes of errors after which the same work can be repeated, in addition to those that the driver marks as `retryable`.
 */
const AGAIN = new Set([
  "ServiceUnavailable",
  "SessionExpired",
  "Neo.TransientError.General.DatabaseUnavailable",
  "Neo.ClientError.Cluster.NotALeader",
  "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase",
  // Another process created the same constraint, or ran the same first migration, at the same moment.
  "Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists",
  "Neo.ClientError.Schema.ConstraintAlreadyExists",
  "Neo.ClientError.Schema.IndexAlreadyExists",
  "Neo.ClientError.Transaction.TransactionStartFailed",
]);

/** The database cannot be reached or cannot answer at present. The request itself may be correct. */
const UNAVAILABLE =
  /^(ServiceUnavailable|SessionExpired|Neo\.TransientError\.|Neo\.ClientError\.(Cluster\.|Transaction\.TransactionStartFailed|General\.ForbiddenOnReadOnlyDatabase))/;

/** Transactions that need too much memory. The server calls this error transient, but a repetition would fail again. */
const TOO_LARGE =
  /^Neo\.TransientError\.General\.(MemoryPoolOutOfMemoryError|OutOfMemoryError|StackOverFlowError|TransactionMemoryLimit)$/;

/** The server ended the transaction because it took too long, or waited too long for the lock of another. */
const ENDED =
  /^Neo\.(ClientError|TransientError)\.Transaction\.(TransactionTimedOut(ClientConfiguration)?|LockClientStopped|LockAcquisitionTimeout|Terminated)$/;

export function isEnded(error: unknown): boolean {
  return isNeo4jError(error) && ENDED.test(error.code);
}

/** Whether a statement needed more memory than the server lets transactions use. */
export function isTooLarge(error: unknown): boolean {
  return isNeo4jError(error) && TOO_LARGE.test(error.code);
}

export function isRetryable(error: unknown): boolean {
  return (
    isNeo4jError(error) && !TOO_LARGE.test(error.code) && (error.retryable || AGAIN.has(error.code) || isBroken(error))
  );
}

export interface Place {
  /** The address of the server, without credentials. */
  readonly location: string;
  readonly database: string;
}

/**
 * Thrown if the server answers other calls but does not work on this one, which shows that the connection of this call
 * is lost.
 */
export class LostConnection extends Error {
  constructor(location: string) {
    super(`a connection to ${location} went silent`);
  }
}

export function toThroughlineError(error: unknown, { location, database }: Place): unknown {
  if (error instanceof LostConnection) return unavailable(location, error);
  if (!isNeo4jError(error)) return error;
  const { code } = error;
  if (
    /^Neo\.ClientError\.Security\.(Unauthorized|AuthenticationRateLimit|CredentialsExpired|TokenExpired|AuthorizationExpired)$/.test(
      code,
    )
  )
    return new ThroughlineError("BAD_CONFIG", `Neo4j at ${location} refuses the user or the password.`, {
      at: "NEO4J_PASSWORD",
      remedy: "Set NEO4J_USER and NEO4J_PASSWORD to what the server expects.",
      cause: error,
    });
  if (code === "Neo.ClientError.Database.DatabaseNotFound")
    return new ThroughlineError("BAD_CONFIG", `Neo4j at ${location} has no database "${database}".`, {
      at: "NEO4J_DATABASE",
      remedy: "Set NEO4J_DATABASE to a database that exists; the usual one is neo4j.",
      cause: error,
    });
  if (ENDED.test(code))
    return new ThroughlineError("TIMEOUT", `Neo4j at ${location} ended a transaction that took too long.`, {
      at: location,
      remedy:
        "Nothing of it was stored: try again. If the error persists, use SHOW TRANSACTIONS to find the transaction that holds the graph's lock.",
      cause: error,
    });
  if (!TOO_LARGE.test(code) && (UNAVAILABLE.test(code) || isBroken(error))) return unavailable(location, error);
  return new ThroughlineError("STORE_FAILED", `Neo4j refused a statement: ${code}.`, {
    at: location,
    remedy:
      "Nothing was changed. The server's log has the details. If the server is short of memory, give it more, or send smaller batches.",
    cause: error,
  });
}

export function unavailable(location: string, cause?: unknown): ThroughlineError {
  return new ThroughlineError("DATABASE_UNAVAILABLE", `Neo4j at ${location} does not answer.`, {
    at: "NEO4J_URI",
    // The remedy must fit all three cases: a start, which fails; a command; and a running service.
    remedy:
      "Check that the server runs and that NEO4J_URI is its address, then try again. A service that is already running continues by itself once the server answers.",
    cause,
  });
}

function isNeo4jError(error: unknown): error is Neo4jError {
  return error instanceof neo4j.Neo4jError;
}

/**
 * Whether the error is one of three for which the driver has no code of its own: the pool could not provide a
 * connection in time; the pool was closed as silent while this call waited for it; or a connection broke between two
 * messages (a ProtocolError).
 */
function isBroken({ code, message }: Neo4jError): boolean {
  if (/^(Connection acquisition timed out|Pool is closed)/.test(message)) return true;
  return code === "ProtocolError" && /^(Failed to connect|Connection (was closed|lost))/.test(message);
}

export function graphGone(): ThroughlineError {
  return new ThroughlineError("STORE_FAILED", "The database no longer contains a Throughline graph.", {
    at: "NEO4J_DATABASE",
    remedy: "Restart the process. It creates an empty graph.",
  });
}
