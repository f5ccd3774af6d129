// Shows, for the step at which a funnel loses the most journeys, the labels that came next in the dropped journeys.
import { format } from "../format.js";
import { Mark } from "../Mark.js";
import { SMALL, shorten } from "../text.js";
import { opening } from "../view.js";
import { AFTER_ROW, LEAST_BAR, type Row } from "./layout.js";

const AFTER_BAR = 8;

/** The labels that came directly after the last step of the dropped journeys. */
export function AfterRows({ row, left, top, room }: { row: Row; left: number; top: number; room: number }) {
  const { step, after } = row;
  if (after.length === 0) return null;
  const labelRoom = Math.min(220, room * 0.36);
  const numberRoom = Math.min(160, room * 0.46);
  const barRoom = Math.max(0, Math.min(240, room - labelRoom - numberRoom - 16));
  const most = Math.max(...after.map(({ journeys }) => journeys));
  return (
    <g>
      <text x={left} y={top + 18} className="tl-small tl-quiet">
        {shorten(`The largest loss. What ${format.plural(step.dropped, "dropped journey")} did next:`, room, {
          size: SMALL,
        })}
      </text>
      {after.map(({ point, journeys, behind }, i) => {
        const y = top + 30 + i * AFTER_ROW;
        const label = point.isEnd ? "nothing more" : point.label;
        const length = Math.max(LEAST_BAR, (journeys / most) * barRoom);
        return (
          <Mark
            key={point.isEnd ? "END" : point.key}
            id={`${step.step}/after/${point.isEnd ? "END" : point.key}`}
            name={`${step.name}, dropped: ${label}`}
            value={journeys}
            details={[`${format.rate(journeys, step.dropped)} of the journeys that dropped here`]}
            opening={opening(
              `${format.plural(journeys, "journey")} dropped before ${step.name}: then ${label}`,
              journeys,
              behind,
            )}
          >
            <rect className="tl-ring" x={left} y={y} width={room} height={AFTER_ROW} fill="transparent" rx={3} />
            <text x={left} y={y + 16} className="tl-small">
              {shorten(label, labelRoom, { size: SMALL })}
            </text>
            <rect
              x={left + labelRoom + 8}
              y={y + (AFTER_ROW - AFTER_BAR) / 2}
              width={length}
              height={AFTER_BAR}
              rx={2}
              style={{ fill: point.isEnd ? "var(--tl-open)" : "var(--tl-lost-most)" }}
            />
            <text
              x={left + labelRoom + 8 + barRoom + 8 + numberRoom}
              y={y + 16}
              textAnchor="end"
              className="tl-small tl-quiet"
            >
              {format.rate(journeys, step.dropped)}
            </text>
          </Mark>
        );
      })}
    </g>
  );
}
