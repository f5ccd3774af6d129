// The places of the explorer, which are its pages, and the path of each. The server serves the explorer at these paths
// (server/pages.ts).

export const PATHS = {
  overview: "/",
  map: "/map",
  routes: "/routes",
  flow: "/flow",
  ends: "/ends",
  funnel: "/funnel",
  timeToConvert: "/time-to-convert",
  interactionsToGoal: "/interactions-to-goal",
  handoffs: "/handoffs",
  conformance: "/conformance",
  feedback: "/feedback",
  blueprints: "/blueprints",
  personas: "/personas",
  touchpoints: "/touchpoints",
  opportunities: "/opportunities",
  journeys: "/journeys",
  journey: "/journey",
  customers: "/customers",
  customer: "/customer",
} as const;

export type Place = keyof typeof PATHS;

export const PLACES = Object.keys(PATHS) as readonly Place[];

/** The places whose questions take a unit of analysis. All other places count stored journeys. */
export const TAKES_UNIT: ReadonlySet<Place> = new Set([
  "overview",
  "routes",
  "flow",
  "ends",
  "funnel",
  "timeToConvert",
  "interactionsToGoal",
  "handoffs",
  "journeys",
  "conformance",
] as const);

/** The place of a path; null if there is none. */
export function placeAt(path: string): Place | null {
  return PLACES.find((place) => PATHS[place] === path) ?? null;
}
