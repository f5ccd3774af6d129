// Loads pages. The page that the address names is loaded before anything is rendered. Any other page is loaded when the
// pointer or the focus reaches a link to it, so that it is usually loaded when the link is clicked.
import { type ComponentType, useEffect, useState } from "react";
import { type Place, placeAt } from "../state/place.js";
import type { State } from "../state/state.js";

interface Page {
  readonly default: ComponentType;
  /** Sends the first requests of the page before the page is rendered. */
  readonly askAhead?: (state: State) => void;
}

const LOAD: Readonly<Record<Place, () => Promise<Page>>> = {
  overview: () => import("./overview.js"),
  map: () => import("./map.js"),
  routes: () => import("./routes.js"),
  flow: () => import("./flow.js"),
  ends: () => import("./ends.js"),
  funnel: () => import("./funnel.js"),
  timeToConvert: () => import("./timeToConvert.js"),
  interactionsToGoal: () => import("./interactionsToGoal.js"),
  feedback: () => import("./feedback.js"),
  handoffs: () => import("./handoffs.js"),
  conformance: () => import("./conformance.js"),
  blueprints: () => import("./blueprints.js"),
  personas: () => import("./personas.js"),
  touchpoints: () => import("./touchpoints.js"),
  opportunities: () => import("./opportunities.js"),
  journeys: () => import("./journeys.js"),
  journey: () => import("./journey.js"),
  customers: () => import("./customers.js"),
  customer: () => import("./customer.js"),
};

const loaded = new Map<Place, Page>();

export async function loadPage(place: Place): Promise<Page> {
  const page = loaded.get(place) ?? (await LOAD[place]());
  loaded.set(place, page);
  return page;
}

/** Loads the page that a link leads to when the pointer or the focus reaches the link. */
export function loadPagesAhead(): void {
  const load = ({ target }: Event) => {
    const link = (target as Element).closest?.("a");
    const place = link == null || link.origin !== window.location.origin ? null : placeAt(link.pathname);
    // A page that cannot be loaded is reported when it is opened.
    if (place !== null) loadPage(place).catch(() => {});
  };
  document.addEventListener("pointerover", load, { passive: true });
  document.addEventListener("focusin", load);
}

export interface ShownPage {
  /** The page; null while it is being loaded. */
  readonly Page: ComponentType | null;
  /**
   * Whether the files of the page cannot be loaded, because the service has stopped or has been replaced by another
   * release.
   */
  readonly isMissing: boolean;
}

/**
 * The page of a place. React's `lazy` is not used, because it shows a fallback for at least 300 ms, even if the page is
 * loaded after 10 ms.
 */
export function usePage(place: Place): ShownPage {
  const [, setArrived] = useState<Place>();
  const [missing, setMissing] = useState<Place>();
  const page = loaded.get(place);
  const isLoaded = page !== undefined;
  useEffect(() => {
    if (isLoaded) return;
    loadPage(place).then(
      () => setArrived(place),
      () => setMissing(place),
    );
  }, [place, isLoaded]);
  return { Page: page?.default ?? null, isMissing: !isLoaded && missing === place };
}
