// Pass 1 of an import: read, map, check; good rows to the spill files, bad ones to the file of rejects. Nothing is
// recorded yet, so a wrong mapping or too many rejects leave the store as it was. Memory does not grow with the file.
//
// It runs in a thread of its own (parse-worker.ts), as the first half of pass 2 does, or in the caller's where there is no built file to start.
import { setImmediate as nextTurn } from "node:timers/promises";
import { ThroughlineError } from "../model/errors.js";
import { openInput } from "./input.js";
import { LineSplitter } from "./lines.js";
import { addOwnNames, type Mapping, type ResolvedMapping, resolveMapping } from "./mapping.js";
import { hasName, type RecordFormat, recordReader } from "./records.js";
import { RejectsFile } from "./rejects.js";
import { type OriginNames, RowMapper } from "./rows.js";
import { type SpillFile, SpillWriter } from "./spill.js";

export interface ParseJob {
  readonly file: string;
  readonly mapping: Mapping;
  /** UTC milliseconds; null allows times in the future. */
  readonly now: number | null;
  /** Null for a dry run: nothing is spilled. */
  readonly spillFolder: string | null;
  readonly rejectsPath: string;
  readonly maxRejects: number | null;
}

export interface ParseResult {
  readonly hash: string;
  readonly format: RecordFormat;
  readonly resolved: ResolvedMapping;
  /** A column gives the ids. */
  readonly hasIds: boolean;
  /** Records read, and of these the good ones. */
  readonly rows: number;
  readonly good: number;
  readonly rejected: Readonly<Record<string, number>>;
  readonly localTimes: number;
  readonly timesTwice: number;
  /** How the good rows spell their touchpoints. */
  readonly origins: readonly OriginNames[];
  readonly spills: readonly SpillFile[];
}

export interface ParseProgress {
  readonly bytes: number;
  /** Null: standard input. */
  readonly size: number | null;
  readonly rows: number;
}

export async function parseFile(job: ParseJob, progress: (at: ParseProgress) => void): Promise<ParseResult> {
  const input = openInput(job.file);
  const spill = job.spillFolder === null ? null : new SpillWriter(job.spillFolder, "spill");
  const rejects = new RejectsFile(job.rejectsPath, job.file, job.maxRejects);
  const wanted = wantedNames(job.mapping);
  const state: { given?: readonly string[]; format?: RecordFormat; resolved?: ResolvedMapping; mapper?: RowMapper } =
    {};
  const seen = new Set<string>();
  let rows = 0;
  let good = 0;

  const reader = recordReader(
    { file: job.file, delimiter: job.mapping.delimiter, names: wanted },
    {
      header(format) {
        const found = resolveMapping(job.mapping, format.header, job.file);
        const { resolved, header } =
          format.format === "ndjson" ? addOwnNames(found, format.header) : { resolved: found, header: format.header };
        state.given = format.header;
        state.format = { ...format, header };
        state.resolved = resolved;
        state.mapper = new RowMapper(resolved, job.mapping, job.now);
        return header;
      },
      record(fields, raw, number, line) {
        rows++;
        if (state.format!.format === "ndjson" && seen.size < wanted.length)
          for (const name of wanted)
            if (!seen.has(name) && (fields[state.format!.header.indexOf(name)] !== "" || hasName(raw, name)))
              seen.add(name);
        const row = state.mapper!.map(fields, number);
        if ("code" in row) return rejects.add(row, raw, line);
        good++;
        spill?.add(row, line, number, raw);
      },
      bad(problem, raw, _number, line) {
        rows++;
        rejects.add(problem, raw, line);
      },
    },
  );

  const lines = new LineSplitter(job.file, (text, valid) => reader.push(text, valid));
  let spills: SpillFile[] = [];
  try {
    for await (const chunk of input.chunks) {
      lines.push(chunk);
      progress({ bytes: input.bytesRead(), size: input.size, rows });
      // Where this is the service's or a test's own thread, others get their turn.
      await nextTurn();
    }
    lines.end();
    reader.end();
  } finally {
    spills = spill?.finish() ?? [];
    rejects.close();
  }
  if (state.format!.format === "ndjson" && rows > 0)
    for (const name of wanted)
      if (!seen.has(name))
        throw new ThroughlineError("BAD_MAPPING", `No row of ${job.file} has "${name}".`, {
          at: name,
          remedy: `The rows have: ${state
            .given!.filter((other) => !wanted.includes(other))
            .slice(0, 20)
            .join(", ")}.`,
        });
  return {
    hash: input.hash(),
    format: state.format!,
    resolved: state.resolved!,
    hasIds: state.mapper!.hasId,
    rows,
    good,
    rejected: rejects.counts(),
    localTimes: state.mapper!.localTimes,
    timesTwice: state.mapper!.timesTwice,
    origins: state.mapper!.origins,
    spills,
  };
}

function wantedNames(mapping: Mapping): string[] {
  return [
    ...new Set([...Object.values(mapping.columns).filter((name) => !name.startsWith("=")), ...mapping.attributes]),
  ];
}
