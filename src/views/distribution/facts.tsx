// The median and the quartiles in words: beside the histogram in the wide layout, above it in the narrow one.

import { format, NOTHING } from "../format.js";
import { Mark } from "../Mark.js";
import { shorten } from "../text.js";
import type { Distribution, Layout } from "./distribution.js";

const HEIGHT = 42;

export const factsHeight = ({ wide }: Layout): number => (wide ? 0 : 2 * HEIGHT + 12);

interface FactsProps {
  readonly distribution: Distribution;
  readonly layout: Layout;
  readonly top: number;
}

export function Facts({ distribution, layout, top }: FactsProps) {
  const { middle, counted, exactMedian, opening, text } = distribution;
  const { wide, width, left } = layout;
  const { lower, median, upper, p90 } = middle;
  const show = (value: number | null) => (value === null ? NOTHING : text(value));
  const facts = [
    ["Median", show(median)],
    ["Middle half", `${show(lower)} to ${show(upper)}`],
    ["Nine in ten at most", show(p90)],
    ["Measured", format.plural(counted, "journey")],
  ] as const;
  const column = wide ? 0 : Math.round(width * 0.4);
  const room = (i: number) => (wide ? left - 52 : i % 2 === 0 ? column - 8 : width - column);
  return (
    <Mark
      id="middle"
      name={`Median ${show(median)}`}
      value={exactMedian}
      details={facts.slice(1).map(([name, value]) => `${name}: ${value}`)}
      opening={opening}
    >
      <rect
        className="tl-ring"
        x={-4}
        y={top - 4}
        width={(wide ? left - 16 : width) + 8}
        height={(wide ? 4 : 2) * HEIGHT + 4}
        rx={4}
        fill="transparent"
      />
      {facts.map(([name, value], i) => {
        const x = wide ? 0 : (i % 2) * column;
        const y = top + (wide ? i : Math.floor(i / 2)) * HEIGHT;
        return (
          <g key={name}>
            <text x={x} y={y + 12} className="tl-small tl-quiet">
              {name}
            </text>
            <text x={x} y={y + 31} className={i === 0 ? "tl-name" : "tl-strong"}>
              {shorten(value, room(i), { weight: 650, ...(i === 0 ? { size: 16 } : {}) })}
            </text>
          </g>
        );
      })}
    </Mark>
  );
}
