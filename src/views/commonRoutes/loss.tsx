// Shows where journeys are lost on a route: for each label, what became of the journeys whose path begins with the
// labels up to this one. Under the cell of the label is a strip whose width shows the number of these journeys. It is
// divided into completed, dropped and pending journeys. All of these numbers come from the service. None is computed
// here as the difference of two cells.
import { format } from "../format.js";
import { useHatch } from "../frame.js";
import type { CommonRoutesViewFragment } from "../generated/graphql.js";
import { Mark } from "../Mark.js";
import { SMALL, SMALLEST, widthOf } from "../text.js";
import { type Opening, opening } from "../view.js";

type Route = CommonRoutesViewFragment["routes"][number];
export type Loss = NonNullable<Route["steps"][number]["loss"]>;

export const LOSS_PARTS = ["completed", "dropped", "pending"] as const;
export type LossPart = (typeof LOSS_PARTS)[number];

const BEHIND = {
  reached: "behindReached",
  completed: "behindCompleted",
  dropped: "behindDropped",
  pending: "behindPending",
} as const;

/** Height of the strip with its numbers, and the space above it. */
export const LOSS_HEIGHT = 25;
const STRIP = 5;
const LEAST_PART = 2;

/** Whether losses are shown. Without a target, no journey can be lost. */
export const showsLoss = (routes: readonly Route[]): boolean =>
  routes.some(({ steps }) => steps.some(({ loss }) => loss != null && loss.dropped + loss.pending > 0));

/** The width that the numbers under a cell need. */
export function lossWidth(routes: readonly Route[]): number {
  return Math.max(
    0,
    ...routes.flatMap(({ steps }) =>
      steps.map(({ loss }) =>
        loss == null ? 0 : numberWidth(format.count(loss.reached)) + numberWidth(droppedText(loss)) + 10,
      ),
    ),
  );
}

const numberWidth = (text: string): number => widthOf(text, { size: SMALLEST });

const droppedText = ({ dropped }: Loss): string => `${format.count(dropped)} dropped`;

/** The beginning of the route up to a label, for names: "Search → Web". */
export const beginningOf = ({ steps }: Route, place: number): string =>
  steps
    .slice(0, place + 1)
    .map(({ label }) => label)
    .join(" → ");

export function lossOpening(route: Route, place: number, part: LossPart | "reached"): Opening | null {
  const loss = route.steps[place]?.loss;
  if (loss == null) return null;
  const what = `${format.plural(loss[part], "journey")} that ${part === "reached" ? "begin" : `begin and are ${part}`}`;
  return opening(`${what}: ${beginningOf(route, place)}`, loss[part], loss[BEHIND[part]]);
}

export function lossDetails({ reached, completed, dropped, pending }: Loss): readonly string[] {
  return [
    `${format.plural(reached, "matched journey")} begin like this`,
    `completed: ${format.rate(completed, reached)}`,
    `dropped: ${format.rate(dropped, reached)}`,
    ...(pending === 0 ? [] : [`pending: ${format.rate(pending, reached)}`]),
  ];
}

export interface LossStripProps {
  readonly route: Route;
  readonly place: number;
  /** The key of the cell's mark. The key of a part of the strip is this key and the name of the part. */
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/**
 * The strip of a cell. On its left is the number of journeys that came this far, and on its right the number of dropped
 * journeys.
 */
export function LossStrip({ route, place, id, x, y, width }: LossStripProps) {
  const hatch = useHatch();
  const loss = route.steps[place]?.loss;
  if (loss == null || loss.reached === 0) return null;
  const room = width - numberWidth(format.count(loss.reached)) - 8;
  const dropped = [droppedText(loss), `−${format.count(loss.dropped)}`].find((text) => numberWidth(text) <= room);
  let before = 0;
  return (
    <g>
      {LOSS_PARTS.filter((part) => loss[part] > 0).map((part) => {
        const from = x + (before / loss.reached) * width;
        before += loss[part];
        const to = x + (before / loss.reached) * width;
        return (
          <Mark
            key={part}
            id={`${id}/${part}`}
            name={`${beginningOf(route, place)}: ${droppedName(loss, part)}`}
            value={loss[part]}
            details={[`${format.rate(loss[part], loss.reached)} of the matched journeys that begin like this`]}
            opening={lossOpening(route, place, part)}
          >
            <rect
              className="tl-ring"
              x={Math.min(from, x + width - LEAST_PART)}
              y={y}
              width={Math.max(LEAST_PART, to - from - (before < loss.reached ? 1 : 0))}
              height={STRIP}
              rx={1}
              style={styleOf(part, hatch)}
            />
            {part === "dropped" && dropped !== undefined && (
              <text x={x + width} y={y + STRIP + 13} textAnchor="end" className="tl-wait tl-lost">
                {dropped}
              </text>
            )}
          </Mark>
        );
      })}
      <text x={x} y={y + STRIP + 13} className="tl-wait tl-quiet">
        {format.count(loss.reached)}
      </text>
    </g>
  );
}

const droppedName = (loss: Loss, part: LossPart): string => `${format.count(loss[part])} ${part}`;

const FILL = { completed: "var(--tl-done)", dropped: "var(--tl-lost-most)" } as const;

const styleOf = (part: LossPart, hatch: string) =>
  part === "pending" ? { fill: hatch, stroke: "var(--tl-open)", strokeWidth: 0.75 } : { fill: FILL[part] };

const LEGEND_TEXT = "Of the matched journeys that begin like this:";

/** The legend of the strips. It is on two lines if one line has no space for it. */
export function LossLegend({ x, y, room }: { readonly x: number; readonly y: number; readonly room: number }) {
  const hatch = useHatch();
  const first = widthOf(LEGEND_TEXT, { size: SMALL });
  const parts = LOSS_PARTS.map((part) => 17 + widthOf(part, { size: SMALL }) + 14);
  const fits = first + 14 + parts.reduce((sum, width) => sum + width, 0) <= room;
  let at = fits ? x + first + 14 : x;
  const line = fits ? y : y + 18;
  return (
    <g>
      <text x={x} y={y + 10} className="tl-small tl-quiet">
        {LEGEND_TEXT}
      </text>
      {LOSS_PARTS.map((part, i) => {
        const from = at;
        at += parts[i]!;
        return (
          <g key={part}>
            <rect x={from} y={line + 3} width={11} height={STRIP + 1} rx={1} style={styleOf(part, hatch)} />
            <text x={from + 17} y={line + 10} className="tl-small tl-quiet">
              {part}
            </text>
          </g>
        );
      })}
    </g>
  );
}
