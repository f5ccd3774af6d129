// The messages between the service's thread and the threads of the pool. They are copied by structured clone. Blocks
// are in shared memory, so only their descriptions are copied.
import type { MessagePort } from "node:worker_threads";
import type { ErrorCode, ErrorDetails } from "../../model/errors.js";
import type { ProjectionRefs } from "./projectionRefs.js";

/** The first word of shared memory is set to 1 to abort the question, which then stops before its next range. */
export type StopFlag = Int32Array;

/** Asks a thread to lead a question: to run it, and to share its scans with helpers. */
export interface LeadTask {
  readonly kind: "lead";
  readonly question: string;
  /** Whether the question only finds the journeys of a page of a list. */
  readonly page: boolean;
  readonly params: unknown;
  readonly projection: ProjectionRefs;
  readonly stop: StopFlag;
  /**
   * The channel between the thread and the service. On it, the thread requests parts of the projection that it does not
   * have ("need"), and helpers ("help").
   */
  readonly port: MessagePort;
  /** The number of other threads that could help. */
  readonly helpers: number;
  /** Bytes that the question may take on each thread. */
  readonly memory: number;
}

/** Asks a thread to help with one scan: to take ranges of journeys until none is left. */
export interface HelpTask {
  readonly kind: "help";
  readonly task: string;
  readonly args: unknown;
  readonly projection: ProjectionRefs;
  readonly stop: StopFlag;
  readonly port: MessagePort;
  /** The first word is the index of the next range that no thread has taken. */
  readonly next: Int32Array;
  /** The channel to the leading thread. The helper sends one Helped message on it. */
  readonly reply: MessagePort;
  readonly memory: number;
}

export type PoolTask = LeadTask | HelpTask;

export type ToService =
  | { readonly kind: "need"; readonly refs: readonly number[] }
  | {
      readonly kind: "help";
      readonly task: string;
      readonly args: unknown;
      readonly next: Int32Array;
      readonly reply: MessagePort;
    };

export type FromService =
  | { readonly kind: "have"; readonly objects: readonly (readonly [number, object])[] }
  | { readonly kind: "lost"; readonly message: string };

/**
 * The number of ranges that a helper took, and the part that it computed from them, which is undefined if it took none.
 */
export type Helped =
  | { readonly ranges: number; readonly part: unknown }
  | { readonly stopped: true }
  | { readonly error: Failure };

export interface Failure extends Omit<ErrorDetails, "cause"> {
  readonly code: ErrorCode | null;
  readonly message: string;
  readonly stack?: string | undefined;
}

export type Outcome = { readonly result: unknown } | { readonly stopped: true } | { readonly error: Failure };
