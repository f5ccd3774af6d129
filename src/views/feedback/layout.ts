// The positions of the parts of the picture of feedback. If there is space, each score is a column beside the labels;
// otherwise, the scores of a label are below its name.
import {
  ALL,
  type Answer,
  givenScores,
  type LabelRow,
  labelMark,
  type Score,
  type ScoreKind,
  type Totals,
} from "./scores.js";

export const GAP = 28;
/** The least width of a column of scores. */
const LEAST_COLUMN = 140;
const NAME = 230;
const HEAD = 58;
const HEAD_NARROW = 12;
const ROW = 48;
/** The heights of the parts of a narrow row: its name with its counts, and each of its scores. */
const TITLE = 40;
export const SCORE = 44;

export interface FeedbackRow {
  /** The mark of the row. */
  readonly id: string;
  readonly name: string;
  readonly row: LabelRow | Totals;
  readonly scores: Readonly<Record<ScoreKind, Score>>;
  readonly isAll: boolean;
  readonly top: number;
  readonly height: number;
}

export interface FeedbackLayout {
  readonly wide: boolean;
  readonly kinds: ReturnType<typeof givenScores>;
  /** The position and the width of the first column of scores; the others follow at the same distance. */
  readonly left: number;
  readonly column: number;
  readonly rows: readonly FeedbackRow[];
  /** The position of the text about labels that are not shown. */
  readonly other: number;
  readonly height: number;
}

export function layoutOf(answer: Answer, width: number): FeedbackLayout {
  const kinds = givenScores(answer);
  const { totals, labels } = answer;
  const left = Math.min(NAME, Math.round(width * 0.24));
  const wide = kinds.length > 0 && (width - left) / kinds.length - GAP >= LEAST_COLUMN;
  const column = wide ? (width - left) / kinds.length - GAP : width;
  let top = wide ? HEAD : HEAD_NARROW;
  const place = (id: string, name: string, row: LabelRow | Totals, isAll: boolean): FeedbackRow => {
    const own = kinds.filter(({ kind }) => row[kind].answers > 0).length;
    const height = wide ? ROW : TITLE + own * SCORE + 8;
    const placed = { id, name, row, scores: row, isAll, top, height };
    top += height;
    return placed;
  };
  const rows = [
    ...(totals.answers > 0 ? [place(ALL, "All answers", totals, true)] : []),
    ...labels.map((row) => place(labelMark(row.label.key), row.label.label, row, false)),
  ];
  return {
    wide,
    kinds,
    left: left + GAP,
    column,
    rows,
    other: top + 20,
    height: top + (totals.otherLabels > 0 ? 32 : 4),
  };
}
