// The row of one journey in the timeline of a customer: its heading, lanes, interactions and handoffs.
import { type CustomerJourney, HEAD_NARROW, type JourneyRow, LANE_PAD } from "./customerLayout.js";
import { format } from "./format.js";
import { useChannelLook } from "./look.js";
import { Mark } from "./Mark.js";
import { SMALL, SMALLEST, shorten, widthOf } from "./text.js";
import { EDGES, eventMark, handoffMark } from "./timeline.js";
import { factsOf, headOf, reasonText, VERDICTS } from "./timelineLayout.js";

export const VERDICT_ORDER = ["FAILED", "SUCCEEDED", "PENDING"] as const;

type Verdict = (typeof VERDICT_ORDER)[number];

/**
 * Returns the number of handoffs of the journey with this verdict. If `all` is false, the answer does not contain all
 * handoffs, so the number is a minimum.
 */
export function counted(
  { handoffs }: CustomerJourney,
  verdict: Verdict,
): { readonly count: number; readonly all: boolean } {
  const count = handoffs.nodes.filter((handoff) => handoff.verdict === verdict).length;
  return { count, all: handoffs.nodes.length === handoffs.totalCount };
}

function failedText(journey: CustomerJourney): string | null {
  const { count, all } = counted(journey, "FAILED");
  if (count === 0) return null;
  return `✕ ${all ? "" : "at least "}${format.plural(count, "failed handoff")}`;
}

function lengthText({ length, startedAt, endedAt }: CustomerJourney): string {
  const millis = Date.parse(endedAt) - Date.parse(startedAt);
  return `${format.plural(length, "interaction")}${length > 1 ? ` in ${format.duration(millis)}` : ""}`;
}

interface RowProps {
  readonly row: JourneyRow;
  readonly left: number;
  readonly laneLeft: number;
  readonly width: number;
}

export function Row({ row, left, laneLeft, width }: RowProps) {
  const { journey, top, height, gap, bar, dots, signs } = row;
  const failed = failedText(journey);
  const isBeside = laneLeft > 0;
  const headRoom = (isBeside ? laneLeft - 16 : width) - 10;
  return (
    <g>
      <rect
        x={0.5}
        y={top + 0.5}
        width={width - 1}
        height={height - 1}
        rx={6}
        fill="none"
        style={{ stroke: "var(--tl-line)" }}
        pointerEvents="none"
      />
      <Mark
        id={journey.key}
        name={`Journey from ${format.time(journey.startedAt)}`}
        value={journey.length}
        details={[
          lengthText(journey),
          ...(journey.value === null ? [] : [`value ${format.number(journey.value)}`]),
          ...(failed === null ? [] : [failed]),
        ]}
        selects
      >
        <rect
          className="tl-ring"
          x={2}
          y={top + 2}
          width={headRoom + 6}
          height={(isBeside ? height : HEAD_NARROW) - 4}
          rx={5}
          fill="transparent"
        />
        <text x={10} y={top + 18} className="tl-strong">
          {shorten(format.time(journey.startedAt), headRoom, { weight: 600 })}
        </text>
        <text x={10} y={top + 35} className="tl-small tl-quiet">
          {shorten(
            !isBeside && failed !== null ? `${lengthText(journey)} · ${failed}` : lengthText(journey),
            headRoom,
            { size: SMALL },
          )}
        </text>
        {isBeside && failed !== null && (
          <text x={10} y={top + 51} className="tl-small" style={{ fontWeight: 600 }}>
            {shorten(failed, headRoom, { size: SMALL, weight: 600 })}
          </text>
        )}
        {bar !== null && (
          <rect
            x={bar.x}
            y={bar.y}
            width={bar.width}
            height={12}
            rx={3}
            style={{ fill: failed === null ? "var(--tl-done)" : "var(--tl-more-3)" }}
          />
        )}
      </Mark>
      {bar === null && (
        <>
          <Lanes row={row} left={left} laneLeft={laneLeft} />
          {dots.map((dot) => (
            <Dot key={dot.event.position} journey={journey.key} dot={dot} />
          ))}
          {signs.map((sign) => (
            <Sign key={sign.handoff.position} journey={journey.key} sign={sign} />
          ))}
          <Rest row={row} left={left} width={width} />
        </>
      )}
      {gap !== null && (
        <text x={10} y={top + height + 20} className="tl-small tl-quiet">
          {`↑ ${gap}`}
        </text>
      )}
    </g>
  );
}

