// The write operation that records feedback answers.
import { emptyReport } from "../history/change.js";
import type { IncomingAnswerRow } from "../history/feedback.js";
import { createdNames, NOTHING_CREATED, nameProblems } from "../history/names.js";
import { People } from "../history/people.js";
import type { FeedbackBatch, FeedbackOutcome } from "../store.js";
import { BatchOrigins } from "./batchOrigins.js";
import type { WriteTransaction } from "./transaction.js";

export function recordFeedback(tx: WriteTransaction, batch: FeedbackBatch): FeedbackOutcome {
  const before = tx.catalogue();
  const origins = new BatchOrigins(tx, batch.origins);
  const report = emptyReport();
  report.rejected.push(...nameProblems(batch, before));
  const refused = new Set(report.rejected.map(({ index }) => index));
  const byIdentity = new Map<string, IncomingAnswerRow[]>();
  batch.rows.forEach((row, index) => {
    if (refused.has(index)) return;
    const incoming = { index, row, origin: origins.number(row.origin) };
    const identity = tx.identityOf(row.customer);
    const rows = byIdentity.get(identity);
    if (rows === undefined) byIdentity.set(identity, [incoming]);
    else rows.push(incoming);
  });
  const people = new People();
  for (const [identity, rows] of byIdentity)
    tx.perform(people, people.recordAnswers(identity, rows, batch.replace, report));
  tx.settle(people);
  const renamed = tx.settleOrigins(origins.fresh);
  const byIndex = (a: { index: number }, b: { index: number }): number => a.index - b.index;
  return {
    ...report,
    version: tx.meta.version,
    conflicts: report.conflicts.sort(byIndex),
    rejected: report.rejected.sort(byIndex),
    created: renamed ? createdNames(before, tx.catalogue()) : NOTHING_CREATED,
  };
}
