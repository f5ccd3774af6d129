// How many journeys conform to the design, and how many deviate: one bar, and below it the mean fitness and the open
// journeys.
import { format } from "../format.js";
import { Mark } from "../Mark.js";
import { SMALL, widthOf } from "../text.js";
import { opening } from "../view.js";
import { type Answer, fitnessText, TOTALS, totalOpening } from "./answer.js";

const BAR = 24;
const FILL = { conforming: "var(--tl-done)", deviating: "var(--tl-lost-most)" } as const;

export function Totals({ answer, width }: { answer: Answer; width: number }) {
  const { totals } = answer;
  const x = (journeys: number): number => (totals.journeys === 0 ? 0 : (journeys / totals.journeys) * width);
  const journeys = format.plural(totals.journeys, "journey");
  const facts = [
    {
      id: "fitness",
      text: `Mean fitness ${fitnessText(totals.fitness)}`,
      value: totals.fitness,
      opens: opening(`${journeys}, whose mean fitness this is`, totals.journeys, totals.behindJourneys),
    },
    ...(totals.open === 0
      ? []
      : [
          {
            id: "open",
            text: `${format.plural(totals.open, "journey")} still open`,
            value: totals.open,
            opens: totalOpening(answer, "open"),
          },
        ]),
  ];
  let factX = 0;
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
      {facts.map(({ id, text, value, opens }) => {
        const left = factX;
        const room = widthOf(text, { size: SMALL });
        factX += room + 20;
        return (
          <Mark key={id} id={id} name={text} value={value} opening={opens}>
            <rect
              className="tl-ring"
              x={left - 3}
              y={TEXT_BELOW - 13}
              width={room + 6}
              height={18}
              rx={4}
              fill="transparent"
            />
            <text x={left} y={TEXT_BELOW} className={opens === null ? "tl-small tl-quiet" : "tl-small tl-link"}>
              {text}
            </text>
          </Mark>
        );
      })}
    </g>
  );
}

const TEXT_BELOW = 62;
