// The journeys that both sides of a comparison have in scope: a row of one side within a row of the other.

import type { BothSides } from "../questions/compare/drilldown.js";
import type { Reference } from "../questions/question.js";
import { writeBehind } from "./behind.js";

export type { BothSides } from "../questions/compare/drilldown.js";

/** Those of B's journeys that are A's too. It names one row within another, so it is written when it is asked for. */
export function inBoth({ a, b }: BothSides): Reference {
  return { ...b, args: { ...b.args, filter: { behind: writeBehind(a) } } };
}
