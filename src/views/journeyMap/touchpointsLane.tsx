// The lane of touchpoints. It shows the touchpoints that customers meet, in order of visits, with channel and owner.
// Touchpoints that were not met or cannot be measured come last.
import { format } from "../format.js";
import { useChannelLook } from "../look.js";
import { Mark } from "../Mark.js";
import { SMALL, SMALLEST, shorten, widthOf } from "../text.js";
import { intervalOf, type MapAnswer, otherStage, type Stage, someJourneys, type Touchpoint } from "./answer.js";
import { type Cell, fitting, grid, laneOf, type MakeLane, paragraph, stack } from "./cell.js";
import { emotionText } from "./emotionLane.js";

/** The largest number of touchpoints without visits that are named. */
const MOST_UNMEASURED = 4;
const HEIGHT = 38;

export const touchpointsLane: MakeLane = (making) =>
  laneOf(
    {
      key: "touchpoints",
      title: "Touchpoints",
      note:
        making.map.other === undefined
          ? "What customers meet, by visits, with channel and owner."
          : "Share of the journeys of each side that meet them.",
    },
    making,
    (stage) => {
      const { map, width } = making;
      const { each } = fitting(width);
      const most = Math.max(
        1,
        ...map.stages.flatMap(({ touchpoints }) => touchpoints.map((one) => sizeOf(map, one))),
        ...(map.other?.stages ?? []).flatMap(({ touchpoints }) => touchpoints.map((one) => sizeOf(map, one))),
      );
      const beside = otherStage(map, stage)?.touchpoints;
      return stack(
        [
          grid(
            stage.touchpoints.map((one) =>
              touchpointCell(
                map,
                stage,
                one,
                each,
                most,
                beside?.find(({ label }) => label.key === one.label.key),
              ),
            ),
            width,
            4,
          ),
          ...(stage.otherTouchpoints === 0
            ? []
            : [
                paragraph(
                  `and ${format.plural(stage.otherTouchpoints, "more touchpoint")}`,
                  width,
                  "tl-small tl-quiet",
                ),
              ]),
          ...(stage.unmeasured.length === 0 ? [] : [paragraph(unmeasuredText(stage), width, "tl-small tl-quiet", 3)]),
        ],
        4,
      );
    },
  );

/** The number of visits. If two sides of different size are compared, it is the number per 10,000 journeys. */
const sizeOf = (map: MapAnswer, { visits, reach }: Touchpoint): number =>
  map.other === undefined ? visits : Math.round((reach.rate ?? 0) * 10_000);

function unmeasuredText({ unmeasured }: Stage): string {
  const names = unmeasured.slice(0, MOST_UNMEASURED).map(({ label }) => label);
  const more = unmeasured.length - names.length;
  return `Without data: ${names.join(", ")}${more > 0 ? ` and ${format.count(more)} more` : ""}`;
}

function touchpointCell(
  map: MapAnswer,
  stage: Stage,
  touchpoint: Touchpoint,
  width: number,
  most: number,
  beside: Touchpoint | undefined,
): Cell {
  const { label, visits, reach, conversion, failure, scores, behind } = touchpoint;
  const compares = map.other !== undefined;
  const channel = label.touchpoint?.channel;
  const owner = label.touchpoint?.owner;
  const number = compares
    ? `${format.percent(reach.rate)} · ${format.percent(beside?.reach.rate ?? null)}`
    : format.count(visits);
  const room = width - widthOf(number, { size: SMALL }) - 8;
  const about = [channel?.name, owner].filter((text) => text != null).join(" · ");
  const interval = intervalOf(reach);
  return {
    height: compares ? HEIGHT + 6 : HEIGHT,
    draw: (x, y) => (
      <Mark
        id={`${stage.label.key}/touchpoint/${label.key}`}
        name={label.label}
        value={visits}
        details={[
          `${format.plural(visits, "visit")}${about === "" ? "" : `, ${about}`}`,
          `met in ${format.rate(reach.count, reach.of)} of the journeys`,
          ...(interval === null ? [] : [interval]),
          ...(beside === undefined ? [] : [`side B: ${format.rate(beside.reach.count, beside.reach.of)}`]),
          ...(conversion.of > 0 ? [`then the goal: ${format.rate(conversion.count, conversion.of)} of visits`] : []),
          ...(scores.csat.value === null
            ? []
            : [`CSAT ${format.percent(scores.csat.value)} (${format.plural(scores.csat.answers, "answer")})`]),
          ...(scores.emotion.value === null
            ? []
            : [`emotion ${emotionText(scores.emotion.value)} (${format.plural(scores.emotion.answers, "answer")})`]),
          ...(failure.count > 0 ? [`failed: ${format.rate(failure.count, failure.of)}`] : []),
        ]}
        opening={someJourneys(visits, "visit", label.label, behind)}
      >
        <rect className="tl-ring" x={x} y={y} width={width} height={HEIGHT} style={{ fill: "transparent" }} />
        <text x={x} y={y + 12} className="tl-small">
          {shorten(label.label, room, { size: SMALL })}
        </text>
        <text x={x + width} y={y + 12} textAnchor="end" className="tl-small">
          {number}
        </text>
        <text x={x} y={y + 25} className="tl-wait tl-quiet">
          {shorten(about, width, { size: SMALLEST })}
        </text>
        <Bar x={x} y={y + 30} width={(width * sizeOf(map, touchpoint)) / most} channel={channel?.key} />
        {compares && (
          <Bar
            x={x}
            y={y + 36}
            width={beside === undefined ? 0 : (width * sizeOf(map, beside)) / most}
            channel={channel?.key}
            isB
          />
        )}
      </Mark>
    ),
  };
}

function Bar({
  x,
  y,
  width,
  channel,
  isB = false,
}: {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly channel: string | undefined;
  readonly isB?: boolean;
}) {
  const { colour } = useChannelLook()(channel);
  const shown = isB ? Math.max(0, width) : Math.max(2, width);
  return (
    <rect
      x={x}
      y={y}
      width={shown}
      height={5}
      rx={2}
      style={isB ? { fill: "none", stroke: colour, strokeWidth: 1.2 } : { fill: colour }}
    />
  );
}
