// Example journeys, loaded from the store by key. A journey that was erased or split again in the meantime is left out.
import { DEFAULT_EXAMPLES } from "../schema/pages.js";
import type { RequestScope } from "./scope.js";
import type { LoadedJourney } from "./views.js";

export async function examples(
  scope: RequestScope,
  keys: readonly string[],
  first: number | null | undefined,
): Promise<LoadedJourney[]> {
  const found = await Promise.all(keys.slice(0, first ?? DEFAULT_EXAMPLES).map((key) => scope.journeys.load(key)));
  return found.filter((journey) => journey !== null);
}
