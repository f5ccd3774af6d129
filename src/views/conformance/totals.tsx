// How many journeys conform to the design, and how many deviate: one bar, and the mean fitness.
import { format } from "../format.js";
import { Mark } from "../Picture.js";
import { widthOf } from "../text.js";
import { type Answer, fitnessText, TOTALS, totalOpening } from "./answer.js";

const BAR = 24;
const FILL = { conforming: "var(--tl-done)", deviating: "var(--tl-lost-most)" } as const;

export function Totals({ answer, width }: { answer: Answer; width: number }) {
  const { totals } = answer;
  const x = (journeys: number): number => (totals.journeys === 0 ? 0 : (journeys / totals.journeys) * width);
  const fitness = `Mean fitness ${fitnessText(totals.fitness)}`;
  return (
    <g>
      {TOTALS.map((part, i) => {
        const left = i === 0 ? 0 : x(totals.conforming);
        const room = i === 0 ? x(totals.conforming) : width - left;
        const text = `${format.percent(totals.journeys === 0 ? null : totals[part] / totals.journeys)} ${part}`;
        const textWidth = widthOf(text, { weight: 600 });
        const textLeft = i === 0 ? 0 : width - textWidth;
        return (
          <Mark
            key={part}
            id={part}
            name={part === "conforming" ? "Conforming journeys" : "Deviating journeys"}
            value={totals[part]}
            details={[`${format.fraction(totals[part], totals.journeys)} journeys`]}
            opening={totalOpening(answer, part)}
          >
            <rect
              className="tl-ring"
              x={textLeft - 3}
              y={0}
              width={textWidth + 6}
              height={20}
              rx={4}
              fill="transparent"
            />
            <rect
              x={left}
              y={21}
              width={Math.max(totals[part] === 0 ? 0 : 1.5, room)}
              height={BAR}
              rx={2}
              style={{ fill: FILL[part] }}
            />
            <text x={textLeft} y={15} className="tl-strong">
              {text}
            </text>
          </Mark>
        );
      })}
      <text x={0} y={TEXT_BELOW} className="tl-small tl-quiet">
        {totals.open === 0 ? fitness : `${fitness}; ${format.plural(totals.open, "journey")} still open`}
      </text>
    </g>
  );
}

const TEXT_BELOW = 62;
