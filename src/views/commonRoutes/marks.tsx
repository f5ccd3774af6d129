// Parts that both the wide and the narrow picture of routes use: the tick of a handoff, and the marks of labels, waits
// and folds.
import { format } from "../format.js";
import { Mark } from "../Mark.js";
import { type Route, routeKey, type Step, type Totals } from "./answer.js";
import type { Layout, RowLayout } from "./layout.js";
import { beginningOf, lossDetails, lossOpening } from "./loss.js";

const TICK = 7;

/** A short line that shows that the journey changes channel there. */
export function Tick({ x, y, flat = false }: { x: number; y: number; flat?: boolean }) {
  const style = { stroke: "var(--tl-ink)", strokeWidth: 2 };
  return flat ? (
    <line x1={x - TICK} x2={x + TICK} y1={y} y2={y} style={style} />
  ) : (
    <line x1={x} x2={x} y1={y - TICK} y2={y + TICK} style={style} />
  );
}

export interface RowProps {
  readonly route: Route;
  readonly row: RowLayout;
  readonly layout: Layout;
  readonly totals: Totals;
}

export function shareDetails({ journeys, customers, duration }: Route, { counted }: Totals): readonly string[] {
  return [
    `${format.rate(journeys, counted)} of the counted journeys`,
    format.plural(customers, "customer"),
    ...(duration.median == null
      ? []
      : [`${format.duration(duration.median)} (median) from start to target, ${format.duration(duration.p90)} (p90)`]),
  ];
}

/**
 * The value of a label's mark. If the picture shows losses, it is the number of journeys that came this far, otherwise
 * the key of the label.
 */
export function labelMark(route: Route, place: number, loss: boolean) {
  const step = route.steps[place]!;
  const id = `${routeKey(route)}/${place}`;
  const own = loss ? step.loss : null;
  if (own == null) return { id, name: step.label, value: step.key, details: channelDetails(step) };
  return {
    id,
    name: place === 0 ? step.label : `${step.label}, after ${beginningOf(route, place - 1)}`,
    value: own.reached,
    details: [...channelDetails(step), ...lossDetails(own)],
    opening: lossOpening(route, place, "reached"),
  };
}

const channelDetails = ({ label, channel }: Step): readonly string[] =>
  channel == null || channel.name === label ? [] : [`on ${channel.name}`];

export function WaitMark({ route, place, children }: { route: Route; place: number; children: React.ReactNode }) {
  const step = route.steps[place]!;
  const before = route.steps[place - 1]!;
  const { wait } = step;
  return (
    <Mark
      id={`${routeKey(route)}/${place}/wait`}
      name={`From ${before.label} to ${step.label}`}
      value={wait?.median ?? null}
      details={[
        `${format.duration(wait?.median)} (median), ${format.duration(wait?.p90)} (p90)`,
        ...(step.isHandoff ? [handoffText(before, step)] : []),
      ]}
    >
      {children}
    </Mark>
  );
}

const handoffText = (from: Step, to: Step): string =>
  from.channel == null || to.channel == null ? "handoff" : `handoff from ${from.channel.name} to ${to.channel.name}`;

export const DASHED = { stroke: "var(--tl-line-2)", strokeDasharray: "3 3" };
export const foldName = (hidden: readonly Step[]): string => `${format.plural(hidden.length, "more label")}: show them`;
/** The largest number of labels that the tip of a fold names. */
const MOST_NAMED = 12;

export function labelsOf(hidden: readonly Step[]): string {
  const names = hidden.slice(0, MOST_NAMED).map(({ label }) => label);
  return hidden.length > MOST_NAMED ? `${names.join(" → ")} → …` : names.join(" → ");
}
