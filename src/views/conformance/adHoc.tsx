// Shows the ad hoc touchpoints: those with interactions that match no step of the design.
import { format } from "../format.js";
import { useChannelLook } from "../look.js";
import { Mark } from "../Mark.js";
import { SMALL, shorten, widthOf } from "../text.js";
import { type Answer, adHocMark, adHocOpening } from "./answer.js";
import { AD_HOC_ROW, AD_HOC_ROW_NARROW, type Layout } from "./layout.js";

/** The width of the column with the names. */
const NAME = 230;

export function AdHocList({ answer, layout }: { answer: Answer; layout: Layout }) {
  const { wide, width, adHoc, adHocTop } = layout;
  const look = useChannelLook();
  if (adHoc.length === 0) return null;
  const most = Math.max(1, ...adHoc.map(({ journeys }) => journeys));
  const height = wide ? AD_HOC_ROW : AD_HOC_ROW_NARROW;
  const left = wide ? NAME : 0;
  const counts = 230;
  const room = wide ? width - NAME - counts : width;
  const beyond = answer.totals.otherAdHoc + answer.adHoc.length - adHoc.length;
  return (
    <g>
      <text x={0} y={adHocTop} className="tl-strong">
        {shorten(
          wide ? "Ad hoc: touchpoints that the design does not have there" : "Ad hoc, not in the design",
          width,
          {
            weight: 600,
          },
        )}
      </text>
      {adHoc.map((row, i) => {
        const top = adHocTop + 14 + i * height;
        const text = `${format.plural(row.journeys, "journey")}, ${format.plural(row.interactions, "interaction")}`;
        const shown = widthOf(text, { size: SMALL }) <= counts ? text : format.plural(row.journeys, "journey");
        return (
          <Mark
            key={row.label.key}
            id={adHocMark(row)}
            name={`${row.label.label}: ad hoc`}
            value={row.journeys}
            details={[text]}
            opening={adHocOpening(row)}
          >
            <rect className="tl-ring" x={-4} y={top} width={width + 8} height={height - 2} rx={4} fill="transparent" />
            <text x={0} y={top + 18}>
              {shorten(row.label.label, wide ? NAME - 14 : width - widthOf(shown, { size: SMALL }) - 12)}
            </text>
            <rect
              x={left}
              y={wide ? top + 9 : top + 28}
              width={Math.max(1.5, (row.journeys / most) * room)}
              height={10}
              rx={2}
              style={{ fill: look(row.label.channel?.key).colour }}
            />
            <text x={width} y={top + 18} textAnchor="end" className="tl-small">
              {shown}
            </text>
          </Mark>
        );
      })}
      {beyond > 0 && (
        <text x={0} y={adHocTop + 14 + adHoc.length * height + 18} className="tl-quiet">
          {format.plural(beyond, "other touchpoint")}
        </text>
      )}
    </g>
  );
}
