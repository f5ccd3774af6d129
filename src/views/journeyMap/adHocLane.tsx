// The lane of touchpoints that customers meet but that are not in the design.
import { format } from "../format.js";
import { Mark } from "../Mark.js";
import { SMALL, shorten } from "../text.js";
import { type AdHoc, journeysOf } from "./answer.js";
import { type Cell, fitting, grid, laneOf, type MakeLane, NOTHING, paragraph, stack } from "./cell.js";
import { Dot } from "./dot.js";

/** The largest number of such touchpoints that are drawn in a stage. The others are in the table. */
const MOST_AD_HOC = 4;

export const adHocLane: MakeLane = (making) =>
  laneOf(
    { key: "ad-hoc", title: "Not designed", note: "Touchpoints that customers use, but that are in no step." },
    making,
    ({ label, adHoc }) => {
      if (adHoc.length === 0) return NOTHING;
      const more = adHoc.length - MOST_AD_HOC;
      const { each } = fitting(making.width);
      return stack(
        [
          grid(
            adHoc.slice(0, MOST_AD_HOC).map((one) => adHocCell(label.key, one, each)),
            making.width,
            3,
          ),
          more > 0
            ? paragraph(`and ${format.count(more)} more, in the table`, making.width, "tl-small tl-quiet")
            : NOTHING,
        ],
        3,
      );
    },
  );

function adHocCell(stage: string, { label, journeys, interactions, behind }: AdHoc, width: number): Cell {
  const count = format.count(journeys);
  const text = shorten(label.label, width - 22 - 8 - count.length * 8, { size: SMALL });
  return {
    height: 22,
    draw: (x, y) => (
      <Mark
        id={`${stage}/ad-hoc/${label.key}`}
        name={`${label.label}: not designed`}
        value={journeys}
        details={[`${format.plural(interactions, "interaction")} in ${format.plural(journeys, "journey")}`]}
        opening={journeysOf(journeys, `${label.label}, ad hoc`, behind)}
      >
        <rect
          className="tl-ring"
          x={x + 0.5}
          y={y + 0.5}
          width={width - 1}
          height={21}
          rx={5}
          style={{ fill: "transparent", stroke: "var(--tl-more-3)", strokeDasharray: "3 3" }}
        />
        <Dot x={x + 10} y={y + 11} channel={label.channel?.key} />
        <text x={x + 19} y={y + 15} className="tl-small">
          {text}
        </text>
        <text x={x + width - 7} y={y + 15} textAnchor="end" className="tl-small tl-quiet">
          {count}
        </text>
      </Mark>
    ),
  };
}
