// Pass 1 of an import reads, maps and checks rows. Valid rows go to the spill files, and invalid rows to the file of
// rejected rows. Nothing is recorded yet, so a wrong mapping or too many rejected rows leave the store unchanged.
// Memory does not grow with the file.
//
// Like the first half of pass 2, it runs in a thread of its own (parse-worker.ts), or in the caller's if there is no
// built file to start.
import { setImmediate as nextTurn } from "node:timers/promises";
import { ThroughlineError } from "../../model/errors.js";
import { openInput } from "../input.js";
import { hasName } from "../jsonRecords.js";
import {
  type Mapping,
  mayComeLater,
  NO_ATTRIBUTES,
  type Remark,
  type ResolvedMapping,
  SAMPLE_ROWS,
  withOwnNames,
} from "../mapping/mapping.js";
import { resolveMapping } from "../mapping/recognise.js";
import { type RecordFormat, type RecordProblem, SAMPLE_CHARACTERS } from "../recordFormat.js";
import { recordReader } from "../records.js";
import { type FirstRejected, RejectsFile } from "../rejects.js";
import type { MappedRows } from "../rows.js";
import { joinSpills, type Shift, type SpillFile, SpillWriter } from "../spill/spill.js";
import { StatementWriter } from "../statements.js";
import type { ParseJob, ParseProgress } from "./job.js";
import { RowSink } from "./rowSink.js";
import { Division, type HalfResult, type Helper } from "./secondHalf.js";

export interface ParseResult extends MappedRows {
  readonly hash: string;
  readonly format: RecordFormat;
  /** Whether the file is JSON that does not have one object per line. */
  readonly isDocument: boolean;
  readonly resolved: ResolvedMapping;
  /** How the file was read, and what its columns are. */
  readonly remarks: readonly Remark[];
  /** Whether a column gives the ids. */
  readonly hasIds: boolean;
  /** The number of records, and how many of them are good. */
  readonly rows: number;
  readonly good: number;
  readonly rejected: Readonly<Record<string, number>>;
  /** The first row of each code. */
  readonly firstRejected: readonly FirstRejected[];
  readonly spills: readonly SpillFile[];
  /** The number of rows that declare or describe an identity. */
  readonly stated: number;
  /** The file with these rows; null if there are none. */
  readonly statementsFile: string | null;
}

