// A route on a narrow page, as a list of its labels from top to bottom.
import { format } from "../format.js";
import { useChannelLook } from "../look.js";
import { Mark } from "../Mark.js";
import { SMALL, shorten, widthOf } from "../text.js";
import { opening } from "../view.js";
import { routeKey } from "./answer.js";
import { itemHeight, NARROW_HEAD } from "./layout.js";
import { LossStrip } from "./loss.js";
import { DASHED, foldName, labelMark, labelsOf, type RowProps, shareDetails, Tick, WaitMark } from "./marks.js";

const RAIL = 8;

/** One route as a list: its share, then its labels from top to bottom on a rail, each with the wait before it. */
export function NarrowRow({ route, row, layout, totals, width }: RowProps & { readonly width: number }) {
  const first = row.top + NARROW_HEAD + 4;
  const height = itemHeight(layout.loss);
  const bottom = first + (row.items.length - 1) * height + 10;
  const lookOf = useChannelLook();
  return (
    <g>
      <Mark
        id={routeKey(route)}
        name={route.label}
        value={route.journeys}
        details={shareDetails(route, totals)}
        opening={opening(`${format.plural(route.journeys, "journey")}: ${route.label}`, route.journeys, route.behind)}
      >
        <rect className="tl-ring" x={-4} y={row.top - 4} width={width + 8} height={40} rx={4} fill="transparent" />
        <text x={0} y={row.top + 12} className="tl-strong">
          {format.percent(route.share)}
        </text>
        <text x={width} y={row.top + 12} textAnchor="end" className="tl-small tl-quiet">
          {`${format.fraction(route.journeys, totals.counted)} journeys`}
        </text>
        <rect x={0} y={row.top + 22} width={width} height={6} rx={3} style={{ fill: "var(--tl-line)" }} />
        <rect
          x={0}
          y={row.top + 22}
          width={Math.max(2, width * route.share)}
          height={6}
          rx={3}
          style={{ fill: "var(--tl-done)" }}
        />
      </Mark>
      <line x1={RAIL} x2={RAIL} y1={first + 10} y2={bottom} style={{ stroke: "var(--tl-line-2)" }} />
      {row.items.map((item, i) => {
        const y = first + i * height;
        if (item.kind === "fold") {
          const hidden = route.steps.slice(item.from, item.to);
          return (
            <Mark
              key="fold"
              id={`${routeKey(route)}/fold`}
              name={foldName(hidden)}
              value={hidden.length}
              details={[labelsOf(hidden)]}
              selects
            >
              <rect className="tl-ring" x={0} y={y - 3} width={width} height={26} rx={4} fill="transparent" />
              <rect x={RAIL - 1} y={y - 4} width={2} height={28} style={{ fill: "var(--tl-bg)" }} />
              <line x1={RAIL} x2={RAIL} y1={y - 4} y2={y + 24} style={DASHED} />
              <text x={28} y={y + 15} className="tl-small tl-quiet">
                {`+ ${format.count(hidden.length)} more`}
              </text>
            </Mark>
          );
        }
        const step = route.steps[item.place]!;
        const look = lookOf(step.channel?.key);
        const wait = step.wait?.median == null ? null : `after ${format.duration(step.wait.median)}`;
        const waitWidth = wait === null ? 0 : widthOf(wait, { size: SMALL }) + 12;
        return (
          <g key={item.place}>
            {step.isHandoff && <Tick x={RAIL} y={y - (layout.loss ? 12 : 5)} flat />}
            <Mark {...labelMark(route, item.place, layout.loss)}>
              <rect
                className="tl-ring"
                x={0}
                y={y - 2}
                width={width - waitWidth - 4}
                height={24}
                rx={4}
                fill="transparent"
              />
              <circle
                cx={RAIL}
                cy={y + 10}
                r={6.5}
                style={{
                  fill: look.code === null ? look.colour : "var(--tl-line-2)",
                  stroke: "var(--tl-bg)",
                  strokeWidth: 2,
                }}
              />
              <text x={28} y={y + 14}>
                {shorten(look.code === null ? step.label : `${step.label} (${look.code})`, width - 28 - waitWidth)}
              </text>
            </Mark>
            {layout.loss && (
              <LossStrip
                route={route}
                place={item.place}
                id={`${routeKey(route)}/${item.place}`}
                x={28}
                y={y + 24}
                width={width - 28}
              />
            )}
            {wait !== null && (
              <WaitMark route={route} place={item.place}>
                <rect
                  className="tl-ring"
                  x={width - waitWidth}
                  y={y - 2}
                  width={waitWidth}
                  height={24}
                  rx={4}
                  fill="transparent"
                />
                <text x={width} y={y + 14} textAnchor="end" className="tl-small tl-quiet">
                  {wait}
                </text>
              </WaitMark>
            )}
          </g>
        );
      })}
    </g>
  );
}
