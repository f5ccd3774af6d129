// The timeline of a customer: all journeys of a page, one below the other, with their interactions by channel, and where
// handoffs broke. A mark stands for a journey, an interaction or a handoff.
import { useMemo } from "react";
import {
  type Answer,
  type CustomerJourney,
  customerLayout,
  gapOf,
  HEAD_NARROW,
  type JourneyRow,
  LANE_PAD,
} from "./customerLayout.js";
import { format } from "./format.js";
import { CustomerPictureDocument, CustomerViewFragmentDoc } from "./generated/graphql.js";
import { useChannelLook } from "./look.js";
import { Mark, Picture } from "./Picture.js";
import { SMALL, SMALLEST, shorten, widthOf } from "./text.js";
import { EDGES, eventMark, handoffMark } from "./timeline.js";
import { factsOf, headOf, reasonText, type TimelineScale, VERDICTS } from "./timelineLayout.js";
import type { PictureProps, TableData, TableRow, View } from "./view.js";

/** `JOURNEY`, `JOURNEY/interaction-3`, `JOURNEY/handoff-1` or `JOURNEY/more`. */
export function placeOfMark(mark: string): { readonly journey: string; readonly within: string | null } {
  const at = mark.indexOf("/");
  return at < 0 ? { journey: mark, within: null } : { journey: mark.slice(0, at), within: mark.slice(at + 1) };
}

const VERDICT_ORDER = ["FAILED", "SUCCEEDED", "PENDING"] as const;
type Verdict = (typeof VERDICT_ORDER)[number];

/** Handoffs of the journey with this verdict. "At least" where the answer does not hold all handoffs. */
function counted({ handoffs }: CustomerJourney, verdict: Verdict): { readonly count: number; readonly all: boolean } {
  const count = handoffs.nodes.filter((handoff) => handoff.verdict === verdict).length;
  return { count, all: handoffs.nodes.length === handoffs.totalCount };
}

function brokenText(journey: CustomerJourney): string | null {
  const { count, all } = counted(journey, "FAILED");
  if (count === 0) return null;
  return `✕ ${all ? "" : "at least "}${format.plural(count, "broken handoff")}`;
}

function lengthText({ length, startedAt, endedAt }: CustomerJourney): string {
  const millis = Date.parse(endedAt) - Date.parse(startedAt);
  return `${format.plural(length, "interaction")}${length > 1 ? ` in ${format.duration(millis)}` : ""}`;
}

interface TimelineProps extends PictureProps<Answer> {
  readonly scale: TimelineScale;
}

function CustomerTimeline({ answer, scale, width, selected, onSelect, onOpen }: TimelineProps) {
  const layout = useMemo(() => customerLayout(answer, width, scale), [answer, width, scale]);
  const { nodes, totalCount } = answer.journeys;
  return (
    <Picture
      label={`Timeline of ${format.fraction(nodes.length, totalCount)} ${totalCount === 1 ? "journey" : "journeys"} of ${answer.key}.`}
      width={width}
      height={Math.max(1, layout.height)}
      selected={selected}
      onSelect={onSelect}
      {...(onOpen === undefined ? {} : { onOpen })}
    >
      {layout.ticks.map(({ x, text }, i) => (
        <g key={text}>
          <line x1={x} x2={x} y1={24} y2={layout.height - 8} style={{ stroke: "var(--tl-line)", strokeWidth: 1 }} />
          <text
            x={x}
            y={14}
            textAnchor={i === 0 ? "start" : i === layout.ticks.length - 1 ? "end" : "middle"}
            className="tl-small tl-quiet"
          >
            {text}
          </text>
        </g>
      ))}
      {layout.rows.map((row) => (
        <Row key={row.journey.key} row={row} left={layout.left} laneLeft={layout.laneLeft} width={width} />
      ))}
      {layout.others > 0 && (
        <Mark
          id="Other"
          name={`Other journeys of ${answer.key}`}
          value={layout.others}
          details={[`${format.plural(layout.others, "journey")} on other pages`]}
        >
          <rect x={0} y={layout.othersY} width={width} height={28} rx={6} style={{ fill: "var(--tl-surface)" }} />
          <text x={10} y={layout.othersY + 18} className="tl-small tl-quiet">
            {`${format.plural(layout.others, "other journey")} on other pages`}
          </text>
        </Mark>
      )}
    </Picture>
  );
}

