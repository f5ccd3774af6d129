// The table of a funnel: a row for each step, for each label that followed a loss, and for each step of each group.
import { format } from "../format.js";
import { keyOfGroup, nameOfGroup } from "../groupName.js";
import { opening, type TableData, type TableRow } from "../view.js";
import { type After, type Answer, BEHIND, type Group, type Part, type Step } from "./answer.js";

export function table({ steps, totals, groups, otherGroups }: Answer): TableData {
  const first = steps[0]?.completed ?? 0;
  return {
    caption: `Funnel of ${steps.length} steps, from ${format.plural(totals.matched, "journey")}`,
    columns: [
      { key: "name", name: "Step", unit: null, kind: "text" },
      ...(groups.length === 0 ? [] : [{ key: "group", name: "Group", unit: null, kind: "text" } as const]),
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
    rows: [
      ...steps.flatMap((step) => [stepRow(step, first), ...step.after.map((after) => afterRow(step, after))]),
      ...groups.flatMap((group) => group.steps.map((step) => groupRow(group, step, otherGroups))),
    ],
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

function groupRow(group: Group, step: Group["steps"][number], otherGroups: number): TableRow {
  const first = group.steps[0]?.completed ?? 0;
  const name = nameOfGroup(group, otherGroups);
  return {
    key: `group/${keyOfGroup(group)}/${step.step}`,
    values: {
      name: `${step.step}. ${step.name}`,
      group: name,
      entered: step.entered,
      completed: step.completed,
      shareOfPrevious: step.entered === 0 ? null : step.completed / step.entered,
      shareOfFirst: step.shareOfFirst ?? null,
    },
    parts: {
      shareOfPrevious: { count: step.completed, of: step.entered },
      shareOfFirst: { count: step.completed, of: first },
    },
    opens: {
      completed: opening(
        `${format.plural(step.completed, "journey")}: ${name}, ${step.name}`,
        step.completed,
        step.behindCompleted,
      ),
    },
    ...(group.isOther ? { isOther: true } : {}),
  };
}
