// The parts of which lanes consist. A lane is a row of the map that shows one kind of content, such as scores, with one
// cell for each stage. A row is as high as its highest cell, so a cell has a known height before it is drawn. A lane is
// made for a given width of its cells. The wide map puts the cells of a lane side by side, one per stage, and the
// narrow map puts them below each other.
import type { ReactNode } from "react";
import { SMALL, wrap } from "../text.js";
import type { MapAnswer, Stage } from "./answer.js";

/** The distance between baselines of small text. */
export const ROW = 15;

export interface Cell {
  readonly height: number;
  draw(x: number, y: number): ReactNode;
}

/** The position at which a stage is drawn. */
export interface Column {
  readonly x: number;
  readonly width: number;
}

export interface Lane {
  readonly key: string;
  readonly title: string;
  /** A note that explains how to read the lane. */
  readonly note: string;
  /** How many pixels the note leaves free beside it, such as for the faces of the emotion scale. */
  readonly noteIndent?: number;
  /** One cell per stage. */
  readonly cells: readonly Cell[];
  /** A drawing that is shown across all stages of a wide map instead of the cells. */
  readonly across?: Across;
}

export interface Across {
  readonly height: number;
  draw(columns: readonly Column[], y: number): ReactNode;
}

/** The data from which a lane is made: the stages that are drawn, and the width of a cell. */
export interface Making {
  readonly map: MapAnswer;
  readonly stages: readonly Stage[];
  readonly width: number;
}

/** Null if there is nothing to show in any stage. */
export type MakeLane = (making: Making) => Lane | null;

export const NOTHING: Cell = { height: 0, draw: () => null };

/** Cells below each other. */
export function stack(cells: readonly Cell[], gap = 6): Cell {
  const shown = cells.filter(({ height }) => height > 0);
  if (shown.length === 0) return NOTHING;
  return {
    height: shown.reduce((sum, { height }) => sum + height, gap * (shown.length - 1)),
    draw: (x, y) => {
      let top = y;
      return shown.map((cell, i) => {
        const at = top;
        top += cell.height + gap;
        // biome-ignore lint/suspicious/noArrayIndexKey: the cells of a stack have no other identity.
        return <g key={i}>{cell.draw(x, at)}</g>;
      });
    },
  };
}

const COLUMN_GAP = 14;

/** The number of cells that fit side by side in a wide column, and the width of each. */
export function fitting(width: number): { readonly beside: number; readonly each: number } {
  const beside = width >= 560 ? 3 : width >= 340 ? 2 : 1;
  return { beside, each: Math.floor((width - (beside - 1) * COLUMN_GAP) / beside) };
}

/** Puts cells into rows, from left to right. Each has the width that `fitting` returns. */
export function grid(cells: readonly Cell[], width: number, gap = 6): Cell {
  const { beside, each } = fitting(width);
  const shown = cells.filter(({ height }) => height > 0);
  const rows = Array.from({ length: Math.ceil(shown.length / beside) }, (_, row): Cell => {
    const members = shown.slice(row * beside, (row + 1) * beside);
    return {
      height: Math.max(...members.map(({ height }) => height)),
      draw: (x, y) =>
        members.map((cell, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the cells of a row have no other identity.
          <g key={i}>{cell.draw(x + i * (each + COLUMN_GAP), y)}</g>
        )),
    };
  });
  return stack(rows, gap);
}

/** A lane with the same kind of cell in each stage. */
export function laneOf(
  lane: Pick<Lane, "key" | "title" | "note">,
  { stages }: Making,
  cellOf: (stage: Stage, index: number) => Cell,
): Lane | null {
  const cells = stages.map(cellOf);
  return cells.every(({ height }) => height === 0) ? null : { ...lane, cells };
}

/** Small text in lines. */
export function SmallLines({
  x,
  y,
  lines,
  className = "tl-small",
}: {
  readonly x: number;
  readonly y: number;
  readonly lines: readonly string[];
  readonly className?: string;
}) {
  return (
    <text x={x} y={y} className={className}>
      {lines.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text have no other identity.
        <tspan key={i} x={x} dy={i === 0 ? 0 : ROW}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

/** A paragraph of small text. */
export function paragraph(text: string, width: number, className = "tl-small", most = 6): Cell {
  const weight = className.includes("tl-strong") ? 600 : 400;
  const lines = wrap(text, width, { size: SMALL, weight }, most);
  return {
    height: lines.length * ROW,
    draw: (x, y) => <SmallLines x={x} y={y + 11} lines={lines} className={className} />,
  };
}