interface RowProps {
  readonly row: JourneyRow;
  readonly left: number;
  readonly laneLeft: number;
  readonly width: number;
}

function Row({ row, left, laneLeft, width }: RowProps) {
  const { journey, top, height, gap, bar, dots, signs } = row;
  const broken = brokenText(journey);
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
          ...(broken === null ? [] : [broken]),
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
            !isBeside && broken !== null ? `${lengthText(journey)} · ${broken}` : lengthText(journey),
            headRoom,
            { size: SMALL },
          )}
        </text>
        {isBeside && broken !== null && (
          <text x={10} y={top + 51} className="tl-small" style={{ fontWeight: 600 }}>
            {shorten(broken, headRoom, { size: SMALL, weight: 600 })}
          </text>
        )}
        {bar !== null && (
          <rect
            x={bar.x}
            y={bar.y}
            width={bar.width}
            height={12}
            rx={3}
            style={{ fill: broken === null ? "var(--tl-done)" : "var(--tl-more-3)" }}
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

/** The names of the lanes, which keep the channels apart without colour, and the way of the journey through them. */
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

/** A row per journey. The picture's interactions are in the table of the journey itself. */
function table(answer: Answer): TableData {
  const { nodes, totalCount } = answer.journeys;
  const rows = nodes.map((journey, i): TableRow => {
    const before = nodes[i + 1];
    const [failed, succeeded, pending] = VERDICT_ORDER.map((verdict) => counted(journey, verdict));
    const all = failed!.all;
    return {
      key: journey.key,
      values: {
        startedAt: journey.startedAt,
        endedAt: journey.endedAt,
        gap: before === undefined ? null : isoOf(gapOf(before, journey)),
        length: journey.length,
        channels: channelsOf(journey),
        handoffs: journey.handoffs.totalCount,
        failed: all ? failed!.count : null,
        succeeded: all ? succeeded!.count : null,
        pending: all ? pending!.count : null,
        value: journey.value,
        journey: journey.key,
      },
    };
  });
  const others = totalCount - nodes.length;
  if (others > 0)
    rows.push({
      key: "Other",
      values: { channels: `${format.plural(others, "other journey")} on other pages` },
      isOther: true,
    });
  return {
    caption: `Journeys of ${answer.key}, latest start first: ${format.fraction(nodes.length, totalCount)}`,
    columns: [
      { key: "startedAt", name: "Started", unit: null, kind: "date" },
      { key: "endedAt", name: "Ended", unit: null, kind: "date" },
      { key: "gap", name: "Gap", unit: "since the journey before", kind: "duration" },
      { key: "length", name: "Interactions", unit: null, kind: "count" },
      { key: "channels", name: "Channels", unit: null, kind: "text" },
      { key: "handoffs", name: "Handoffs", unit: null, kind: "count" },
      { key: "failed", name: "Broken", unit: "handoffs", kind: "count" },
      { key: "succeeded", name: "Succeeded", unit: "handoffs", kind: "count" },
      { key: "pending", name: "Pending", unit: "handoffs", kind: "count" },
      { key: "value", name: "Value", unit: null, kind: "number" },
      { key: "journey", name: "Journey", unit: null, kind: "text" },
    ],
    rows,
  };
}

/** The channels in order, without repeats; an ellipsis where the answer does not hold all interactions. */
function channelsOf({ interactions, length }: CustomerJourney): string {
  const names = interactions.nodes.map(({ touchpoint }) => touchpoint.channel.name);
  const changes = names.filter((name, i) => name !== names[i - 1]);
  return [...changes, ...(interactions.nodes.length < length ? ["…"] : [])].join(" → ");
}

function isoOf(millis: number): string {
  return `${millis < 0 ? "-" : ""}PT${Math.abs(millis) / 1000}S`;
}

function Ordinal(props: PictureProps<Answer>) {
  return <CustomerTimeline {...props} scale="ordinal" />;
}

function InTime(props: PictureProps<Answer>) {
  return <CustomerTimeline {...props} scale="time" />;
}

export const view: View<Answer, never> = {
  question: "customer",
  title: "Timeline of a customer",
  query: CustomerPictureDocument as unknown as View<Answer, never>["query"],
  fragment: CustomerViewFragmentDoc,
  Picture: Ordinal,
  table,
};
/** Whether distances are proportional to time. */
export const viewInTime: View<Answer, never> = { ...view, Picture: InTime };
