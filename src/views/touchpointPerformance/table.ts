// The table of the performance of touchpoints: a row per touchpoint with all measures.
import { format, milliseconds } from "../format.js";
import type { Column, TableData, TableRow } from "../view.js";
import { type Answer, markOf, type Row, settingsOf } from "./answer.js";
import { CHANGE_KEYS, CHANGE_NAMES, changed } from "./change.js";
import { DROP_OFF, MEASURE_KEYS, MEASURES, type Measure } from "./measures.js";

const COLUMNS: readonly (readonly [key: string, measure: Measure])[] = [
  ...MEASURE_KEYS.map((key) => [key, MEASURES[key]] as const),
  ["DROP_OFF", DROP_OFF],
];

/** The whole of which a rate is a share. */
const UNITS: Readonly<Record<string, string>> = {
  REACH: "of the journeys",
  CONVERSION: "of the mature visits",
  FAILURE: "of the visits with an outcome",
  REPEAT_CONTACT: "of the cases",
  REPEAT_PURCHASE: "of the customers who bought",
  RETENTION: "of the months",
  CSAT: "share of 4 and 5",
  NPS: "from −1 to 1",
  CES: "mean, 1 to 7",
  EMOTION: "mean, −2 to 2",
  ENGAGEMENT: "visits per customer",
  RESPONSE_TIME: "mean",
  RESOLUTION_TIME: "mean",
  ENTRIES: "journeys",
  EXITS: "journeys",
  DROP_OFF: "of the closed journeys",
};

export function table(answer: Answer): TableData {
  const { changedAt, orderBy } = settingsOf(answer);
  const hasChange = changedAt !== null;
  return {
    caption: `${format.plural(answer.touchpoints.length, "touchpoint")} by ${MEASURES[orderBy].name.toLowerCase()}`,
    columns: [
      { key: "name", name: "Touchpoint", unit: null, kind: "text" },
      ...COLUMNS.map(([key, { name, kind }]): Column => ({ key, name, unit: UNITS[key] ?? null, kind })),
      { key: "customers", name: "Customers", unit: null, kind: "count" },
      ...(hasChange
        ? CHANGE_KEYS.map(
            (key): Column => ({
              key: `change/${key}`,
              name: CHANGE_NAMES[key],
              unit: "since the change",
              kind: "text",
            }),
          )
        : []),
    ],
    rows: answer.touchpoints.map((row) => rowOf(row, hasChange)),
  };
}

function rowOf(row: Row, hasChange: boolean): TableRow {
  const measured = COLUMNS.map(([key, measure]) => [key, measure.of(row), measure] as const);
  return {
    key: markOf(row),
    values: {
      name: row.label.label,
      customers: row.customers,
      ...Object.fromEntries(measured.map(([key, { value }]) => [key, value])),
      ...(hasChange
        ? Object.fromEntries(
            CHANGE_KEYS.map((key) => [`change/${key}`, changed(row.change, key, milliseconds)?.verdict ?? null]),
          )
        : {}),
    },
    parts: Object.fromEntries(measured.flatMap(([key, { parts }]) => (parts === undefined ? [] : [[key, parts]]))),
    opens: Object.fromEntries(measured.map(([key, { opening }]) => [key, opening])),
  };
}
