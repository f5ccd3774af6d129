// The table of routes: a row per route, a row per label of each route, and Other.
import { format } from "../format.js";
import { opening, type TableData, type TableRow } from "../view.js";
import { type Answer, OTHER, type Route, routeKey, type Totals } from "./answer.js";
import { lossOpening } from "./loss.js";

export function table({ routes, totals }: Answer): TableData {
  return {
    caption: `Routes of ${format.plural(totals.counted, "journey")}`,
    columns: [
      { key: "route", name: "Route", unit: null, kind: "text" },
      { key: "label", name: "Label", unit: null, kind: "text" },
      { key: "journeys", name: "Journeys", unit: null, kind: "count" },
      { key: "customers", name: "Customers", unit: null, kind: "count" },
      { key: "share", name: "Share", unit: "of counted journeys", kind: "rate" },
      { key: "steps", name: "Labels", unit: null, kind: "count" },
      { key: "handoffs", name: "Handoffs", unit: "per journey", kind: "count" },
      { key: "median", name: "Duration, median", unit: null, kind: "duration" },
      { key: "p90", name: "Duration, p90", unit: null, kind: "duration" },
      { key: "value", name: "Value", unit: "sum of known values", kind: "number" },
      { key: "waitMedian", name: "Wait before, median", unit: null, kind: "duration" },
      { key: "waitP90", name: "Wait before, p90", unit: null, kind: "duration" },
      { key: "reached", name: "Begin like this", unit: "matched journeys", kind: "count" },
      { key: "completed", name: "Completed", unit: "of them", kind: "count" },
      { key: "dropped", name: "Dropped", unit: "of them", kind: "count" },
      { key: "pending", name: "Pending", unit: "of them", kind: "count" },
    ],
    rows: [
      ...routes.map((route) => tableRow(route, totals)),
      ...routes.flatMap((route) => route.steps.map((_, place) => labelRow(route, place))),
      ...(totals.otherCount > 0 ? [otherRow(totals)] : []),
    ],
  };
}

function tableRow(route: Route, { counted }: Totals): TableRow {
  const { label, steps, journeys, customers, share, duration, value, behind } = route;
  return {
    key: routeKey(route),
    values: {
      route: label,
      journeys,
      customers,
      share,
      steps: steps.length,
      // `isHandoff` is null at every step if the grain has no channels. Otherwise, it is null only at the first step.
      handoffs: steps.slice(1).every(({ isHandoff }) => isHandoff == null)
        ? null
        : steps.filter(({ isHandoff }) => isHandoff).length,
      median: duration.median ?? null,
      p90: duration.p90 ?? null,
      value: value ?? null,
    },
    parts: { share: { count: journeys, of: counted } },
    opens: { journeys: opening(`${format.plural(journeys, "journey")}: ${label}`, journeys, behind) },
  };
}

/**
 * The row of one label of a route: the wait before the label, and what became of the journeys whose path begins with
 * the labels up to this one.
 */
function labelRow(route: Route, place: number): TableRow {
  const { label, wait, loss } = route.steps[place]!;
  return {
    key: `${routeKey(route)}/${place}`,
    values: {
      route: route.label,
      label: `${place + 1}. ${label}`,
      waitMedian: wait?.median ?? null,
      waitP90: wait?.p90 ?? null,
      reached: loss?.reached ?? null,
      completed: loss?.completed ?? null,
      dropped: loss?.dropped ?? null,
      pending: loss?.pending ?? null,
    },
    opens: {
      reached: lossOpening(route, place, "reached"),
      completed: lossOpening(route, place, "completed"),
      dropped: lossOpening(route, place, "dropped"),
      pending: lossOpening(route, place, "pending"),
    },
  };
}

function otherRow({ otherCount, otherRoutes, counted, behindOther }: Totals): TableRow {
  const name = `Other: ${format.plural(otherRoutes, "route")}`;
  return {
    key: OTHER,
    isOther: true,
    values: { route: name, journeys: otherCount, share: counted === 0 ? null : otherCount / counted },
    parts: { share: { count: otherCount, of: counted } },
    opens: { journeys: opening(`${format.plural(otherCount, "journey")}: ${name}`, otherCount, behindOther) },
  };
}
