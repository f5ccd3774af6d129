// The counts of a pair in the list of handoffs: its failures with the rate, and its settled and pending handoffs.
import { format } from "../format.js";
import { useHatch } from "../frame.js";
import { Mark } from "../Mark.js";
import { SMALL, widthOf } from "../text.js";
import { columns, type ListLayout, pendingText, RATE } from "./listLayout.js";
import {
  failuresOpening,
  failuresText,
  handoffsOpening,
  handoffsText,
  isTooFew,
  markOf,
  nameOf,
  type Pair,
  pendingOpening,
} from "./pair.js";

const BAR = 7;

export function Failures({ pair, layout, top }: { pair: Pair; layout: ListLayout; top: number }) {
  const { wide, row } = layout;
  const right = columns(layout)[0];
  const y = wide ? top + row / 2 + 4 : top + 62;
  const [rate, counts] = rateTexts(pair);
  const room = wide ? RATE : widthOf(`${rate} ${counts}`, { weight: 600 }) + 8;
  const left = wide ? right - RATE : 0;
  return (
    <Mark
      id={`${markOf(pair)}/failed`}
      name={`${nameOf(pair)}: ${failuresText(pair)}`}
      value={pair.failed}
      details={[`${format.rate(pair.failed, pair.settled)} of the settled handoffs`]}
      opening={failuresOpening(pair)}
    >
      <rect
        className="tl-ring"
        x={left}
        y={wide ? top + 1 : y - 15}
        width={room}
        height={wide ? row - 2 : 22}
        rx={4}
        fill="transparent"
      />
      {wide ? (
        <text x={right} y={y} textAnchor="end">
          <tspan className={isTooFew(pair) ? "" : "tl-strong"} style={{ fontWeight: isTooFew(pair) ? 400 : 600 }}>
            {rate}
          </tspan>{" "}
          <tspan style={{ fill: "var(--tl-accent)" }}>{counts}</tspan>
        </text>
      ) : (
        <text x={0} y={y}>
          <tspan style={{ fontWeight: isTooFew(pair) ? 400 : 600 }}>{rate}</tspan>{" "}
          <tspan style={{ fill: "var(--tl-accent)" }}>{counts}</tspan>
        </text>
      )}
    </Mark>
  );
}

/** The texts "37.3 %" and "(1,291 of 3,457)". There is no rate if there are too few handoffs. */
function rateTexts(pair: Pair): readonly [string, string] {
  const fraction = format.fraction(pair.failed, pair.settled);
  return isTooFew(pair) || pair.failRate === null ? ["", fraction] : [format.percent(pair.failRate), `(${fraction})`];
}

/**
 * The handoffs of a pair. Settled handoffs are a bar, and pending handoffs are hatched behind it. The rate does not
 * count pending handoffs.
 */
export function Volume({ pair, layout, top, most }: { pair: Pair; layout: ListLayout; top: number; most: number }) {
  const hatch = useHatch();
  const { wide, width, row, volume } = layout;
  const left = wide ? width - volume : 0;
  const settled = (pair.settled / most) * volume;
  const pending = pair.pending === 0 ? 0 : Math.max(3, (pair.pending / most) * volume);
  const y = wide ? top + row / 2 + 13 : top + 81;
  const count = wide ? format.count(pair.count) : format.plural(pair.count, "handoff");
  const waiting = pendingText(pair.pending);
  const countWidth = widthOf(count, { size: SMALL });
  const pendingLeft = wide ? width - widthOf(waiting, { size: SMALL }) - 2 : countWidth + 34;
  const [hitTop, hitHeight] = wide ? [top + 1, row - 2] : [y - 14, 20];
  return (
    <g>
      <Mark
        id={`${markOf(pair)}/count`}
        name={`${nameOf(pair)}: ${handoffsText(pair)}`}
        value={pair.count}
        details={[`${format.count(pair.settled)} settled, ${format.count(pair.pending)} pending`]}
        opening={handoffsOpening(pair)}
      >
        <rect
          className="tl-ring"
          x={left}
          y={hitTop}
          width={wide ? Math.max(30, pendingLeft - left - 4) : countWidth + 4}
          height={hitHeight}
          rx={4}
          fill="transparent"
        />
        {wide && (
          <rect
            x={left}
            y={top + 10}
            width={Math.max(1.5, settled)}
            height={BAR}
            rx={1.5}
            style={{ fill: "var(--tl-open)" }}
          />
        )}
        <text x={left} y={y} className="tl-small">
          {count}
        </text>
      </Mark>
      {pair.pending > 0 && (
        <Mark
          id={`${markOf(pair)}/pending`}
          name={`${nameOf(pair)}: ${format.plural(pair.pending, "pending handoff")}`}
          value={pair.pending}
          details={["their windows are not over, so they are not judged yet"]}
          opening={pendingOpening(pair)}
        >
          <rect
            className="tl-ring"
            x={pendingLeft - (wide ? 2 : 16)}
            y={hitTop}
            width={widthOf(waiting, { size: SMALL }) + (wide ? 4 : 20)}
            height={hitHeight}
            rx={4}
            fill="transparent"
          />
          <rect
            x={wide ? Math.min(left + settled + 1, width - pending) : pendingLeft - 15}
            y={wide ? top + 10 : y - 9}
            width={wide ? pending : 10}
            height={wide ? BAR : 10}
            style={{ fill: hatch, stroke: "var(--tl-open)", strokeWidth: 0.75 }}
          />
          <text x={pendingLeft} y={y} className="tl-small tl-quiet">
            {waiting}
          </text>
        </Mark>
      )}
    </g>
  );
}
