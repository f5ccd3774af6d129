// The picture of feedback. Each row is a label, and the first row has all answers. A dot is the value of a score, the
// band around it is its 95 % interval, and the dashed line is the value of all answers. A click on a value opens the
// journeys with these answers, and a click on a name selects the label.
import { useMemo } from "react";
import { format } from "../format.js";
import { useChannelLook } from "../look.js";
import { Mark } from "../Mark.js";
import { Picture } from "../Picture.js";
import { SMALL, shorten } from "../text.js";
import type { PictureProps } from "../view.js";
import { opening } from "../view.js";
import { type FeedbackLayout, type FeedbackRow, GAP, layoutOf, SCORE } from "./layout.js";
import {
  type Answer,
  answersText,
  intervalText,
  journeysText,
  type LabelRow,
  type SCORES,
  type Score,
  valueText,
} from "./scores.js";

type Sort = (typeof SCORES)[number];

const TRACK = 8;

export function FeedbackPicture({ answer, width, selected, onSelect, onOpen }: PictureProps<Answer>) {
  const layout = useMemo(() => layoutOf(answer, width), [answer, width]);
  const { totals, labels } = answer;
  const hidden = `${format.plural(totals.otherAnswers, "answer")} about ${format.plural(totals.otherLabels, "other label")}`;
  return (
    <Picture
      label={`Feedback: ${format.plural(totals.answers, "answer")} about ${format.plural(labels.length + totals.otherLabels, "label")}.`}
      width={width}
      height={layout.height}
      selected={selected}
      onSelect={onSelect}
      onOpen={onOpen}
    >
      {layout.wide && <Heads layout={layout} />}
      {layout.rows.map((row) => (
        <Row key={row.id} row={row} layout={layout} width={width} totals={totals} isSelected={row.id === selected} />
      ))}
      {totals.otherLabels > 0 && (
        <Mark id="Other" name={hidden} value={totals.otherAnswers}>
          <text x={0} y={layout.other} className="tl-small tl-quiet">
            {shorten(`${hidden} are not shown.`, width, { size: SMALL })}
          </text>
        </Mark>
      )}
    </Picture>
  );
}

function Heads({ layout: { kinds, left, column, rows } }: { layout: FeedbackLayout }) {
  return kinds.map(({ kind, name, means }, i) => {
    const x = left + i * (column + GAP);
    return (
      <g key={kind}>
        <text x={x} y={16} className="tl-strong">
          {shorten(name, column, { weight: 600 })}
        </text>
        <text x={x} y={34} className="tl-small tl-quiet">
          {shorten(rows.length === 0 ? "" : means, column, { size: SMALL })}
        </text>
      </g>
    );
  });
}

interface RowProps {
  readonly row: FeedbackRow;
  readonly layout: FeedbackLayout;
  readonly width: number;
  readonly totals: Answer["totals"];
  readonly isSelected: boolean;
}

function Row({ row, layout, width, totals, isSelected }: RowProps) {
  const { wide, kinds, left, column } = layout;
  const { top, height, scores, isAll } = row;
  let narrow = top + 40;
  return (
    <g>
      <line x1={0} x2={width} y1={top + height} y2={top + height} style={{ stroke: "var(--tl-line)" }} />
      <Name row={row} room={wide ? left - 40 : width} isSelected={isSelected} />
      {kinds.map((sort, i) => {
        const score = scores[sort.kind];
        if (score.answers === 0)
          return wide ? (
            <text key={sort.kind} x={left + i * (column + GAP)} y={top + 29} className="tl-small tl-quiet">
              –
            </text>
          ) : null;
        const y = wide ? top : narrow;
        if (!wide) narrow += SCORE;
        return (
          <Value
            key={sort.kind}
            row={row}
            sort={sort}
            score={score}
            all={isAll ? null : totals[sort.kind].value}
            x={wide ? left + i * (column + GAP) : 0}
            y={y}
            room={column}
            isNamed={!wide}
          />
        );
      })}
    </g>
  );
}

