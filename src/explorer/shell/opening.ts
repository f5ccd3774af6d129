// Makes a link to the journeys that a number counts. The reference contains the question with its filter, so it
// replaces the filter of the page.
import type { Opening } from "../../views/view.js";
import { stateAt, type Target } from "../state/state.js";

export function journeysBehind({ behind, what }: Opening): Target {
  return stateAt("journeys", { behind }, {}, { behind: what });
}
