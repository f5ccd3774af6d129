// Finds the page of the explorer that asks the same question with the same arguments. It also finds the arguments that
// the page does not have.
import { addressOf } from "../../explorer/state/address.js";
import { type Place, TAKES_UNIT } from "../../explorer/state/place.js";
import { type State, stateAt } from "../../explorer/state/state.js";
import type { Opening } from "../../views/view.js";
import { type Asked, type Asking, askedArguments } from "../document/fields.js";

interface Page {
  readonly place: Place;
  /** The arguments that the page has in addition to filter and unit, or null if it has all of them. */
  readonly holds: readonly string[] | null;
  /** Values for arguments that the query does not give, but for which the page would choose a value of its own. */
  readonly absent?: Readonly<Record<string, unknown>>;
}

const PAGES: Readonly<Record<string, Page>> = {
  commonRoutes: { place: "routes", holds: null, absent: { to: null, options: {} } },
  feedback: { place: "feedback", holds: null },
  ends: { place: "ends", holds: null },
  flow: { place: "flow", holds: null, absent: { options: {} } },
  funnel: { place: "funnel", holds: null },
  handoffs: { place: "handoffs", holds: null },
  conformance: { place: "conformance", holds: null },
  interactionsToGoal: { place: "interactionsToGoal", holds: null },
  timeToConvert: { place: "timeToConvert", holds: null },
  journeyMap: {
    place: "map",
    holds: ["persona", "segment", "blueprint", "version", "goal", "within", "first"],
    absent: { persona: null, blueprint: null },
  },
  touchpointPerformance: { place: "touchpoints", holds: null },
  opportunities: { place: "opportunities", holds: null },
  journeys: { place: "journeys", holds: ["after"] },
  journey: { place: "journey", holds: ["key"] },
  customer: { place: "customer", holds: ["key"] },
};

export interface InExplorer {
  readonly address: string;
  /** The arguments that the page does not have. They stay in the playground. */
  readonly leftOut: readonly string[];
}

/** Null if the explorer has no page for the question. */
export function inExplorer(root: Asked, asking: Asking): InExplorer | null {
  const page = Object.hasOwn(PAGES, root.field.name) ? PAGES[root.field.name] : undefined;
  if (page === undefined) return null;
  // Defaults are written out, because the page may have other defaults.
  const { holds, place, absent } = page;
  const { filter = {}, unit = null, ...others } = { ...absent, ...askedArguments(root, asking) };
  const given = new Set(root.nodes[0]?.arguments?.map(({ name }) => name.value) ?? []);
  const held = Object.entries(others).filter(([name]) => holds === null || holds.includes(name));
  const leftOut = Object.keys(others).filter((name) => holds !== null && !holds.includes(name) && given.has(name));
  const target = stateAt(place, filter as object, Object.fromEntries(held));
  return {
    address: addressOf(TAKES_UNIT.has(place) ? { ...target, unit: ownUnit(unit as State["unit"]) } : target),
    leftOut,
  };
}

/** The stored journey becomes null, because an address leaves out the default unit. */
const ownUnit = (unit: State["unit"]): State["unit"] => (unit?.journey === true ? null : unit);

/** The address of the list of journeys behind a count of the question. */
export function addressOfJourneys({ behind, what }: Opening, root: Asked, asking: Asking): string {
  const unit = ownUnit((askedArguments(root, asking).unit ?? null) as State["unit"]);
  return addressOf({ ...stateAt("journeys", { behind }, {}, { behind: what }), unit });
}