/** The names of the lanes, which identify channels without colour, and the line of the journey from lane to lane. */
function Lanes({ row, left, laneLeft }: { row: JourneyRow; left: number; laneLeft: number }) {
  const { lanes, dots } = row;
  const end = dots.at(-1)?.x ?? left;
  return (
    <g pointerEvents="none">
      {lanes.map(({ key, name, y }) => (
        <g key={key}>
          <text x={left - 12} y={y + 4} textAnchor="end" className="tl-small tl-quiet">
            {shorten(name, left - laneLeft - LANE_PAD + 1, { size: SMALL })}
          </text>
          <line x1={left} x2={end} y1={y} y2={y} style={{ stroke: "var(--tl-line)", strokeWidth: 1 }} />
        </g>
      ))}
      <polyline
        points={dots.map(({ x, y }) => `${x},${y}`).join(" ")}
        fill="none"
        style={{ stroke: "var(--tl-line-2)", strokeWidth: 2 }}
      />
    </g>
  );
}

function Dot({ journey, dot }: { journey: string; dot: JourneyRow["dots"][number] }) {
  const lookOf = useChannelLook();
  const { event, x, y } = dot;
  const { touchpoint } = event;
  return (
    <Mark
      id={`${journey}/${eventMark(event)}`}
      name={`${touchpoint.channel.name}: ${touchpoint.name}`}
      value={event.at}
      details={[
        format.time(event.at),
        ...factsOf(event),
        ...(touchpoint.stage === null ? [] : [`stage ${touchpoint.stage.name}`]),
      ]}
      selects
    >
      <circle className="tl-ring" cx={x} cy={y} r={6} fill={lookOf(touchpoint.channel.key).colour} />
    </Mark>
  );
}

function Sign({ journey, sign }: { journey: string; sign: JourneyRow["signs"][number] }) {
  const { handoff, x, y } = sign;
  const { verdict } = handoff;
  return (
    <Mark
      id={`${journey}/${handoffMark(handoff)}`}
      name={headOf(handoff)}
      value={VERDICTS[verdict].word}
      details={handoff.reasons.map((reason) => reasonText(handoff, reason))}
      selects
    >
      <circle
        className="tl-ring"
        cx={x}
        cy={y}
        r={7.5}
        style={{
          fill: "var(--tl-bg)",
          stroke: EDGES[verdict],
          strokeWidth: verdict === "FAILED" ? 2 : 1.2,
        }}
      />
      <text x={x} y={y + 4} textAnchor="middle" style={{ fontSize: SMALLEST, fontWeight: 700 }}>
        {VERDICTS[verdict].symbol}
      </text>
    </Mark>
  );
}

/** The number of interactions for which there is no space in the row. */
function Rest({ row, left, width }: { row: JourneyRow; left: number; width: number }) {
  const { journey, dots, moreInteractions, moreHandoffs } = row;
  if (moreInteractions === 0 && moreHandoffs === 0) return null;
  const last = Math.max(left, dots.at(-1)?.x ?? 0, ...row.signs.map((sign) => sign.x));
  const x = last + 16;
  const y = row.lanes[0]?.y ?? row.top + 18;
  const text = `+${format.count(moreInteractions)} more`;
  return (
    <Mark
      id={`${journey.key}/more`}
      name={`${format.plural(moreInteractions, "more interaction")} of this journey`}
      value={moreInteractions}
      details={moreHandoffs === 0 ? [] : [`with ${format.plural(moreHandoffs, "handoff")}`]}
      selects
    >
      <rect
        className="tl-ring"
        x={x - 4}
        y={y - 10}
        width={Math.min(width - x, widthOf(text, { size: SMALL }) + 8)}
        height={20}
        rx={4}
        fill="transparent"
      />
      <text x={x} y={y + 4} className="tl-small tl-quiet">
        {text}
      </text>
    </Mark>
  );
}