function Name({
  row: { id, name, row, isAll, top },
  room,
  isSelected,
}: {
  row: FeedbackRow;
  room: number;
  isSelected: boolean;
}) {
  const lookOf = useChannelLook();
  const { answers, comments, unjoined, behind } = row;
  const channel = isAll ? null : ((row as LabelRow).label.channel ?? null);
  const swatch = channel === null ? 0 : 16;
  const counts = `${format.plural(answers, "answer")}${comments > 0 ? `, ${format.plural(comments, "comment")}` : ""}`;
  const journeys = isAll ? (row as Answer["totals"]).counted : (row as LabelRow).journeys;
  const details = [
    counts,
    ...(unjoined > 0
      ? [`${format.count(unjoined)} of them ${unjoined === 1 ? "belongs" : "belong"} to no interaction`]
      : []),
    ...(isAll ? [] : responseText(row as LabelRow)),
  ];
  return (
    <Mark
      id={id}
      name={name}
      value={answers}
      details={details}
      {...(isAll
        ? { opening: opening(`${format.plural(journeys, "journey")} with an answer`, journeys, behind) }
        : { selects: true })}
    >
      <rect
        className="tl-ring"
        x={-6}
        y={top + 3}
        width={room + 12}
        height={40}
        rx={6}
        style={{ fill: isSelected ? "var(--tl-accent-soft)" : "transparent" }}
      />
      {channel !== null && <circle cx={5} cy={top + 15} r={5} fill={lookOf(channel.key).colour} />}
      <text x={swatch} y={top + 19} style={{ fontWeight: 600 }}>
        {shorten(name, room - swatch, { weight: 600 })}
      </text>
      <text x={swatch} y={top + 36} className="tl-small tl-quiet">
        {shorten(counts, room - swatch, { size: SMALL })}
      </text>
    </Mark>
  );
}

const responseText = ({ answered, interactions }: LabelRow): readonly string[] =>
  interactions === 0 ? [] : [`${format.rate(answered, interactions)} of the interactions were answered`];

interface ValueProps {
  readonly row: FeedbackRow;
  readonly sort: Sort;
  readonly score: Score;
  /** The value of all answers, with which the values of labels are compared. */
  readonly all: number | null;
  readonly x: number;
  readonly y: number;
  readonly room: number;
  readonly isNamed: boolean;
}

function Value({ row, sort, score, all, x, y, room, isNamed }: ValueProps) {
  const { kind, short, name, low, high, middle } = sort;
  const at = (value: number) => x + ((value - low) / (high - low)) * room;
  const text = valueText(sort, score);
  const interval = intervalText(sort, score);
  const track = y + 30;
  const counted = format.plural(score.answers, "answer");
  return (
    <Mark
      id={`${row.id}/${kind}`}
      name={`${row.name}, ${name}: ${text}`}
      value={score.value}
      details={[
        answersText(score),
        ...(interval === null ? [] : [interval]),
        ...(all === null ? [] : [`all answers: ${sort.text(all)}`]),
      ]}
      opening={opening(journeysText(sort, score, row.name), score.journeys, score.behind)}
    >
      <rect className="tl-ring" x={x - 4} y={y + 4} width={room + 8} height={40} rx={4} fill="transparent" />
      <text x={x} y={y + 20} className={score.value === null ? "tl-quiet" : "tl-strong"}>
        {isNamed ? `${short} ${text}` : text}
      </text>
      <text x={x + room} y={y + 20} textAnchor="end" className="tl-small tl-quiet">
        {counted}
      </text>
      <rect x={x} y={track} width={room} height={TRACK} rx={TRACK / 2} style={{ fill: "var(--tl-surface)" }} />
      {middle !== null && (
        <line x1={at(middle)} x2={at(middle)} y1={track} y2={track + TRACK} style={{ stroke: "var(--tl-line-2)" }} />
      )}
      {score.interval !== null && (
        <rect
          x={at(score.interval.low)}
          y={track}
          width={Math.max(1, at(score.interval.high) - at(score.interval.low))}
          height={TRACK}
          rx={TRACK / 2}
          style={{ fill: "var(--tl-rate-3)" }}
        />
      )}
      {all !== null && (
        <line
          x1={at(all)}
          x2={at(all)}
          y1={track - 3}
          y2={track + TRACK + 3}
          style={{ stroke: "var(--tl-ink-2)", strokeDasharray: "3 2" }}
        />
      )}
      {score.value !== null && (
        <circle
          cx={at(score.value)}
          cy={track + TRACK / 2}
          r={5}
          style={{ fill: "var(--tl-done)", stroke: "var(--tl-bg)", strokeWidth: 1.5 }}
        />
      )}
    </Mark>
  );
}
