// The pages and their addresses. The explorer is a single application with several places. Each place nevertheless has
// an HTML file of its own. The file names the modules of the place, so that the browser loads all of them at once
// (vite.pages.config.ts).
const PLAYGROUND = "playground/index.html";

/** The places of the explorer by their addresses (src/explorer/state/place.ts). */
const PLACES: Readonly<Record<string, string>> = {
  "/": "overview",
  "/map": "map",
  "/routes": "routes",
  "/flow": "flow",
  "/ends": "ends",
  "/funnel": "funnel",
  "/time-to-convert": "timeToConvert",
  "/interactions-to-goal": "interactionsToGoal",
  "/handoffs": "handoffs",
  "/conformance": "conformance",
  "/feedback": "feedback",
  "/blueprints": "blueprints",
  "/personas": "personas",
  "/touchpoints": "touchpoints",
  "/opportunities": "opportunities",
  "/journeys": "journeys",
  "/journey": "journey",
  "/customers": "customers",
  "/customer": "customer",
};

export const EXPLORER_PLACES: readonly string[] = Object.keys(PLACES);

const FILES = new Map<string, string>([
  ...Object.entries(PLACES).map(([address, place]): [string, string] => [address, `explorer/${place}.html`]),
  ["/playground/", PLAYGROUND],
]);

/** The file of the page at this address, in the folder of the built pages; null if no page is there. */
export function pageAt(pathname: string): string | null {
  if (pathname === "/docs/") return "docs/index.html";
  // A page of the documentation has an HTML file with the same name. An image has an extension, and is a file itself.
  if (DOCS.test(pathname)) return `${pathname.slice(1)}.html`;
  return FILES.get(pathname) ?? null;
}

const DOCS = /^\/docs\/(?:decisions\/)?[a-z0-9-]+$/;
