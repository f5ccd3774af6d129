// A route as a row: its share, then its labels as cells with the waits between them.
import { format } from "../format.js";
import { type ChannelLook, useChannelLook } from "../look.js";
import { Mark } from "../Mark.js";
import { Lines } from "../shapes.js";
import { SMALL, shorten, wrap } from "../text.js";
import { opening } from "../view.js";
import { type Route, routeKey, type Step, type Totals } from "./answer.js";
import { BETWEEN, placesOf } from "./grid.js";
import { BAND, BAND_CODE, CELL, LINE_GAP, SHARE } from "./layout.js";
import { LOSS_HEIGHT, LossStrip } from "./loss.js";
import { DASHED, foldName, labelMark, labelsOf, type RowProps, shareDetails, Tick, WaitMark } from "./marks.js";

export function WideRow({ route, row, layout, totals }: RowProps) {
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

/** The wait before a label, on the line that leads to the label. If the channel changes, the line has a tick. */
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

/** The fold, which replaces the labels that are left out. Selecting it shows these labels. */
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
