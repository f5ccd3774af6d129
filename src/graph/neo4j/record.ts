// Records a batch: merges the rows of each customer into the customer's history, in transactions of bounded size.
//
// A batch of at most 10,000 rows, the limit of the API, is one transaction, and is therefore recorded whole or not at
// all. A larger batch takes several transactions of at most 1,600 customers or 16,000 rows (about 200–300 ms under the
// lock). If a later one fails, the earlier ones remain; recording the batch again then finds them as duplicates.

import { compareKeys } from "../../model/keys.js";
import { emptyReport, type IncomingRow, type RowReport, recordRows } from "../history/change.js";
import { createdNames, nameProblems } from "../history/names.js";
import { People } from "../history/people.js";
import { countHidden } from "../history/settle.js";
import type { RecordBatch, RecordedIdentities, RecordOutcome, RowProblem } from "../store.js";
import type { Drafts, Part } from "./drafts.js";
import type { Write } from "./write.js";
import type { Writer } from "./writer.js";

export const MAX_CUSTOMERS = 1_600;
export const MAX_ROWS = 16_000;
/** The largest batch that is never divided, whatever the number of customers. */
export const WHOLE_ROWS = 10_000;

interface PartOutcome {
  readonly report: RowReport;
  readonly identities?: RecordedIdentities;
  readonly created: RecordOutcome["created"];
}

export async function record(
  writer: Writer,
  batch: RecordBatch,
  currentVersion: () => Promise<number>,
): Promise<RecordOutcome> {
  const parts = partsOf(batch);
  if (parts.length === 0) return outcomeOf(await currentVersion(), []);
  const written = [];
  // The parts are recorded one after another, so that a failure leaves all earlier parts recorded, and none of the
  // later ones.
  for (const part of parts) {
    const drafts = writer.drafter.draft(batch, part, writer.names);
    const change = (write: Write) => recordPart(writer, write, batch, part, drafts);
    written.push(await writer.change(change, sizeOf(part), drafts?.made));
  }
  return outcomeOf(
    written[written.length - 1]!.version,
    written.map((w) => w.result),
  );
}

async function recordPart(
  { drafter }: Writer,
  write: Write,
  batch: RecordBatch,
  part: Part,
  drafts: Drafts | null,
): Promise<PartOutcome> {
  const report = emptyReport();
  const before = write.catalogue();
  const refused = new Set<number>();
  for (const problem of problemsOf(batch, part, write)) {
    refused.add(problem.index);
    report.rejected.push(problem);
  }
  if (write.hasRelations || namesAnybody(batch, part)) {
    const identities = await recordIdentities(write, batch, part, refused, report);
    return { report, identities, created: createdNames(before, write.catalogue()) };
  }
  const people = await write.load([...part.keys()]);
  drafter.met(people, write);
  const origins: (number | undefined)[] = [];
  for (const [customer, indexes] of part) {
    const person = people.get(customer)!;
    const draft = refused.size === 0 ? drafts?.of(customer, person, write) : null;
    if (draft != null) {
      write.setJourneys(person, draft.journeys, draft.encoded);
      addReport(report, draft.report);
      continue;
    }
    const rows: IncomingRow[] = [];
    for (const index of indexes) {
      if (refused.has(index)) continue;
      const row = batch.rows[index]!;
      origins[row.origin] ??= write.originNumber(batch.origins[row.origin]!);
      rows.push({ index, row, origin: origins[row.origin]! });
    }
    const journeys = recordRows(
      person.key,
      person.journeys,
      rows,
      { journeyGap: write.meta.journeyGap, replace: batch.replace, formerRows: write.meta.formerRowIds === true },
      report,
    );
    if (journeys !== null) write.setJourneys(person, journeys);
  }
  return { report, created: createdNames(before, write.catalogue()) };
}

function namesAnybody(batch: RecordBatch, part: Part): boolean {
  for (const indexes of part.values())
    for (const index of indexes) if (batch.rows[index]!.anonymous != null) return true;
  return false;
}

