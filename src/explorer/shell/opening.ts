// From a count to the journeys behind it. The reference holds the question with its filter, so it becomes the filter.
import type { Opening } from "../../views/view.js";
import { type State, stateAt } from "../state/state.js";

export function journeysBehind({ behind, what }: Opening): State {
  return stateAt("journeys", { behind }, {}, { behind: what });
}
