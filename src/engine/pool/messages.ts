// The messages between the service's thread and the threads of the pool. They are copied by structured clone. Blocks
// are in shared memory, so only their descriptions are copied.
import type { MessagePort } from "node:worker_threads";
import type { ErrorCode, ErrorDetails } from "../../model/errors.js";
import type { ProjectionRefs } from "./projectionRefs.js";

/** First word of shared memory. When it is 1, the question stops between two ranges. */
export type StopFlag = Int32Array;

/** Leads a question: runs it, and its scans together with helpers. */
export interface LeadTask {
  readonly kind: "lead";
  readonly question: string;
  /** Whether the question chooses a page. */
  readonly page: boolean;
  readonly params: unknown;
  readonly projection: ProjectionRefs;
  readonly stop: StopFlag;
  /** Messages to the service: missing parts of the projection (need), and a request for help (help). */
  readonly port: MessagePort;
  /** Number of threads that could help. */
  readonly helpers: number;
  /** Bytes that the question may take on each thread. */
  readonly memory: number;
}

/** Takes ranges of one scan until none is left. */
export interface HelpTask {
  readonly kind: "help";
  readonly task: string;
  readonly args: unknown;
  readonly projection: ProjectionRefs;
  readonly stop: StopFlag;
  readonly port: MessagePort;
  /** First word: the next range that no thread has taken. */
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

/** The number of ranges that a helper took, and their part, which is undefined if it took none. */
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
