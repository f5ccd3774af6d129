// Selectors in words, with the names of the catalogue as soon as they are known.
import type { PointSelector } from "../../client/client.js";
import { usePointNames } from "../answers/points.js";
import { pointsOf, textOf } from "./selectorText.js";

export function useSelectorTexts(selectors: readonly PointSelector[]): readonly string[] {
  const nameOf = usePointNames(selectors.flatMap(pointsOf));
  return selectors.map((selector) => textOf(selector, nameOf));
}
