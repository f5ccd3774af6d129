// The table of a journey map. For each stage, it has a row for the stage itself, then rows for its touchpoints, its
// designed steps, its ad hoc touchpoints, and its pain points.
import { format } from "../format.js";
import { opening, type TableData, type TableRow } from "../view.js";
import {
  type AdHoc,
  type Answer,
  journeysOf,
  nameOf,
  type PainPoint,
  type Rate,
  type Stage,
  type Step,
  shownStages,
  type Touchpoint,
} from "./answer.js";

export function table(answer: Answer): TableData {
  const { design, totals } = answer;
  const beside = design === null ? "" : `, beside ${design.name}, version ${design.version}`;
  return {
    caption: `Journey map of ${format.plural(totals.journeys, "journey")} of ${format.plural(totals.customers, "customer")}${beside}`,
    columns: [
      { key: "stage", name: "Stage", unit: null, kind: "text" },
      { key: "part", name: "Part", unit: null, kind: "text" },
      { key: "name", name: "Name", unit: null, kind: "text" },
      { key: "channel", name: "Channel", unit: null, kind: "text" },
      { key: "owner", name: "Owner", unit: null, kind: "text" },
      { key: "visits", name: "Visits", unit: "interactions", kind: "count" },
      { key: "journeys", name: "Journeys", unit: null, kind: "count" },
      { key: "reach", name: "Reach", unit: "of journeys", kind: "rate" },
      { key: "conversion", name: "Conversion", unit: "of visits", kind: "rate" },
      { key: "dropOff", name: "Drop-off", unit: "of closed journeys", kind: "rate" },
      { key: "wait", name: "Wait, median", unit: null, kind: "duration" },
      { key: "missing", name: "Missing", unit: "journeys", kind: "count" },
      { key: "late", name: "Late", unit: "journeys", kind: "count" },
      { key: "emotion", name: "Emotion", unit: "−2 to 2", kind: "number" },
      { key: "csat", name: "CSAT", unit: "0 to 1", kind: "number" },
      { key: "nps", name: "NPS", unit: "−1 to 1", kind: "number" },
      { key: "ces", name: "CES", unit: "1 to 7", kind: "number" },
    ],
    rows: shownStages(answer).flatMap((stage) => [
      stageRow(stage),
      ...stage.touchpoints.map((touchpoint) => touchpointRow(stage, touchpoint)),
      ...(stage.otherTouchpoints === 0 ? [] : [otherRow(stage)]),
      ...stage.steps.map((step) => stepRow(stage, step)),
      ...stage.adHoc.map((adHoc) => adHocRow(stage, adHoc)),
      ...stage.painPoints.map((painPoint, i) => painRow(stage, painPoint, i)),
    ]),
  };
}

function rates(given: Readonly<Record<string, Rate>>): Pick<TableRow, "parts"> & { values: TableRow["values"] } {
  return {
    values: Object.fromEntries(Object.entries(given).map(([name, { rate }]) => [name, rate])),
    parts: Object.fromEntries(Object.entries(given).map(([name, { count, of }]) => [name, { count, of }])),
  };
}

function stageRow(stage: Stage): TableRow {
  const { performance, label } = stage;
  const base = { stage: nameOf(stage), part: "Stage", name: nameOf(stage) };
  if (performance === null) return { key: label.key, values: { ...base, visits: 0, journeys: 0 } };
  const { reach, conversion, dropOff, wait, visits, behind, scores } = performance;
  const { emotion, csat, nps, ces } = scores;
  const { values, parts } = rates({ reach, conversion, dropOff });
  return {
    key: label.key,
    values: {
      ...base,
      ...values,
      visits,
      journeys: reach.count,
      wait: wait.median,
      emotion: emotion.value,
      csat: csat.value,
      nps: nps.value,
      ces: ces.value,
    },
    ...(parts === undefined ? {} : { parts }),
    opens: { journeys: journeysOf(reach.count, nameOf(stage), behind) },
  };
}

function touchpointRow(stage: Stage, { label, visits, journeys, reach, conversion, behind }: Touchpoint): TableRow {
  const { values, parts } = rates({ reach, conversion });
  return {
    key: `${stage.label.key}/${label.key}`,
    values: {
      stage: nameOf(stage),
      part: "Touchpoint",
      name: label.label,
      channel: label.touchpoint?.channel.name ?? null,
      owner: label.touchpoint?.owner ?? null,
      ...values,
      visits,
      journeys,
    },
    ...(parts === undefined ? {} : { parts }),
    opens: { journeys: journeysOf(journeys, label.label, behind) },
  };
}

const otherRow = (stage: Stage): TableRow => ({
  key: `${stage.label.key}/Other`,
  values: {
    stage: nameOf(stage),
    part: "Touchpoint",
    name: `Other (${format.plural(stage.otherTouchpoints, "touchpoint")})`,
  },
});

function stepRow(stage: Stage, step: Step): TableRow {
  return {
    key: `${stage.label.key}/step/${step.key}`,
    values: {
      stage: nameOf(stage),
      part: "Designed step",
      name: step.name,
      channel: [...new Set(step.touchpoints.map(({ channel }) => channel?.name ?? ""))].join(", "),
      owner: step.owner,
      journeys: step.reached,
      wait: step.meanWait,
      missing: step.missing,
      late: step.late,
    },
    opens: {
      journeys: journeysOf(step.reached, `${step.name}, reached`, step.behindReached),
      missing: journeysOf(step.missing, `${step.name}, missing`, step.behindMissing),
      late: journeysOf(step.late, `${step.name}, late`, step.behindLate),
    },
  };
}

function adHocRow(stage: Stage, { label, interactions, journeys, behind }: AdHoc): TableRow {
  return {
    key: `${stage.label.key}/ad-hoc/${label.key}`,
    values: {
      stage: nameOf(stage),
      part: "Not designed",
      name: label.label,
      channel: label.channel?.name ?? null,
      visits: interactions,
      journeys,
    },
    opens: { journeys: journeysOf(journeys, `${label.label}, ad hoc`, behind) },
  };
}

function painRow(stage: Stage, { label, sentence, count, behind }: PainPoint, index: number): TableRow {
  return {
    key: `${stage.label.key}/pain/${index}`,
    values: { stage: nameOf(stage), part: "Pain point", name: `${label.label}: ${sentence}`, visits: count },
    opens: { visits: count === 0 ? null : opening(sentence, null, behind) },
  };
}
