// The head of a stage in every map: an arrow that points to the next stage, with the name of the stage.
import { SMALLEST, shorten } from "../text.js";

/** The length of the point of the arrow. It reaches into the next column. */
export const STAGE_POINT = 12;

interface StageArrowProps {
  readonly name: string;
  /** A second line, such as the phase. */
  readonly about?: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly isFirst: boolean;
}

export function StageArrow({ name, about, x, y, width, height, isFirst }: StageArrowProps) {
  const left = x + (isFirst ? 8 : STAGE_POINT + 10);
  const room = x + width - left - STAGE_POINT;
  const middle = y + height / 2;
  const end = x + width - 2;
  const notch = isFirst ? "" : ` L${x + STAGE_POINT} ${middle}`;
  const ink = { fill: "var(--tl-rate-ink-2)" };
  return (
    <g>
      <path
        d={`M${x} ${y} L${end} ${y} L${end + STAGE_POINT} ${middle} L${end} ${y + height} L${x} ${y + height}${notch} Z`}
        style={{ fill: "var(--tl-rate-2)" }}
      />
      <text x={left} y={middle + (about === undefined ? 5 : -2)} className="tl-strong" style={ink}>
        {shorten(name, room, { weight: 600 })}
      </text>
      {about !== undefined && (
        <text x={left} y={middle + 13} className="tl-wait" style={ink}>
          {shorten(about, room, { size: SMALLEST })}
        </text>
      )}
    </g>
  );
}
