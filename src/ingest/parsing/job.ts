// The job of pass 1 of an import, and how far it is.
import type { SinkOptions } from "./rowSink.js";

export interface ParseJob extends SinkOptions {
  readonly file: string;
  /** The folder for spill files; null in a dry run, which writes none. */
  readonly spillFolder: string | null;
  readonly rejectsPath: string;
  readonly maxRejects: number | null;
}

export interface ParseProgress {
  readonly bytes: number;
  /** The size of the file in bytes; null for standard input. */
  readonly size: number | null;
  readonly rows: number;
}
