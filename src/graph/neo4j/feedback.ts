// Records answers in transactions of bounded size. If a later transaction fails, the earlier ones remain, and recording
// the same batch again completes the rest.
import { emptyReport, type RowReport } from "../history/change.js";
import type { IncomingAnswerRow } from "../history/feedback.js";
import { createdNames, NOTHING_CREATED, nameProblems } from "../history/names.js";
import { People } from "../history/people.js";
import type { FeedbackBatch, FeedbackOutcome, RowProblem } from "../store.js";
import { MAX_ROWS } from "./record.js";
import type { Write } from "./write.js";
import type { Writer } from "./writer.js";

/** The number of answers in one transaction. Each may load and save a customer. */
const ANSWERS = 2_000;

export async function recordFeedback(
  writer: Writer,
  batch: FeedbackBatch,
  currentVersion: () => Promise<number>,
): Promise<FeedbackOutcome> {
  const parts: { readonly report: RowReport; readonly created: FeedbackOutcome["created"] }[] = [];
  let version: number | null = null;
  for (let from = 0; from < batch.rows.length; from += ANSWERS) {
    const written = await writer.change((write) => recordPart(write, batch, from, from + ANSWERS), ANSWERS / MAX_ROWS);
    version = written.version;
    parts.push(written.result);
  }
  const sum = (of: "accepted" | "duplicates" | "replaced"): number =>
    parts.reduce((n, { report }) => n + report[of], 0);
  const problems = (of: "conflicts" | "rejected"): RowProblem[] =>
    parts.flatMap(({ report }) => report[of]).sort((a, b) => a.index - b.index);
  const created = (of: keyof FeedbackOutcome["created"]): string[] => [
    ...new Set(parts.flatMap((part) => part.created[of])),
  ];
  return {
    version: version ?? (await currentVersion()),
    accepted: sum("accepted"),
    duplicates: sum("duplicates"),
    replaced: sum("replaced"),
    conflicts: problems("conflicts"),
    rejected: problems("rejected"),
    created: { touchpoints: created("touchpoints"), channels: created("channels"), stages: created("stages") },
  };
}

async function recordPart(write: Write, batch: FeedbackBatch, from: number, to: number) {
  const rows = batch.rows.slice(from, to);
  const report = emptyReport();
  const before = write.catalogue();
  for (const problem of nameProblems({ ...batch, rows }, before))
    report.rejected.push({ ...problem, index: from + problem.index });
  const refused = new Set(report.rejected.map(({ index }) => index));
  const names = await write.identitiesOf([...new Set(rows.map(({ customer }) => customer))]);
  const byIdentity = new Map<string, IncomingAnswerRow[]>();
  rows.forEach((row, i) => {
    const index = from + i;
    if (refused.has(index)) return;
    const incoming = { index, row, origin: write.originNumber(batch.origins[row.origin]!) };
    const identity = names.get(row.customer) ?? row.customer;
    const same = byIdentity.get(identity);
    if (same === undefined) byIdentity.set(identity, [incoming]);
    else same.push(incoming);
  });
  const people = new People();
  await write.perform(people, people.preload([...byIdentity.keys()]));
  let changed = false;
  for (const [identity, incoming] of byIdentity)
    changed = (await write.perform(people, people.recordAnswers(identity, incoming, batch.replace, report))) || changed;
  if (!changed) return { report, created: NOTHING_CREATED };
  await write.settle(people);
  return { report, created: createdNames(before, write.catalogue()) };
}
