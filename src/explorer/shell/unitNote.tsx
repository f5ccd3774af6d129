// Says what the word "journey" means on the page if the unit is not the stored journey, and what the answer leaves out.
import { leftOutSentence, unitSentence } from "../fields/unitText.js";
import { scopeOf } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";

export function UnitNote({ leftOut = 0 }: { readonly leftOut?: number | undefined }) {
  const { unit = null } = scopeOf(useExplorer().state);
  const sentences = [unitSentence(unit), leftOutSentence(unit, leftOut)].filter((sentence) => sentence !== null);
  return sentences.length === 0 ? null : <p className="unit-note">{sentences.join(" ")}</p>;
}
