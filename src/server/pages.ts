// The pages and their addresses. The explorer draws its own places, so one file answers all of them.
const EXPLORER = "explorer/index.html";
const PLAYGROUND = "playground/index.html";

/** The places of the explorer (src/explorer/state/place.ts). */
export const EXPLORER_PLACES = [
  "/",
  "/routes",
  "/flow",
  "/funnel",
  "/handoffs",
  "/journeys",
  "/journey",
  "/customers",
  "/customer",
] as const;

const FILES = new Map<string, string>([
  ...EXPLORER_PLACES.map((place): [string, string] => [place, EXPLORER]),
  ["/playground/", PLAYGROUND],
]);

/** The file of the page at this address, in the folder of the built pages; null if no page is there. */
export function pageAt(pathname: string): string | null {
  return FILES.get(pathname) ?? null;
}
