// The table of feedback: all answers, then one row per label, with the counts and the interval of each score.
import { format } from "../format.js";
import { type Column, opening, type TableData, type TableRow, type Value } from "../view.js";
import { ALL, type Answer, givenScores, journeysText, type LabelRow, labelMark, type Totals } from "./scores.js";

export function table(answer: Answer): TableData {
  const { totals, labels } = answer;
  const kinds = givenScores(answer);
  const scores = (row: LabelRow | Totals): Record<string, Value> =>
    Object.fromEntries(
      kinds.flatMap(({ kind }) => [
        [kind, row[kind].value],
        [`${kind}Low`, row[kind].interval?.low ?? null],
        [`${kind}High`, row[kind].interval?.high ?? null],
        [`${kind}Answers`, row[kind].answers],
      ]),
    );
  const opens = (row: LabelRow | Totals, name: string) =>
    Object.fromEntries(
      kinds.map((sort) => [
        `${sort.kind}Answers`,
        opening(journeysText(sort, row[sort.kind], name), row[sort.kind].journeys, row[sort.kind].behind),
      ]),
    );
  const rows: TableRow[] = labels.map((row) => ({
    key: labelMark(row.label.key),
    values: {
      label: row.label.label,
      answers: row.answers,
      journeys: row.journeys,
      customers: row.customers,
      comments: row.comments,
      unjoined: row.unjoined,
      responseRate: row.responseRate,
      ...scores(row),
    },
    ...(row.interactions === 0 ? {} : { parts: { responseRate: { count: row.answered, of: row.interactions } } }),
    opens: {
      journeys: opening(
        `${format.plural(row.journeys, "journey")} with an answer: ${row.label.label}`,
        row.journeys,
        row.behind,
      ),
      ...opens(row, row.label.label),
    },
  }));
  if (totals.answers > 0)
    rows.unshift({
      key: ALL,
      values: {
        label: "All answers",
        answers: totals.answers,
        journeys: totals.counted,
        customers: totals.answeringCustomers,
        comments: totals.comments,
        unjoined: totals.unjoined,
        responseRate: null,
        ...scores(totals),
      },
      opens: {
        journeys: opening(`${format.plural(totals.counted, "journey")} with an answer`, totals.counted, totals.behind),
        ...opens(totals, "All answers"),
      },
    });
  if (totals.otherLabels > 0)
    rows.push({
      key: "Other",
      values: { label: format.plural(totals.otherLabels, "other label"), answers: totals.otherAnswers },
      isOther: true,
    });
  return {
    caption: `${format.plural(totals.answers, "answer")} of ${format.plural(totals.answeringCustomers, "customer")}`,
    columns: [
      { key: "label", name: "Label", unit: null, kind: "text" },
      { key: "answers", name: "Answers", unit: null, kind: "count" },
      { key: "journeys", name: "Answered", unit: "journeys", kind: "count" },
      { key: "customers", name: "Answered", unit: "customers", kind: "count" },
      { key: "comments", name: "Comments", unit: null, kind: "count" },
      { key: "unjoined", name: "Of no interaction", unit: "answers", kind: "count" },
      { key: "responseRate", name: "Answered", unit: "of the interactions", kind: "rate" },
      ...kinds.flatMap(({ kind, short, means }): Column[] => [
        { key: kind, name: short, unit: means, kind: kind === "csat" ? "rate" : "number" },
        { key: `${kind}Low`, name: `${short}, low`, unit: "95 % interval", kind: kind === "csat" ? "rate" : "number" },
        {
          key: `${kind}High`,
          name: `${short}, high`,
          unit: "95 % interval",
          kind: kind === "csat" ? "rate" : "number",
        },
        { key: `${kind}Answers`, name: short, unit: "answers", kind: "count" },
      ]),
    ],
    rows,
  };
}
