// Catalogues for tests of the tour in a short notation: "channel/kind visits starts ends", one touchpoint per line.
import type { Catalogue, CatalogueTouchpoint } from "../../src/playground/tour/catalogue.js";

const ASSISTED = new Set(["phone", "chat", "store"]);

export function catalogueOf(lines: string, more: Partial<Catalogue> = {}): Catalogue {
  const touchpoints = lines
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map(touchpoint)
    .sort((a, b) => b.visits - a.visits || (a.key < b.key ? -1 : 1));
  const visits = touchpoints.reduce((sum, t) => sum + t.visits, 0);
  return {
    synthetic: false,
    customers: visits,
    journeys: visits,
    interactions: visits,
    newest: visits === 0 ? null : "2026-10-31T20:00:00Z",
    touchpoints,
    stages: [],
    goals: [],
    segments: [],
    customer: visits === 0 ? null : "ana",
    attribute: null,
    property: null,
    cases: null,
    answered: null,
    broken: null,
    ...more,
  };
}

function touchpoint(line: string): CatalogueTouchpoint {
  const [key, visits, starts, ends, stage] = line.split(/\s+/);
  const [channel, kind] = key!.split("/") as [string, string];
  return {
    key: key!,
    name: kind,
    kind,
    visits: Number(visits ?? 0),
    starts: Number(starts ?? 0),
    ends: Number(ends ?? 0),
    channel: { key: channel, name: channel, assisted: ASSISTED.has(channel) },
    stage: stage ? { key: stage } : null,
  };
}

export const RETAILER = catalogueOf(
  `search/search-ad 5000 3000 10 awareness
   web/product-page 9000 900 800 consideration
   web/payment 3000 0 2000 decision
   web/click-and-collect-order 1500 0 200 decision
   store/pick-up 1200 20 600 decision
   phone/support-call 900 100 300 retention
   phone/sales-call 950 100 300 decision
   chat/support-chat 1100 100 300 retention
   tv/tv-ad 0 0 0 awareness`,
  {
    stages: ["awareness", "consideration", "decision", "retention"].map((key, i) => ({
      key,
      name: key,
      position: i + 1,
      phase: null,
    })),
    goals: [
      { key: "first-interest", name: "First interest", isDefault: false, selector: { kinds: ["product-page"] } },
      {
        key: "purchase",
        name: "Purchase",
        isDefault: true,
        selector: { touchpoints: ["web/payment", "store/pick-up"] },
      },
    ],
  },
);
