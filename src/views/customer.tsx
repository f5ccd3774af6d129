// The timeline of a customer: all journeys of a page, one below the other, with their interactions by channel, and the
// handoffs that failed. A mark shows a journey, an interaction or a handoff.
import { useMemo } from "react";
import { type Answer, type CustomerJourney, customerLayout, gapOf } from "./customerLayout.js";
import { counted, Row, VERDICT_ORDER } from "./customerRow.js";
import { format } from "./format.js";
import { CustomerPictureDocument, CustomerViewFragmentDoc } from "./generated/graphql.js";
import { Mark } from "./Mark.js";
import { Picture } from "./Picture.js";
import type { TimelineScale } from "./timelineLayout.js";
import type { PictureProps, TableData, TableRow, View } from "./view.js";

/** Reads the key of a mark: `JOURNEY`, `JOURNEY/interaction-3`, `JOURNEY/handoff-1` or `JOURNEY/more`. */
export function placeOfMark(mark: string): { readonly journey: string; readonly within: string | null } {
  const at = mark.indexOf("/");
  return at < 0 ? { journey: mark, within: null } : { journey: mark.slice(0, at), within: mark.slice(at + 1) };
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

/** The table has a row per journey. Interactions are in the table of each journey. */
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
      { key: "failed", name: "Failed", unit: "handoffs", kind: "count" },
      { key: "succeeded", name: "Succeeded", unit: "handoffs", kind: "count" },
      { key: "pending", name: "Pending", unit: "handoffs", kind: "count" },
      { key: "value", name: "Value", unit: null, kind: "number" },
      { key: "journey", name: "Journey", unit: null, kind: "text" },
    ],
    rows,
  };
}

/** The channels in order, without repeats. An ellipsis follows if the answer does not contain all interactions. */
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
