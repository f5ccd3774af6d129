// A bar with what became of the journeys that could reach the goal: they did, they dropped out, or they still can.
import { format } from "../format.js";
import { useHatch } from "../frame.js";
import { Mark } from "../Mark.js";
import { SMALL, shorten, widthOf } from "../text.js";
import type { Distribution, OutcomePart } from "./distribution.js";

const BAR = 18;
const LINE_HEIGHT = 20;
const BETWEEN = 24;
const LEAST_PART = 2;

interface PlacedPart {
  readonly part: OutcomePart;
  readonly text: string;
  readonly room: number;
  readonly x: number;
  readonly line: number;
}

/** The texts below the bar, in as many lines as they need. */
function placed({ outcome }: Distribution, width: number): readonly PlacedPart[] {
  const all = outcome.reduce((sum, { journeys }) => sum + journeys, 0);
  let [x, line] = [0, 0];
  return outcome.map((part) => {
    const text = `${part.name} ${format.rate(part.journeys, all)}`;
    const room = 16 + widthOf(text, { size: SMALL });
    if (x > 0 && x + room > width) [x, line] = [0, line + 1];
    const at = { part, text, room, x, line };
    x += room + BETWEEN;
    return at;
  });
}

export const outcomeHeight = (distribution: Distribution, width: number): number =>
  20 + BAR + ((placed(distribution, width).at(-1)?.line ?? 0) + 1) * LINE_HEIGHT + 24;

export function Outcome({ distribution, width }: { readonly distribution: Distribution; readonly width: number }) {
  const hatch = useHatch();
  const { outcome, outcomeTitle } = distribution;
  const all = outcome.reduce((sum, { journeys }) => sum + journeys, 0);
  const fills = { completed: "var(--tl-done)", dropped: "var(--tl-lost)", pending: hatch };
  let from = 0;
  return (
    <g>
      <text x={0} y={12} className="tl-small tl-quiet">
        {shorten(outcomeTitle, width, { size: SMALL })}
      </text>
      {placed(distribution, width).map(({ part, text, room, x: at, line }) => {
        const { key, name, journeys, details, opening } = part;
        const x = from;
        const length = all === 0 ? 0 : (journeys / all) * width;
        from += length;
        const y = 20 + BAR + line * LINE_HEIGHT;
        return (
          <Mark key={key} id={`outcome/${key}`} name={name} value={journeys} details={details} opening={opening}>
            <rect
              className="tl-ring"
              x={at}
              y={y + 3}
              width={room}
              height={LINE_HEIGHT - 2}
              fill="transparent"
              rx={3}
            />
            {journeys > 0 && (
              <rect
                x={x}
                y={20}
                width={Math.max(LEAST_PART, length - (from < width - 1 ? 1 : 0))}
                height={BAR}
                rx={2}
                style={{ fill: fills[key], stroke: key === "pending" ? "var(--tl-open)" : "none" }}
              />
            )}
            <rect
              x={at}
              y={y + 7}
              width={10}
              height={10}
              rx={2}
              style={{ fill: fills[key], stroke: key === "pending" ? "var(--tl-open)" : "none" }}
            />
            <text x={at + 16} y={y + 16} className="tl-small">
              {text}
            </text>
          </Mark>
        );
      })}
    </g>
  );
}
