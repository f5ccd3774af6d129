// The progress of an import on a terminal: pass, share done, rows per second and time left. Nothing is drawn if the
// output is not a terminal.
import { basename } from "node:path";
import type { SingleBar } from "cli-progress";
import type { ImportProgress } from "../ingest/ingest.js";
import { cliProgress } from "../model/packages.js";
import { count } from "./context.js";

export interface ProgressBar {
  update(at: ImportProgress): void;
  /** Clears the line. This may be called more than once. */
  stop(): void;
}

export function progressBar(terminal: boolean, file: string): ProgressBar {
  if (!terminal) return { update() {}, stop() {} };
  let bar: SingleBar | null = null;
  let pass = 0;
  let started = 0;
  const name = basename(file);
  const stop = () => {
    bar?.stop();
    bar = null;
  };
  return {
    update(at) {
      if (at.pass !== pass) {
        stop();
        pass = at.pass;
        started = Date.now();
        const known = at.total !== null;
        bar = new (cliProgress().SingleBar)({
          format: known
            ? `${name}  pass {pass} of 2  {bar} {percentage}%  {rate} rows/s  {eta_formatted} left`
            : `${name}  pass {pass} of 2  {rows} rows  {rate} rows/s`,
          clearOnComplete: true,
          hideCursor: true,
          stream: process.stderr,
        });
        bar.start(at.total ?? 0, 0, { pass: at.pass, rate: "…", rows: "0" });
      }
      const seconds = (Date.now() - started) / 1000;
      bar?.update(at.done, {
        pass: at.pass,
        rows: count(at.rows),
        rate: seconds > 0 ? count(Math.round(at.rows / seconds)) : "…",
      });
    },
    stop,
  };
}
