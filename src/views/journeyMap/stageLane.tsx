// The head of each stage: an arrow with its name and phase, and the share of journeys that reach it.
import { format } from "../format.js";
import { Mark } from "../Mark.js";
import { StageArrow } from "../map/stageArrow.js";
import { SMALL, shorten } from "../text.js";
import { intervalOf, journeysOf, nameOf, otherStage, type Stage } from "./answer.js";
import type { Cell, Column, Lane, MakeLane, Making } from "./cell.js";

const ARROW = 46;
const REACH = 34;

const PHASES = { PRE_PURCHASE: "before the purchase", PURCHASE: "the purchase", POST_PURCHASE: "after the purchase" };

export const stageLane: MakeLane = (making): Lane => ({
  key: "stages",
  title: "Stage",
  note: "The bar shows how many of the journeys reach the stage.",
  cells: making.stages.map((stage, i) => cellOf(making, stage, i)),
  across: {
    height: heightOf(making),
    draw: (columns, y) =>
      making.stages.map((stage, i) => (
        <StageHead key={stage.label.key} making={making} stage={stage} index={i} column={columns[i]!} y={y} />
      )),
  },
});

const heightOf = ({ map }: Making): number => ARROW + REACH + (map.other === undefined ? 0 : REACH - 8);

const cellOf = (making: Making, stage: Stage, index: number): Cell => ({
  height: heightOf(making),
  draw: (x, y) => (
    <StageHead making={making} stage={stage} index={index} column={{ x: x - 8, width: making.width + 16 }} y={y} />
  ),
});

function StageHead({
  making,
  stage,
  index,
  column,
  y,
}: {
  readonly making: Making;
  readonly stage: Stage;
  readonly index: number;
  readonly column: Column;
  readonly y: number;
}) {
  const { x, width } = column;
  const phase = stage.label.stage?.phase;
  const other = otherStage(making.map, stage);
  const [a, b] = making.map.sides ?? ["A", "B"];
  return (
    <g>
      <StageArrow
        name={nameOf(stage)}
        {...(phase == null ? {} : { about: PHASES[phase] })}
        x={x}
        y={y}
        width={width}
        height={ARROW}
        isFirst={index === 0}
      />
      <Reach stage={stage} side={other === undefined ? null : a} x={x + 8} y={y + ARROW} width={width - 16} />
      {other !== undefined && (
        <Reach stage={other} side={b} isB x={x + 8} y={y + ARROW + REACH - 8} width={width - 16} />
      )}
    </g>
  );
}

function Reach({
  stage,
  side,
  isB = false,
  x,
  y,
  width,
}: {
  readonly stage: Stage;
  /** The name of the side; null if there is only one. */
  readonly side: string | null;
  readonly isB?: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}) {
  const name = nameOf(stage);
  const { performance } = stage;
  if (performance === null)
    return (
      <text x={x} y={y + 18} className="tl-small tl-quiet">
        {side === null ? "no journeys reach it" : shorten(`${side}: none`, width, { size: SMALL })}
      </text>
    );
  const { reach, behind } = performance;
  const prefix = side === null ? "" : isB ? "B: " : "A: ";
  const interval = intervalOf(reach);
  return (
    <Mark
      id={`${stage.label.key}${isB ? "/b" : ""}`}
      name={`${name}: reached${side === null ? "" : ` by ${side}`}`}
      value={reach.count}
      details={[
        `${format.rate(reach.count, reach.of)} of the journeys`,
        ...(interval === null ? [] : [interval]),
        format.plural(performance.visits, "visit"),
      ]}
      opening={journeysOf(reach.count, `${name}, reached`, behind)}
    >
      <rect className="tl-ring" x={x} y={y + 4} width={width} height={26} style={{ fill: "transparent" }} />
      <text x={x} y={y + 17} className="tl-small">
        {shorten(`${prefix}${format.rate(reach.count, reach.of)}`, width, { size: SMALL })}
      </text>
      <rect x={x} y={y + 22} width={width} height={4} rx={2} style={{ fill: "var(--tl-line)" }} />
      <rect
        x={x}
        y={y + 22}
        width={Math.max(2, width * (reach.rate ?? 0))}
        height={4}
        rx={2}
        style={{ fill: isB ? "var(--tl-more-3)" : "var(--tl-done)" }}
      />
    </Mark>
  );
}
