// What a picture gives to the marks in it: which mark is the tab stop, which is selected, and what a mark does.
import { createContext, useContext } from "react";
import type { Opening } from "./view.js";

export interface Frame {
  readonly current: string | null;
  readonly selected: string | null;
  readonly hatch: string;
  act(mark: ActingMark): void;
  show(element: Element, mark: ActingMark): void;
  hide(): void;
}

export interface ActingMark {
  readonly id: string;
  readonly name: string;
  readonly details: readonly string[];
  readonly opening: Opening | null;
  /** The key of the selected mark, or null if none is selected. */
  readonly selects: string | null;
}

export const FrameContext = createContext<Frame | null>(null);

export function useFrame(): Frame {
  const frame = useContext(FrameContext);
  if (frame === null) throw new Error("A mark must be inside a Picture.");
  return frame;
}

/** The fill for areas whose journeys are pending, or that have too few handoffs for a rate. */
export const useHatch = (): string => useFrame().hatch;
