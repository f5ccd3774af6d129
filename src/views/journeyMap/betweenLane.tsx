// The lane about the changes between stages: how long it takes to reach each stage, and how many journeys end in it.
import { format } from "../format.js";
import { Mark } from "../Mark.js";
import { SMALL, shorten, wrap } from "../text.js";
import { intervalOf, journeysOf, nameOf, otherStage, type Stage } from "./answer.js";
import { type Cell, laneOf, type MakeLane, ROW, SmallLines, stack } from "./cell.js";

export const betweenLane: MakeLane = (making) =>
  laneOf(
    { key: "between", title: "Between stages", note: "Median wait for the stage; journeys that end in it." },
    making,
    (stage) => {
      const other = otherStage(making.map, stage);
      return stack([
        waitCell(stage, making.width, other === undefined ? "" : "A: ", ""),
        ...(other === undefined ? [] : [waitCell(other, making.width, "B: ", "/b")]),
        dropCell(stage, making.width, other === undefined ? "" : "A: ", ""),
        ...(other === undefined ? [] : [dropCell(other, making.width, "B: ", "/b")]),
      ]);
    },
  );

/** Space for the arrow. */
const INDENT = 24;

function waitCell(stage: Stage, width: number, prefix: string, side: string): Cell {
  const { wait, reach } = stage.performance ?? {};
  if (wait?.median == null) return { height: 0, draw: () => null };
  const text = shorten(`${prefix}${format.duration(wait.median)} wait`, width - INDENT, { size: SMALL });
  return {
    height: ROW + 3,
    draw: (x, y) => (
      <Mark
        id={`${stage.label.key}/wait${side}`}
        name={`Wait before ${nameOf(stage)}`}
        value={wait.median}
        details={[
          `${format.duration(wait.median)} (median), ${format.duration(wait.p90)} (p90)`,
          `from the interaction before, in another stage: ${format.plural(wait.n, "visit")}`,
          "A journey that begins in this stage has no wait before it.",
        ]}
        opening={
          reach === undefined
            ? null
            : journeysOf(reach.count, `${nameOf(stage)}, with or without a wait before it`, stage.performance!.behind)
        }
      >
        <rect className="tl-ring" x={x} y={y} width={width} height={ROW + 2} style={{ fill: "transparent" }} />
        <path
          d={`M${x} ${y + 8} H${x + 15} M${x + 10} ${y + 4} L${x + 15} ${y + 8} L${x + 10} ${y + 12}`}
          style={{ fill: "none", stroke: "var(--tl-ink-2)", strokeWidth: 1.5 }}
        />
        <text x={x + INDENT} y={y + 12} className="tl-small">
          {text}
        </text>
      </Mark>
    ),
  };
}

function dropCell(stage: Stage, width: number, prefix: string, side: string): Cell {
  const drop = stage.performance?.dropOff;
  if (drop == null || drop.of === 0) return { height: 0, draw: () => null };
  const lines = wrap(`${prefix}${format.rate(drop.count, drop.of)} end here`, width - INDENT, { size: SMALL });
  const interval = intervalOf(drop);
  return {
    height: lines.length * ROW + 3,
    draw: (x, y) => (
      <Mark
        id={`${stage.label.key}/drop-off${side}`}
        name={`${nameOf(stage)}: drop-off`}
        value={drop.count}
        details={[
          `${format.rate(drop.count, drop.of)} of the closed journeys with a visit end here without the goal`,
          ...(interval === null ? [] : [interval]),
        ]}
        opening={journeysOf(drop.count, `${nameOf(stage)}, ended here without the goal`, drop.behind)}
      >
        <rect
          className="tl-ring"
          x={x}
          y={y}
          width={width}
          height={lines.length * ROW + 2}
          style={{ fill: "transparent" }}
        />
        <path
          d={`M${x + 2} ${y + 3} H${x + 10} V${y + 13} M${x + 6} ${y + 9} L${x + 10} ${y + 14} L${x + 14} ${y + 9}`}
          style={{ fill: "none", stroke: "var(--tl-more-ink)", strokeWidth: 1.5 }}
        />
        <SmallLines x={x + INDENT} y={y + 12} lines={lines} />
      </Mark>
    ),
  };
}
