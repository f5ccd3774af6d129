// The lane of pain points. It shows the pain points that were expected when the journey was designed, and the pain
// points that the data show, with their evidence.
import { Mark } from "../Mark.js";
import { SMALL, wrap } from "../text.js";
import { opening } from "../view.js";
import { type MapAnswer, otherStage, type PainPoint, quotedOf, type Stage } from "./answer.js";
import { type Cell, fitting, grid, laneOf, type MakeLane, ROW, SmallLines } from "./cell.js";

/** The kinds of pain points in plain words. */
const KINDS: Readonly<Record<string, string>> = {
  FAILURE: "Fails",
  REPEATED_CONTACT: "Contacted again",
  BROKEN_HANDOFF: "Broken handoff",
  LOOP: "Back and forth",
  LATE_STEP: "Late",
  LOW_SCORE: "Low scores",
};

/** The largest number of measured pain points that are drawn in a stage. The others are in the table. */
const MOST = 5;
/** The same number for each side, if two sides are compared. */
const MOST_OF_SIDE = 3;
const PAD = 8;

export const painLane: MakeLane = (making) =>
  laneOf(
    {
      key: "pain",
      title: "Pain points",
      note: "Pain points in the data open their journeys. Dashed ones are from the design.",
    },
    making,
    (stage) => {
      const { each } = fitting(making.width);
      return grid(
        [
          ...measuredOf(making.map, stage).map(({ pain, index, side }) => painCell(stage, pain, index, side, each)),
          ...expectedOf(stage).map((text) => expectedCell(text, each)),
        ],
        making.width,
      );
    },
  );

interface Measured {
  readonly pain: PainPoint;
  readonly index: number;
  readonly side: "A" | "B" | null;
}

/** The worst of each kind first, then the second of each kind, and so on, so that no kind hides the others. */
function mixed(painPoints: readonly PainPoint[], most: number): readonly Omit<Measured, "side">[] {
  const seen = new Map<string, number>();
  return painPoints
    .map((pain, index) => {
      const rank = seen.get(pain.kind) ?? 0;
      seen.set(pain.kind, rank + 1);
      return { pain, index, rank };
    })
    .sort((one, other) => one.rank - other.rank || one.index - other.index)
    .slice(0, most);
}

function measuredOf(map: MapAnswer, stage: Stage): readonly Measured[] {
  if (map.other === undefined) return mixed(stage.painPoints, MOST).map((one) => ({ ...one, side: null }));
  const beside = otherStage(map, stage)?.painPoints ?? [];
  return [
    ...mixed(stage.painPoints, MOST_OF_SIDE).map((one) => ({ ...one, side: "A" as const })),
    ...mixed(beside, MOST_OF_SIDE).map((one) => ({ ...one, side: "B" as const })),
  ];
}

const expectedOf = ({ steps }: Stage): readonly string[] => [...new Set(steps.flatMap(({ painPoints }) => painPoints))];

function painCell(
  stage: Stage,
  { kind, label, sentence, comments, count, behind }: PainPoint,
  index: number,
  side: Measured["side"],
  width: number,
): Cell {
  const title = `${side === null ? "" : `${side}: `}${KINDS[kind] ?? kind}`;
  const inner = width - 2 * PAD - 4;
  const lines = wrap(sentence, inner, { size: SMALL }, 6);
  const said = quotedOf(comments).flatMap((comment) => wrap(`“${comment}”`, inner, { size: SMALL }, 3));
  const height = 2 * PAD + ROW + (lines.length + said.length) * ROW;
  return {
    height,
    draw: (x, y) => (
      <Mark
        id={`${stage.label.key}/pain/${index}${side === "B" ? "/b" : ""}`}
        name={`${title}: ${label.label}`}
        value={count}
        details={[sentence]}
        opening={count === 0 ? null : opening(sentence, null, behind)}
      >
        <rect
          className="tl-ring"
          x={x + 0.5}
          y={y + 0.5}
          width={width - 1}
          height={height - 1}
          rx={4}
          style={{ fill: "var(--tl-more-1)", stroke: "none" }}
        />
        <rect x={x} y={y} width={4} height={height} rx={2} style={{ fill: "var(--tl-more-3)" }} />
        <text x={x + PAD + 4} y={y + PAD + 10} className="tl-small tl-strong">
          {title}
        </text>
        <SmallLines x={x + PAD + 4} y={y + PAD + 10 + ROW} lines={lines} />
        <SmallLines
          x={x + PAD + 4}
          y={y + PAD + 10 + ROW + lines.length * ROW}
          lines={said}
          className="tl-small tl-said"
        />
      </Mark>
    ),
  };
}

function expectedCell(text: string, width: number): Cell {
  const lines = wrap(text, width - 2 * PAD, { size: SMALL }, 4);
  const height = 12 + lines.length * ROW;
  return {
    height,
    draw: (x, y) => (
      <g>
        <rect
          x={x + 0.5}
          y={y + 0.5}
          width={width - 1}
          height={height - 1}
          rx={4}
          style={{ fill: "none", stroke: "var(--tl-line-2)", strokeDasharray: "3 3" }}
        />
        <SmallLines x={x + PAD} y={y + 17} lines={lines} className="tl-small tl-quiet" />
      </g>
    ),
  };
}