/** If there is a helper, it reads the second half of a large CSV file at the same time (secondHalf.ts). */
export async function parseFile(
  job: ParseJob,
  progress: (at: ParseProgress) => void,
  helper: Helper | null = null,
): Promise<ParseResult> {
  const input = openInput(job.file);
  const spill = job.spillFolder === null ? null : new SpillWriter(job.spillFolder, "spill");
  const statements = job.spillFolder === null ? null : new StatementWriter(job.spillFolder);
  const rejects = new RejectsFile(job.rejectsPath, job.file, job.maxRejects);
  const wanted = wantedNames(job.mapping);
  const state: {
    given?: readonly string[];
    format?: RecordFormat;
    resolved?: ResolvedMapping;
    sink?: RowSink;
  } = {};
  const seen = new Set<string>();
  let rows = 0;

  /** The rows that were read before the mapping is determined; null once it is determined. */
  let sample: WaitingRow[] | null = [];
  let sampleCharacters = 0;
  const settle = (): void => {
    const waiting = sample!;
    sample = null;
    const { mapping } = job;
    const fieldsOf = waiting.flatMap(({ fields }) => (fields === null ? [] : [fields]));
    const found = resolveMapping(mapping, state.given!, fieldsOf, job.file);
    state.resolved =
      state.format!.format === "ndjson"
        ? mayComeLater(found, state.format!.header, state.given!.length, mapping)
        : found;
    const sink = new RowSink(job, state.format!, state.resolved, { spill, statements, rejects });
    state.sink = sink;
    for (const { fields, problem, raw, number, line } of waiting)
      if (fields === null) rejects.add(problem!, raw, line);
      else sink.row(fields, raw, number, line);
  };
  const wait = (waiting: WaitingRow): void => {
    sample!.push(waiting);
    sampleCharacters += waiting.raw.length;
    if (sample!.length >= SAMPLE_ROWS || sampleCharacters > SAMPLE_CHARACTERS) settle();
  };

  const reader = recordReader(
    { file: job.file, delimiter: job.mapping.delimiter, names: wanted },
    {
      header(format) {
        state.given = format.header;
        const header = format.format === "ndjson" ? withOwnNames(format.header, job.mapping) : format.header;
        state.format = { ...format, header };
        return header;
      },
      record(fields, raw, number, line) {
        rows++;
        if (state.format!.format === "ndjson" && seen.size < wanted.length)
          for (const name of wanted)
            if (!seen.has(name) && (fields[state.format!.header.indexOf(name)] !== "" || hasName(raw, name)))
              seen.add(name);
        if (sample === null) state.sink!.row(fields, raw, number, line);
        else wait({ fields, problem: null, raw, number, line });
      },
      takeLines(bytes, at, number, line) {
        const taken = state.sink?.takeLines(bytes, at, number, line) ?? null;
        rows += taken?.rows ?? 0;
        return taken;
      },
      bad(problem, raw, number, line) {
        rows++;
        if (sample === null) rejects.add(problem, raw, line);
        else wait({ fields: null, problem, raw, number, line });
      },
    },
  );

  let spills: SpillFile[] = [];
  let statementsFile: string | null = null;
  const division = new Division(job, input, helper);
  /** How the spill files of the second half are joined with those of the first. */
  let shift: Shift | null = null;
  let second: HalfResult | null = null;
  try {
    for await (const chunk of input.chunks) {
      reader.push(division.own(chunk));
      if (sample === null) division.start(state.format!, state.resolved!, reader.lines);
      // If the second half begins within a quoted field, this thread reads the rest of the file too.
      if (!division.isBetweenRows(reader.lines)) reader.push(division.takeBack(chunk));
      progress({ bytes: division.position ?? input.bytesRead(), size: input.size, rows });
      // If the import runs in the thread of its caller, this lets other work run.
      await nextTurn();
    }
    second = await division.result();
    if (second !== null) {
      const lines = reader.lines!;
      const origins = state.sink!.mapper.join(second.found, lines);
      if (origins === null) second = null;
      else {
        shift = { lines, numbers: rows, origins };
        rows += second.rows;
        reader.addComments(second.comments);
        if (second.rejects !== null) await rejects.addAll(second.rejects, lines);
      }
    }
    if (second === null)
      for await (const chunk of division.rest()) {
        reader.push(chunk);
        await nextTurn();
      }
    reader.end();
    if (sample !== null) settle();
  } finally {
    spills = spill?.finish() ?? [];
    if (shift !== null) spills = joinSpills(spills, second!.spills, shift);
    statementsFile = statements?.finish() ?? null;
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
  const { mapper, good, stated } = state.sink!;
  return {
    hash: input.hash(),
    format: state.format!,
    isDocument: reader.isDocument,
    resolved: state.resolved!,
    remarks: [...reader.remarks(), ...state.resolved!.remarks],
    hasIds: mapper.hasId,
    rows,
    good: good + (second?.good ?? 0),
    rejected: rejects.counts(),
    firstRejected: rejects.first(),
    ...mapper.found,
    spills,
    stated,
    statementsFile,
  };
}

interface WaitingRow {
  /** Returns null if the row cannot be read. */
  readonly fields: readonly string[] | null;
  readonly problem: RecordProblem | null;
  readonly raw: string;
  readonly number: number;
  readonly line: number;
}

/** Names that the user's mapping requires. */
function wantedNames({ columns, attributes }: Mapping): string[] {
  const names = Object.entries(columns).flatMap(([field, name]) => {
    if (name.startsWith("=")) return [];
    return field === "at" && name.includes("+") ? name.split("+").map((part) => part.trim()) : [name];
  });
  const kept = attributes.length === 1 && attributes[0] === NO_ATTRIBUTES ? [] : attributes;
  return [...new Set([...names, ...kept])];
}
