// The view of one journey: its timeline, and a table of its interactions and handoffs.
import { format } from "./format.js";
import { JourneyPictureDocument, type JourneyViewFragment, JourneyViewFragmentDoc } from "./generated/graphql.js";
import { eventMark, handoffMark, Timeline } from "./timeline.js";
import { factsOf, reasonText, type TimelineScale, VERDICTS } from "./timelineLayout.js";
import type { PictureProps, TableData, TableRow, View } from "./view.js";

type Answer = JourneyViewFragment;

/** A table with the interactions in order. Below each interaction are the handoffs that leave from it. */
function table({ length, customer, interactions, handoffs }: Answer): TableData {
  const { nodes } = interactions;
  const rows = nodes.flatMap((event): TableRow[] => [
    {
      key: eventMark(event),
      values: {
        position: event.position,
        at: event.at,
        wait: event.wait,
        channel: event.touchpoint.channel.name,
        touchpoint: event.touchpoint.name,
        stage: event.touchpoint.stage?.name ?? null,
        facts: factsOf(event).join("; "),
        key: event.key,
      },
    },
    ...handoffs.nodes
      .filter(({ leaves }) => leaves.position === event.position)
      .map(
        (handoff): TableRow => ({
          key: handoffMark(handoff),
          values: {
            position: event.position,
            at: event.at,
            wait: handoff.wait,
            channel: `${handoff.from.label} → ${handoff.to.label}`,
            verdict: VERDICTS[handoff.verdict].word,
            facts: handoff.reasons.map((reason) => reasonText(handoff, reason)).join(" "),
          },
        }),
      ),
  ]);
  const others = length - nodes.length;
  if (others > 0)
    rows.push({
      key: "Other",
      values: { touchpoint: `${format.plural(others, "interaction")} on other pages` },
      isOther: true,
    });
  return {
    caption: `Journey of ${customer.key}: ${format.fraction(nodes.length, length)} ${length === 1 ? "interaction" : "interactions"}, and the handoffs among them`,
    columns: [
      { key: "position", name: "No.", unit: null, kind: "count" },
      { key: "at", name: "Time", unit: "UTC", kind: "date" },
      { key: "wait", name: "Wait", unit: null, kind: "duration" },
      { key: "channel", name: "Channel", unit: null, kind: "text" },
      { key: "touchpoint", name: "Touchpoint", unit: null, kind: "text" },
      { key: "stage", name: "Stage", unit: null, kind: "text" },
      { key: "verdict", name: "Handoff", unit: null, kind: "text" },
      { key: "facts", name: "What the log says, or why it failed", unit: null, kind: "text" },
      { key: "key", name: "Interaction", unit: "key", kind: "text" },
    ],
    rows,
  };
}

interface JourneyTimelineProps extends PictureProps<Answer> {
  readonly scale: TimelineScale;
}

function JourneyTimeline({ answer, scale, width, selected, onSelect }: JourneyTimelineProps) {
  return (
    <Timeline
      events={answer.interactions.nodes}
      handoffs={answer.handoffs.nodes}
      scale={scale}
      width={width}
      selected={selected}
      onSelect={onSelect}
    />
  );
}

function Ordinal(props: PictureProps<Answer>) {
  return <JourneyTimeline {...props} scale="ordinal" />;
}

function InTime(props: PictureProps<Answer>) {
  return <JourneyTimeline {...props} scale="time" />;
}

export const view: View<Answer, never> = {
  question: "journey",
  title: "Timeline of a journey",
  query: JourneyPictureDocument as unknown as View<Answer, never>["query"],
  fragment: JourneyViewFragmentDoc,
  Picture: Ordinal,
  table,
};
/** Whether distances are proportional to time. */
export const viewInTime: View<Answer, never> = { ...view, Picture: InTime };
