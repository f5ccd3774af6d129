// The picture of routes: a row per route, those of most journeys first. The bar at its left is its share of the counted
// journeys. Its labels are cells of equal width; between two of them stands the median wait, and a tick where the
// journey changes the channel. What the answer does not show is the last row, Other. On a narrow page, each route is a
// list of its labels from top to bottom.
import { useMemo } from "react";
import { format } from "./format.js";
import {
  CommonRoutesPictureDocument,
  type CommonRoutesViewFragment,
  CommonRoutesViewFragmentDoc,
} from "./generated/graphql.js";
import { type ChannelLook, useChannelLook } from "./look.js";
import { Lines, Mark, Picture } from "./Picture.js";
import { BETWEEN, type Grid, gridOf, type Item, itemsOf, placesOf } from "./routeLayout.js";
import {
  beginningOf,
  LOSS_HEIGHT,
  LossLegend,
  LossStrip,
  lossDetails,
  lossOpening,
  lossWidth,
  showsLoss,
} from "./routeLoss.js";
import { LINE, SMALL, shorten, widthOf, wrap } from "./text.js";
import { opening, type PictureProps, type TableData, type TableRow, type View } from "./view.js";

type Answer = CommonRoutesViewFragment;
type Route = Answer["routes"][number];
type Step = Route["steps"][number];
type Totals = Answer["totals"];

/** Rows that are drawn; the table has all of the answer. */
const MOST_ROWS = 50;
/** With less room, a route is a list from top to bottom. */
const WIDE = 640;

const HEAD = 34;
/** More room above the rows for the legend of losses. */
const LOSS_HEAD = 22;
const LOSS_HEAD_NARROW = 40;
const SHARE = 164;
const CELL = 44;
const LINE_GAP = 14;
const ROW_GAP = 22;
/** Colour of a channel at the left edge of a cell; wider where it holds a code of two letters. */
const BAND = 4;
const BAND_CODE = 20;
const TICK = 7;

const OTHER = "Other";

/** The key of a route within its answer: the keys of its labels. */
export const routeKey = ({ steps }: Route): string => steps.map(({ key }) => key).join(" → ");

