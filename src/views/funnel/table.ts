// The table of a funnel: a row per step, and one per label that followed a loss.
import { format } from "../format.js";
import { opening, type TableData, type TableRow } from "../view.js";
import { type After, type Answer, BEHIND, type Part, type Step } from "./answer.js";

export function table({ steps, totals }: Answer): TableData {
  const first = steps[0]?.completed ?? 0;
  return {
    caption: `Funnel of ${steps.length} steps, from ${format.plural(totals.matched, "journey")}`,
    columns: [
      { key: "name", name: "Step", unit: null, kind: "text" },
      { key: "after", name: "Dropped, then", unit: null, kind: "text" },
      { key: "entered", name: "Entered", unit: "journeys", kind: "count" },
      { key: "completed", name: "Completed", unit: "journeys", kind: "count" },
      { key: "customers", name: "Completed", unit: "customers", kind: "count" },
      { key: "skipped", name: "Skipped", unit: "journeys", kind: "count" },
      { key: "dropped", name: "Dropped", unit: "journeys", kind: "count" },
      { key: "pending", name: "Pending", unit: "journeys", kind: "count" },
      { key: "shareOfPrevious", name: "Of previous", unit: "of entered", kind: "rate" },
      { key: "shareOfFirst", name: "Of first", unit: "of step 1", kind: "rate" },
      { key: "median", name: "Wait, median", unit: null, kind: "duration" },
      { key: "p90", name: "Wait, p90", unit: null, kind: "duration" },
    ],
    rows: steps.flatMap((step) => [stepRow(step, first), ...step.after.map((after) => afterRow(step, after))]),
  };
}

function stepRow(step: Step, first: number): TableRow {
  const opens = (part: Part) =>
    opening(`${format.plural(step[part], "journey")}: ${step.name}, ${part}`, step[part], step[BEHIND[part]]);
  return {
    key: String(step.step),
    values: {
      name: `${step.step}. ${step.name}`,
      after: null,
      entered: step.entered,
      completed: step.completed,
      customers: step.customers,
      skipped: step.skipped,
      dropped: step.dropped,
      pending: step.pending,
      shareOfPrevious: step.shareOfPrevious ?? null,
      shareOfFirst: step.shareOfFirst ?? null,
      median: step.wait.median ?? null,
      p90: step.wait.p90 ?? null,
    },
    parts: {
      shareOfPrevious: { count: step.completed, of: step.entered },
      shareOfFirst: { count: step.completed, of: first },
    },
    opens: {
      entered: opening(
        `${format.plural(step.entered, "journey")}: ${step.name}, entered`,
        step.entered,
        step.behindEntered,
      ),
      completed: opens("completed"),
      skipped: opens("skipped"),
      dropped: opens("dropped"),
      pending: opens("pending"),
    },
  };
}

function afterRow(step: Step, { point, journeys, behind }: After): TableRow {
  const label = point.isEnd ? "nothing more" : point.label;
  return {
    key: `${step.step}/after/${point.isEnd ? "END" : point.key}`,
    values: { name: `${step.step}. ${step.name}`, after: label, dropped: journeys },
    opens: {
      dropped: opening(
        `${format.plural(journeys, "journey")} dropped before ${step.name}: then ${label}`,
        journeys,
        behind,
      ),
    },
  };
}