/** Records rows whose identities may belong to other customers, or that name other identities. */
async function recordIdentities(
  write: Write,
  batch: RecordBatch,
  part: Part,
  refused: ReadonlySet<number>,
  report: RowReport,
): Promise<RecordedIdentities> {
  const named = new Set<string>();
  for (const indexes of part.values())
    for (const index of indexes) {
      const { anonymous } = batch.rows[index]!;
      if (anonymous != null) named.add(anonymous);
    }
  const names = await write.identitiesOf([...new Set([...part.keys(), ...named])]);
  const identityOf = (key: string): string => names.get(key) ?? key;
  const people = new People();
  await write.perform(people, people.preload([...new Set([...part.keys(), ...named].map(identityOf))]));
  const options = {
    journeyGap: write.meta.journeyGap,
    replace: batch.replace,
    formerRows: write.meta.formerRowIds === true,
  };
  for (const [key, indexes] of part) {
    const identity = identityOf(key);
    const rows = indexes
      .filter((index) => !refused.has(index))
      .map((index): IncomingRow => {
        const row = batch.rows[index]!;
        const anonymous = row.anonymous == null ? null : identityOf(row.anonymous);
        return {
          index,
          row: { ...row, anonymous: anonymous === identity ? null : anonymous },
          origin: write.originNumber(batch.origins[row.origin]!),
        };
      });
    await write.perform(people, people.record(identity, rows, options, report));
  }
  const { hidden } = await write.settle(people);
  return countHidden(report, hidden, await write.perform(people, people.declared()));
}

function addReport(to: RowReport, { accepted, duplicates, replaced, conflicts, rejected }: RowReport): void {
  to.accepted += accepted;
  to.duplicates += duplicates;
  to.replaced += replaced;
  to.conflicts.push(...conflicts);
  to.rejected.push(...rejected);
}

/** The problems that `nameProblems` finds in the rows of a part, with the indexes of the rows in the whole batch. */
function problemsOf(batch: RecordBatch, part: Part, write: Write): RowProblem[] {
  const indexes = [...part.values()].flat().sort((a, b) => a - b);
  const rows = indexes.length === batch.rows.length ? batch.rows : indexes.map((index) => batch.rows[index]!);
  return nameProblems({ ...batch, rows }, write.catalogue()).map((problem) => ({
    ...problem,
    index: indexes[problem.index]!,
  }));
}

function partsOf(batch: RecordBatch): Part[] {
  const byCustomer = new Map<string, number[]>();
  batch.rows.forEach((row, index) => {
    const rows = byCustomer.get(row.customer);
    if (rows === undefined) byCustomer.set(row.customer, [index]);
    else rows.push(index);
  });
  if (batch.rows.length > 0 && batch.rows.length <= WHOLE_ROWS) return [byCustomer];
  const parts: Map<string, number[]>[] = [];
  let rowsInPart = 0;
  for (const [customer, indexes] of byCustomer) {
    const last = parts[parts.length - 1];
    if (last === undefined || last.size >= MAX_CUSTOMERS || rowsInPart + indexes.length > MAX_ROWS) {
      parts.push(new Map([[customer, indexes]]));
      rowsInPart = indexes.length;
    } else {
      last.set(customer, indexes);
      rowsInPart += indexes.length;
    }
  }
  return parts;
}

/**
 * The share of a transaction that a part fills. For a batch that is not divided, it is at most 1. The batch then has
 * the time limit of a single transaction, because other processes wait for it. Such a batch takes about 2 s.
 */
function sizeOf(part: Part): number {
  let rows = 0;
  for (const indexes of part.values()) rows += indexes.length;
  const size = Math.max(part.size / MAX_CUSTOMERS, rows / MAX_ROWS);
  return rows <= WHOLE_ROWS ? Math.min(1, size) : size;
}

function outcomeOf(version: number, parts: readonly PartOutcome[]): RecordOutcome {
  const sum = (of: "accepted" | "duplicates" | "replaced"): number =>
    parts.reduce((n, { report }) => n + report[of], 0);
  const problems = (of: "conflicts" | "rejected"): RowProblem[] =>
    parts.flatMap(({ report }) => report[of]).sort((a, b) => a.index - b.index);
  const created = (of: keyof RecordOutcome["created"]): string[] => [
    ...new Set(parts.flatMap((part) => part.created[of])),
  ];
  const identities = parts.flatMap((part) => part.identities ?? []);
  return {
    version,
    accepted: sum("accepted"),
    duplicates: sum("duplicates"),
    replaced: sum("replaced"),
    conflicts: problems("conflicts"),
    rejected: problems("rejected"),
    created: { touchpoints: created("touchpoints"), channels: created("channels"), stages: created("stages") },
    identities:
      identities.length === 0
        ? undefined
        : {
            declared: identities.reduce((n, { declared }) => n + declared, 0),
            named: identities.reduce((n, one) => n + one.named, 0),
            shared: [...new Set(identities.flatMap(({ shared }) => shared))].sort(compareKeys),
          },
  };
}
