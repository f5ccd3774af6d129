// The picture of routes: a row per route, most journeys first. The bar on its left shows its share of the counted
// journeys. Its labels are cells of equal width. Between two cells is the median wait, with a tick if the journey
// changes channel there. The last row, Other, combines the routes that the answer does not show. On a narrow page, each
// route is a list of its labels from top to bottom.
import { useMemo } from "react";
import { format } from "../format.js";
import { Mark } from "../Mark.js";
import { Picture } from "../Picture.js";
import { LINE, SMALL, widthOf } from "../text.js";
import { opening, type PictureProps } from "../view.js";
import { type Answer, OTHER, type Route, routeKey, type Totals } from "./answer.js";
import { CELL, HEAD, narrowLayout, SHARE, wideLayout } from "./layout.js";
import { LossLegend } from "./loss.js";
import { Tick } from "./marks.js";
import { NarrowRow } from "./narrowRow.js";
import { WideRow } from "./wideRow.js";

/** The number of rows that are drawn. The table has all rows of the answer. */
const MOST_ROWS = 50;
/** The least width of the wide picture. With less space, a route is a list from top to bottom. */
const WIDE = 640;

export function CommonRoutesPicture({ answer, width, selected, onSelect, onOpen }: PictureProps<Answer>) {
  const { routes, totals } = answer;
  const drawn = routes.slice(0, MOST_ROWS);
  const wide = width >= WIDE;
  const layout = useMemo(
    () => (wide ? wideLayout(drawn, totals, width, selected) : narrowLayout(drawn, totals, selected)),
    [drawn, totals, width, wide, selected],
  );
  const left = routes.length - drawn.length;
  return (
    <Picture
      label={`Routes of ${format.plural(totals.counted, "journey")}, those of most journeys first.`}
      width={width}
      height={layout.height + (left > 0 ? LINE + 8 : 0)}
      selected={selected}
      onSelect={onSelect}
      onOpen={onOpen}
    >
      <Legend x={wide ? SHARE : 0} routes={drawn} wide={wide} />
      {layout.loss && <LossLegend x={wide ? SHARE : 0} y={22} room={wide ? width - SHARE : width} />}
      {layout.rows.map((row) =>
        row.route === null ? (
          <OtherRow key={OTHER} totals={totals} top={row.top} width={wide ? SHARE - 32 : width} wide={wide} />
        ) : wide ? (
          <WideRow key={routeKey(row.route)} route={row.route} row={row} layout={layout} totals={totals} />
        ) : (
          <NarrowRow
            key={routeKey(row.route)}
            route={row.route}
            row={row}
            layout={layout}
            width={width}
            totals={totals}
          />
        ),
      )}
      {routes.length === 0 && (
        <text x={0} y={HEAD + 14} className="tl-quiet">
          No journey is counted.
        </text>
      )}
      {left > 0 && (
        <text x={0} y={layout.height + LINE} className="tl-small tl-quiet">
          {`${format.plural(left, "more route")} of the answer: see the table.`}
        </text>
      )}
    </Picture>
  );
}

function Legend({ x, routes, wide }: { x: number; routes: readonly Route[]; wide: boolean }) {
  const hasHandoff = routes.some(({ steps }) => steps.some(({ isHandoff }) => isHandoff));
  const wait = "median wait between two steps";
  // In the list of a narrow page, the wait has the word "after" before it, which needs space.
  const second = !wide ? 4 : x + 34 + widthOf(wait, { size: SMALL }) + 20;
  return (
    <g>
      {wide && (
        <>
          <line x1={x} x2={x + 26} y1={8} y2={8} style={{ stroke: "var(--tl-line-2)" }} />
          <text x={x + 34} y={12} className="tl-small tl-quiet">
            {wait}
          </text>
        </>
      )}
      {hasHandoff && (
        <g>
          <Tick x={second + 4} y={8} flat={!wide} />
          <text x={second + (wide ? 14 : 24)} y={12} className="tl-small tl-quiet">
            handoff
          </text>
        </g>
      )}
    </g>
  );
}

function OtherRow({ totals, top, width, wide }: { totals: Totals; top: number; width: number; wide: boolean }) {
  const { otherCount, otherRoutes, counted, behindOther } = totals;
  const text = format.plural(otherRoutes, "other route");
  return (
    <g>
      <Mark
        id={OTHER}
        name={`Other: ${text}`}
        value={otherCount}
        details={[`${format.rate(otherCount, counted)} of the counted journeys`]}
        opening={opening(`${format.plural(otherCount, "journey")} on ${text}`, otherCount, behindOther)}
      >
        <rect className="tl-ring" x={-4} y={top - 2} width={width + 8} height={CELL + 4} rx={4} fill="transparent" />
        <text x={0} y={top + 12} className="tl-strong tl-quiet">
          {format.percent(counted === 0 ? null : otherCount / counted)}
        </text>
        <rect x={0} y={top + 19} width={width} height={6} rx={3} style={{ fill: "var(--tl-line)" }} />
        <rect
          x={0}
          y={top + 19}
          width={counted === 0 ? 0 : Math.max(2, (width * otherCount) / counted)}
          height={6}
          rx={3}
          style={{ fill: "var(--tl-open)" }}
        />
        <text
          x={wide ? 0 : width}
          y={top + (wide ? 41 : 12)}
          textAnchor={wide ? "start" : "end"}
          className="tl-small tl-quiet"
        >
          {format.fraction(otherCount, counted)}
        </text>
      </Mark>
      <text x={wide ? SHARE : 0} y={top + (wide ? 27 : 44)} className="tl-quiet">
        {text}
      </text>
    </g>
  );
}