function CommonRoutesPicture({ answer, width, selected, onSelect, onOpen }: PictureProps<Answer>) {
  const { routes, totals } = answer;
  const drawn = routes.slice(0, MOST_ROWS);
  const wide = width >= WIDE;
  const layout = useMemo(
    () => (wide ? wideLayout(drawn, totals, width, selected) : narrowLayout(drawn, totals, width, selected)),
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

interface RowLayout {
  /** Null is Other. */
  readonly route: Route | null;
  readonly top: number;
  readonly items: readonly Item[];
}

interface Layout {
  readonly rows: readonly RowLayout[];
  readonly grid: Grid;
  readonly height: number;
  /** Whether the cells say what was lost. */
  readonly loss: boolean;
}

const isUnfolded = (route: Route, selected: string | null): boolean => selected === `${routeKey(route)}/fold`;

function wideLayout(routes: readonly Route[], totals: Totals, width: number, selected: string | null): Layout {
  const folded = routes.map((route) => itemsOf(route.steps.length, isUnfolded(route, selected)));
  const longest = Math.max(1, ...folded.map((items) => items.length));
  const labels = routes.flatMap(({ steps }) => steps.map(({ label }) => widthOf(label, { size: SMALL })));
  const loss = showsLoss(routes);
  const grid = gridOf(
    width - SHARE,
    longest,
    Math.max(Math.max(0, ...labels) + BAND_CODE + 18, loss ? lossWidth(routes) : 0),
  );
  let top = HEAD + (loss ? LOSS_HEAD : 0);
  const cell = CELL + (loss ? LOSS_HEIGHT : 0);
  const rows = routes.map((route, i): RowLayout => {
    const items = folded[i]!;
    const lines = 1 + Math.max(...placesOf(items.length, grid.columns).map(({ line }) => line));
    const row = { route, top, items };
    top += lines * cell + (lines - 1) * LINE_GAP + ROW_GAP;
    return row;
  });
  return withOther({ rows, grid, loss, height: top }, totals, CELL);
}

const ITEM = 29;
const NARROW_HEAD = 42;

function narrowLayout(routes: readonly Route[], totals: Totals, _width: number, selected: string | null): Layout {
  const loss = showsLoss(routes);
  let top = HEAD + (loss ? LOSS_HEAD_NARROW : 0);
  const rows = routes.map((route): RowLayout => {
    const items = itemsOf(route.steps.length, isUnfolded(route, selected));
    const row = { route, top, items };
    top += NARROW_HEAD + items.length * itemHeight(loss) + 28;
    return row;
  });
  return withOther({ rows, grid: { columns: 1, cell: 0 }, loss, height: top }, totals, NARROW_HEAD);
}

const itemHeight = (loss: boolean): number => ITEM + (loss ? LOSS_HEIGHT + 4 : 0);

/** Other comes last; `room` is what its row needs. */
function withOther(layout: Layout, { otherCount }: Totals, room: number): Layout {
  const { rows, height } = layout;
  if (otherCount === 0) return { ...layout, height: Math.max(HEAD + LINE, height - 12) };
  return { ...layout, rows: [...rows, { route: null, top: height, items: [] }], height: height + room + 4 };
}

function Legend({ x, routes, wide }: { x: number; routes: readonly Route[]; wide: boolean }) {
  const hasHandoff = routes.some(({ steps }) => steps.some(({ isHandoff }) => isHandoff));
  const wait = "median wait between two steps";
  // The list says "after" before each wait.
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

/** Where a journey changes the channel. */
function Tick({ x, y, flat = false }: { x: number; y: number; flat?: boolean }) {
  const style = { stroke: "var(--tl-ink)", strokeWidth: 2 };
  return flat ? (
    <line x1={x - TICK} x2={x + TICK} y1={y} y2={y} style={style} />
  ) : (
    <line x1={x} x2={x} y1={y - TICK} y2={y + TICK} style={style} />
  );
}

interface RowProps {
  readonly route: Route;
  readonly row: RowLayout;
  readonly layout: Layout;
  readonly totals: Totals;
}

function WideRow({ route, row, layout, totals }: RowProps) {
  const key = routeKey(route);
  const { grid, loss } = layout;
  const places = placesOf(row.items.length, grid.columns);
  return (
    <g>
      <ShareMark route={route} totals={totals} x={0} top={row.top} width={SHARE - 32} />
      {row.items.map((item, i) => {
        const { line, column } = places[i]!;
        const x = SHARE + column * (grid.cell + BETWEEN);
        const y = row.top + line * (CELL + LINE_GAP + (loss ? LOSS_HEIGHT : 0));
        return (
          <g key={item.kind === "fold" ? "fold" : item.place}>
            {item.kind === "fold" ? (
              <Fold route={route} item={item} x={x} y={y} width={grid.cell} />
            ) : (
              <>
                {item.place > 0 && <Between route={route} place={item.place} x={x - BETWEEN} y={y} />}
                <Cell route={route} place={item.place} x={x} y={y} width={grid.cell} loss={loss} />
                {loss && (
                  <LossStrip
                    route={route}
                    place={item.place}
                    id={`${key}/${item.place}`}
                    x={x}
                    y={y + CELL + 4}
                    width={grid.cell}
                  />
                )}
              </>
            )}
          </g>
        );
      })}
    </g>
  );
}

function ShareMark({
  route,
  totals,
  x,
  top,
  width,
}: {
  readonly route: Route;
  readonly totals: Totals;
  readonly x: number;
  readonly top: number;
  readonly width: number;
}) {
  return (
    <Mark
      id={routeKey(route)}
      name={route.label}
      value={route.journeys}
      details={shareDetails(route, totals)}
      opening={opening(`${format.plural(route.journeys, "journey")}: ${route.label}`, route.journeys, route.behind)}
    >
      <rect className="tl-ring" x={x - 4} y={top - 2} width={width + 8} height={CELL + 4} rx={4} fill="transparent" />
      <text x={x} y={top + 12} className="tl-strong">
        {format.percent(route.share)}
      </text>
      <rect x={x} y={top + 19} width={width} height={6} rx={3} style={{ fill: "var(--tl-line)" }} />
      <rect
        x={x}
        y={top + 19}
        width={Math.max(2, width * route.share)}
        height={6}
        rx={3}
        style={{ fill: "var(--tl-done)" }}
      />
      <text x={x} y={top + 41} className="tl-small tl-quiet">
        {shorten(`${format.fraction(route.journeys, totals.counted)} journeys`, width + 20, { size: SMALL })}
      </text>
    </Mark>
  );
}

function shareDetails({ journeys, customers, duration }: Route, { counted }: Totals): readonly string[] {
  return [
    `${format.rate(journeys, counted)} of the counted journeys`,
    format.plural(customers, "customer"),
    ...(duration.median == null
      ? []
      : [`${format.duration(duration.median)} (median) from start to target, ${format.duration(duration.p90)} (p90)`]),
  ];
}

function Cell({
  route,
  place,
  x,
  y,
  width,
  loss,
}: {
  readonly route: Route;
  readonly place: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly loss: boolean;
}) {
  const step = route.steps[place]!;
  const look = useChannelLook()(step.channel?.key);
  const band = bandOf(step, look);
  const lines = wrap(step.label, width - band - 14, { size: SMALL });
  return (
    <Mark {...labelMark(route, place, loss)}>
      <rect
        className="tl-ring"
        x={x + 0.5}
        y={y + 0.5}
        width={width - 1}
        height={CELL - 1}
        rx={5}
        style={{ fill: "var(--tl-surface)", stroke: "var(--tl-line)" }}
      />
      <Band look={look} x={x} y={y} width={band} height={CELL} />
      <Lines x={x + band + 8} y={y + (lines.length > 1 ? 18 : 26)} lines={lines} className="tl-small" />
    </Mark>
  );
}

/** A label stands for the journeys that came so far, if the picture says what was lost, and otherwise for its key. */
function labelMark(route: Route, place: number, loss: boolean) {
  const step = route.steps[place]!;
  const id = `${routeKey(route)}/${place}`;
  const own = loss ? step.loss : null;
  if (own == null) return { id, name: step.label, value: step.key, details: channelDetails(step) };
  return {
    id,
    name: place === 0 ? step.label : `${step.label}, after ${beginningOf(route, place - 1)}`,
    value: own.reached,
    details: [...channelDetails(step), ...lossDetails(own)],
    opening: lossOpening(route, place, "reached"),
  };
}

const channelDetails = ({ label, channel }: Step): readonly string[] =>
  channel == null || channel.name === label ? [] : [`on ${channel.name}`];

const bandOf = ({ channel }: Step, { code }: ChannelLook): number =>
  channel == null ? 0 : code === null ? BAND : BAND_CODE;

function Band({
  look,
  x,
  y,
  width,
  height,
}: {
  readonly look: ChannelLook;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}) {
  if (width === 0) return null;
  return (
    <g>
      <path
        d={`M${x + width} ${y} H${x + 5} Q${x} ${y} ${x} ${y + 5} V${y + height - 5} Q${x} ${y + height} ${x + 5} ${y + height} H${x + width} Z`}
        style={{ fill: look.code === null ? look.colour : "var(--tl-line)" }}
      />
      {look.code !== null && (
        <text x={x + width / 2} y={y + height / 2 + 4} textAnchor="middle" className="tl-code tl-quiet">
          {look.code}
        </text>
      )}
    </g>
  );
}

/** The wait before a label, on the line that leads to it; a tick if the channel changes. */
function Between({ route, place, x, y }: { route: Route; place: number; x: number; y: number }) {
  const step = route.steps[place]!;
  const middle = x + BETWEEN / 2;
  return (
    <g>
      <line x1={x + 4} x2={x + BETWEEN - 4} y1={y + 28} y2={y + 28} style={{ stroke: "var(--tl-line-2)" }} />
      {step.isHandoff && <Tick x={middle} y={y + 28} />}
      {step.wait?.median != null && (
        <WaitMark route={route} place={place}>
          <rect className="tl-ring" x={x + 2} y={y + 3} width={BETWEEN - 4} height={34} rx={3} fill="transparent" />
          <text x={middle} y={y + 16} textAnchor="middle" className="tl-wait tl-quiet">
            {format.duration(step.wait.median)}
          </text>
        </WaitMark>
      )}
    </g>
  );
}

function WaitMark({ route, place, children }: { route: Route; place: number; children: React.ReactNode }) {
  const step = route.steps[place]!;
  const before = route.steps[place - 1]!;
  const { wait } = step;
  return (
    <Mark
      id={`${routeKey(route)}/${place}/wait`}
      name={`From ${before.label} to ${step.label}`}
      value={wait?.median ?? null}
      details={[
        `${format.duration(wait?.median)} (median), ${format.duration(wait?.p90)} (p90)`,
        ...(step.isHandoff ? [handoffText(before, step)] : []),
      ]}
    >
      {children}
    </Mark>
  );
}

const handoffText = (from: Step, to: Step): string =>
  from.channel == null || to.channel == null ? "handoff" : `handoff from ${from.channel.name} to ${to.channel.name}`;

/** The labels that are left out; selecting it shows them. */
function Fold({
  route,
  item,
  x,
  y,
  width,
}: {
  readonly route: Route;
  readonly item: { readonly from: number; readonly to: number };
  readonly x: number;
  readonly y: number;
  readonly width: number;
}) {
  const hidden = route.steps.slice(item.from, item.to);
  return (
    <g>
      <line x1={x - BETWEEN + 4} x2={x - 4} y1={y + 28} y2={y + 28} style={DASHED} />
      <Mark
        id={`${routeKey(route)}/fold`}
        name={foldName(hidden)}
        value={hidden.length}
        details={[labelsOf(hidden)]}
        selects
      >
        <rect
          className="tl-ring"
          x={x + 0.5}
          y={y + 0.5}
          width={width - 1}
          height={CELL - 1}
          rx={5}
          style={{ fill: "var(--tl-bg)", stroke: "var(--tl-line-2)", strokeDasharray: "3 3" }}
        />
        <text x={x + width / 2} y={y + 26} textAnchor="middle" className="tl-small tl-quiet">
          {`+ ${format.count(hidden.length)} more`}
        </text>
      </Mark>
    </g>
  );
}

const DASHED = { stroke: "var(--tl-line-2)", strokeDasharray: "3 3" };

const foldName = (hidden: readonly Step[]): string => `${format.plural(hidden.length, "more label")}: show them`;

/** Labels of a fold named in its tip. */
const MOST_NAMED = 12;

function labelsOf(hidden: readonly Step[]): string {
  const names = hidden.slice(0, MOST_NAMED).map(({ label }) => label);
  return hidden.length > MOST_NAMED ? `${names.join(" → ")} → …` : names.join(" → ");
}

const RAIL = 8;

/** One route as a list: its share, then its labels from top to bottom on a rail, each with the wait before it. */
function NarrowRow({ route, row, layout, totals, width }: RowProps & { readonly width: number }) {
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

function OtherRow({ totals, top, width, wide }: { totals: Totals; top: number; width: number; wide: boolean }) {
  const { otherCount, otherRoutes, counted, behindOther } = totals;
  const text = `${format.plural(otherRoutes, "other route")}`;
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

function table({ routes, totals }: Answer): TableData {
  return {
    caption: `Routes of ${format.plural(totals.counted, "journey")}`,
    columns: [
      { key: "route", name: "Route", unit: null, kind: "text" },
      { key: "label", name: "Label", unit: null, kind: "text" },
      { key: "journeys", name: "Journeys", unit: null, kind: "count" },
      { key: "customers", name: "Customers", unit: null, kind: "count" },
      { key: "share", name: "Share", unit: "of counted journeys", kind: "rate" },
      { key: "steps", name: "Labels", unit: null, kind: "count" },
      { key: "handoffs", name: "Handoffs", unit: "per journey", kind: "count" },
      { key: "median", name: "Duration, median", unit: null, kind: "duration" },
      { key: "p90", name: "Duration, p90", unit: null, kind: "duration" },
      { key: "value", name: "Value", unit: "sum of known values", kind: "number" },
      { key: "waitMedian", name: "Wait before, median", unit: null, kind: "duration" },
      { key: "waitP90", name: "Wait before, p90", unit: null, kind: "duration" },
      { key: "reached", name: "Begin like this", unit: "matched journeys", kind: "count" },
      { key: "completed", name: "Completed", unit: "of them", kind: "count" },
      { key: "dropped", name: "Dropped", unit: "of them", kind: "count" },
      { key: "pending", name: "Pending", unit: "of them", kind: "count" },
    ],
    rows: [
      ...routes.map((route) => tableRow(route, totals)),
      ...routes.flatMap((route) => route.steps.map((_, place) => labelRow(route, place))),
      ...(totals.otherCount > 0 ? [otherRow(totals)] : []),
    ],
  };
}

function tableRow(route: Route, { counted }: Totals): TableRow {
  const { label, steps, journeys, customers, share, duration, value, behind } = route;
  return {
    key: routeKey(route),
    values: {
      route: label,
      journeys,
      customers,
      share,
      steps: steps.length,
      // Unknown at grains without a channel, where only the first step has none otherwise.
      handoffs: steps.slice(1).every(({ isHandoff }) => isHandoff == null)
        ? null
        : steps.filter(({ isHandoff }) => isHandoff).length,
      median: duration.median ?? null,
      p90: duration.p90 ?? null,
      value: value ?? null,
    },
    parts: { share: { count: journeys, of: counted } },
    opens: { journeys: opening(`${format.plural(journeys, "journey")}: ${label}`, journeys, behind) },
  };
}

/** A label of a route: the wait before it, and what became of the journeys that begin like this. */
function labelRow(route: Route, place: number): TableRow {
  const { label, wait, loss } = route.steps[place]!;
  return {
    key: `${routeKey(route)}/${place}`,
    values: {
      route: route.label,
      label: `${place + 1}. ${label}`,
      waitMedian: wait?.median ?? null,
      waitP90: wait?.p90 ?? null,
      reached: loss?.reached ?? null,
      completed: loss?.completed ?? null,
      dropped: loss?.dropped ?? null,
      pending: loss?.pending ?? null,
    },
    opens: {
      reached: lossOpening(route, place, "reached"),
      completed: lossOpening(route, place, "completed"),
      dropped: lossOpening(route, place, "dropped"),
      pending: lossOpening(route, place, "pending"),
    },
  };
}

function otherRow({ otherCount, otherRoutes, counted, behindOther }: Totals): TableRow {
  const name = `Other: ${format.plural(otherRoutes, "route")}`;
  return {
    key: OTHER,
    isOther: true,
    values: { route: name, journeys: otherCount, share: counted === 0 ? null : otherCount / counted },
    parts: { share: { count: otherCount, of: counted } },
    opens: { journeys: opening(`${format.plural(otherCount, "journey")}: ${name}`, otherCount, behindOther) },
  };
}

export const view: View<Answer, never> = {
  question: "commonRoutes",
  title: "Routes",
  query: CommonRoutesPictureDocument as View<Answer, never>["query"],
  fragment: CommonRoutesViewFragmentDoc,
  Picture: CommonRoutesPicture,
  table,
};
