// The legend explains the signs of the map, for readers who see the map on a wall.
import type { ReactNode } from "react";
import { SMALL, widthOf } from "../text.js";
import type { MapAnswer } from "./answer.js";
import type { Cell } from "./cell.js";
import { Key } from "./stepsLane.js";

interface Item {
  readonly text: string;
  sign(x: number, y: number): ReactNode;
}

const SIGN = 30;
const GAP = 22;
const ROW = 22;

/** A short line at the middle of the text. */
const line = (x: number, y: number, style: object) => (
  <path d={`M${x} ${y} H${x + 22}`} style={{ fill: "none", ...style }} />
);

const box = (x: number, y: number, style: object) => (
  <rect x={x + 0.5} y={y - 5.5} width={21} height={11} rx={3} style={style} />
);

const DESIGNED: readonly Item[] = [
  { text: "designed step", sign: (x, y) => box(x, y, { fill: "var(--tl-raised)", stroke: "var(--tl-accent)" }) },
  { text: "reached in time", sign: (x, y) => <Key part="reached" x={x + 6} y={y - 4} /> },
  { text: "reached late", sign: (x, y) => <Key part="late" x={x + 6} y={y - 4} /> },
  { text: "missing", sign: (x, y) => <Key part="missing" x={x + 6} y={y - 4} /> },
  {
    text: "happens, but nobody designed it",
    sign: (x, y) => box(x, y, { fill: "none", stroke: "var(--tl-more-3)", strokeDasharray: "3 3" }),
  },
  {
    text: "expected emotion",
    sign: (x, y) => line(x, y, { stroke: "var(--tl-accent)", strokeWidth: 1.5, strokeDasharray: "5 4" }),
  },
  {
    text: "expected pain point",
    sign: (x, y) => box(x, y, { fill: "none", stroke: "var(--tl-line-2)", strokeDasharray: "3 3" }),
  },
];

const EMOTION: Item = {
  text: "measured emotion",
  sign: (x, y) => line(x, y, { stroke: "var(--tl-done)", strokeWidth: 3 }),
};

const PAIN: Item = {
  text: "measured pain point",
  sign: (x, y) => (
    <g>
      {box(x, y, { fill: "var(--tl-more-1)" })}
      <rect x={x} y={y - 6} width={4} height={12} rx={2} style={{ fill: "var(--tl-more-3)" }} />
    </g>
  ),
};

const CHANNEL: Item = {
  text: "colour of a channel",
  sign: (x, y) => (
    <g>
      <circle cx={x + 5} cy={y} r={4} style={{ fill: "var(--tl-channel-1)" }} />
      <circle cx={x + 16} cy={y} r={4} style={{ fill: "var(--tl-channel-2)" }} />
    </g>
  ),
};

const INTERVAL: Item = {
  text: "95 % interval",
  sign: (x, y) => (
    <path
      d={`M${x} ${y} H${x + 22} M${x} ${y - 4} V${y + 4} M${x + 22} ${y - 4} V${y + 4}`}
      style={{ fill: "none", stroke: "var(--tl-ink)", strokeWidth: 1.2 }}
    />
  ),
};

/** The signs that this map has. */
function itemsOf(map: MapAnswer): readonly Item[] {
  const scores = map.stages.flatMap(({ performance }) => performance?.scores ?? []);
  const isScored = scores.some((one) => [one.csat, one.nps, one.ces, one.emotion].some(({ value }) => value !== null));
  return [
    ...(map.design === null ? [] : DESIGNED),
    ...(scores.some(({ emotion }) => emotion.value !== null) ? [EMOTION] : []),
    ...(map.stages.some(({ painPoints }) => painPoints.length > 0) ? [PAIN] : []),
    CHANNEL,
    ...(isScored || map.stages.some(({ performance }) => performance?.change != null) ? [INTERVAL] : []),
  ];
}

export function legendCell(map: MapAnswer, width: number): Cell {
  const sides: readonly Item[] =
    map.other === undefined
      ? []
      : [
          {
            text: `A: ${map.sides?.[0] ?? ""}`,
            sign: (x, y) => line(x, y, { stroke: "var(--tl-done)", strokeWidth: 3 }),
          },
          {
            text: `B: ${map.sides?.[1] ?? ""}`,
            sign: (x, y) => line(x, y, { stroke: "var(--tl-more-3)", strokeWidth: 3 }),
          },
        ];
  const items = [...sides, ...itemsOf(map)];
  let [x, row] = [0, 0];
  const placed = items.map((item) => {
    const wide = SIGN + widthOf(item.text, { size: SMALL });
    if (x > 0 && x + wide > width) {
      x = 0;
      row += 1;
    }
    const at = { item, x, row };
    x += wide + GAP;
    return at;
  });
  return {
    height: (row + 1) * ROW,
    draw: (left, top) =>
      placed.map(({ item, x, row }) => (
        <g key={item.text}>
          {item.sign(left + x, top + row * ROW + 8)}
          <text x={left + x + SIGN} y={top + row * ROW + 12} className="tl-small tl-quiet">
            {item.text}
          </text>
        </g>
      )),
  };
}
