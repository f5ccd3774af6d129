// Selectors in words, with the names of the catalogue as soon as they are known.
import type { PointSelector } from "../../client/client.js";
import { usePointNames } from "../answers/points.js";
import { pointsOf, textOf } from "./selectorText.js";

export function useSelectorTexts(selectors: readonly PointSelector[]): readonly string[] {
  return useKnownTexts(selectors).texts;
}

/** Returns the texts, and whether some names in them are not known yet. */
export function useKnownTexts(selectors: readonly PointSelector[]): {
  readonly texts: readonly string[];
  readonly isPending: boolean;
} {
  const { nameOf, isPending } = usePointNames(selectors.flatMap(pointsOf));
  return { texts: selectors.map((selector) => textOf(selector, nameOf)), isPending };
}
