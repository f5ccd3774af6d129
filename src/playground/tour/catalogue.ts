// Before the tour is written, finds out which data the store has, so that every query of the tour names things that
// exist. The first request has only reads that every store answers at once. Then several questions are asked at the
// same time: which handoff fails most often, which properties and cases there are, and which touchpoint has the most
// answers. Questions may take long, and are not possible while the projection is being built. Without an answer about
// handoffs, the tour uses the two busiest channels. Without the answer to another question, it leaves out a step.
import { type GraphQLAnswer, RequestFailed, request } from "../request.js";
import { chooseGoal } from "./choose.js";
import type { BrokenHandoff, Catalogue, CatalogueGoal, CatalogueStage, CatalogueTouchpoint } from "./loaded.js";
import { isCampaign } from "./row-steps.js";

export type { BrokenHandoff, Catalogue, CatalogueGoal, CatalogueStage, CatalogueTouchpoint } from "./loaded.js";

/** The number of latest journeys from which the customer of the tour is chosen. */
const LATEST = 50;
/** Milliseconds after which the page continues without the answer to a question. */
const SUGGESTION_TIMEOUT = 3_000;

export const READS = `query TourCatalogue {
  status { synthetic customers journeys interactions newest }
  touchpoints { key name kind visits starts ends channel { key name assisted } stage { key } }
  stages { key name position phase }
  goals { key name isDefault selector }
  segments { key }
  journeys(first: ${LATEST}) { nodes { length endedAt customer { key attributes } } }
}`;

export const brokenest = (goal: string): string => `query TourHandoff {
  handoffs(settings: { goal: ${goal} }, first: 1) {
    handoffs { from { key } to { key } reasons { reason count } }
  }
}`;

/** Questions whose answers the tour takes its names from. */
export const SUGGESTIONS = {
  properties: `query TourProperties {
  properties(first: 20) { key values(first: 2) { value } }
}`,
  cases: `query TourCases {
  commonRoutes(unit: { case: true }, options: { repeats: COLLAPSE }, first: 20) { routes { steps { key } } }
}`,
  feedback: `query TourFeedback {
  feedback(options: { grain: TOUCHPOINT }, first: 1) { labels { label { key } } }
}`,
} as const;

interface Properties {
  properties: { key: string; values: { value: string }[] }[];
}

interface Cases {
  commonRoutes: { routes: { steps: { key: string }[] }[] };
}

interface Feedback {
  feedback: { labels: { label: { key: string } }[] };
}

interface LatestJourney {
  length: number;
  endedAt: string;
  customer: { key: string; attributes: Record<string, string> };
}

interface Reads {
  status: Pick<Catalogue, "synthetic" | "customers" | "journeys" | "interactions" | "newest">;
  touchpoints: CatalogueTouchpoint[];
  stages: CatalogueStage[];
  goals: CatalogueGoal[];
  segments: { key: string }[];
  journeys: { nodes: LatestJourney[] };
}

interface Handoffs {
  handoffs: {
    handoffs: { from: { key: string }; to: { key: string }; reasons: { reason: string; count: number }[] }[];
  };
}

/**
 * Throws RequestFailed if the service does not answer as expected. The code UNAUTHENTICATED means that it requires a
 * key.
 */
export async function loadCatalogue(): Promise<Catalogue> {
  const reads = dataOf(await request<Reads>({ query: READS }));
  const catalogue: Catalogue = {
    ...reads.status,
    // While the projection is being built, the status does not have the newest time yet.
    newest: reads.status.newest ?? latestEnd(reads.journeys.nodes),
    touchpoints: [...reads.touchpoints].sort((a, b) => b.visits - a.visits || (a.key < b.key ? -1 : 1)),
    stages: reads.stages,
    goals: reads.goals,
    segments: reads.segments.map(({ key }) => key),
    customer: longest(reads.journeys.nodes)?.customer.key ?? null,
    attribute: dividing(reads.journeys.nodes.map((j) => j.customer.attributes)),
    property: null,
    cases: null,
    answered: null,
    broken: null,
  };
  const [broken, property, cases, answered] = await Promise.all([
    askBroken(catalogue),
    askProperty(),
    askCases(),
    askAnswered(),
  ]);
  return { ...catalogue, broken, property, cases, answered };
}

/** The answer, or null if it takes too long, or if the store cannot give it. */
async function suggested<Data>(query: string): Promise<Data | null> {
  const late = new Promise<null>((resolve) => setTimeout(resolve, SUGGESTION_TIMEOUT, null));
  const asked = request<Data>({ query }).catch(() => null);
  return (await Promise.race([asked, late]))?.data ?? null;
}

async function askProperty(): Promise<Catalogue["property"]> {
  const properties = (await suggested<Properties>(SUGGESTIONS.properties))?.properties ?? [];
  const several = properties.filter(({ values }) => values.length > 1);
  const found = several.find(({ key }) => isCampaign(key)) ?? several[0];
  return found === undefined ? null : { key: found.key, value: found.values[0]!.value };
}

async function askCases(): Promise<Catalogue["cases"]> {
  const routes = (await suggested<Cases>(SUGGESTIONS.cases))?.commonRoutes.routes ?? [];
  const route = routes.find(({ steps }) => steps.length > 1 && steps[0]!.key !== steps.at(-1)!.key);
  return route === undefined ? null : { from: route.steps[0]!.key, to: route.steps.at(-1)!.key };
}

async function askAnswered(): Promise<string | null> {
  return (await suggested<Feedback>(SUGGESTIONS.feedback))?.feedback.labels[0]?.label.key ?? null;
}

async function askBroken(catalogue: Catalogue): Promise<BrokenHandoff | null> {
  const goal = chooseGoal(catalogue);
  if (goal === null) return null;
  const first = (await suggested<Handoffs>(brokenest(goal.selector)))?.handoffs.handoffs[0];
  if (first === undefined) return null;
  const reasons = first.reasons.filter(({ reason, count }) => count > 0 && reason !== "UNRESOLVED");
  reasons.sort((a, b) => b.count - a.count);
  return { from: first.from.key, to: first.to.key, reason: reasons[0]?.reason ?? null };
}

function dataOf<Data>(answer: GraphQLAnswer<Data>): Data {
  if (answer.data) return answer.data;
  const { message = "The service answered without data.", extensions } = answer.errors?.[0] ?? {};
  throw new RequestFailed(extensions?.remedy ? `${message} ${extensions.remedy}` : message, extensions?.code ?? null);
}

function longest<J extends { length: number }>(journeys: readonly J[]): J | undefined {
  return journeys.reduce<J | undefined>((best, j) => (best && best.length >= j.length ? best : j), undefined);
}

function latestEnd(journeys: readonly { endedAt: string }[]): string | null {
  const ends = journeys.map((j) => Date.parse(j.endedAt));
  return ends.length === 0 ? null : new Date(Math.max(...ends)).toISOString();
}

/**
 * Chooses the attribute with the fewest values, but at least two, so that its groups are large. If several have equally
 * few, the first key is chosen.
 */
function dividing(customers: readonly Readonly<Record<string, string>>[]): Catalogue["attribute"] {
  const values = new Map<string, Map<string, number>>();
  for (const attributes of customers) {
    for (const [key, value] of Object.entries(attributes)) {
      const counts = values.get(key) ?? new Map<string, number>();
      values.set(key, counts.set(value, (counts.get(value) ?? 0) + 1));
    }
  }
  const divided = [...values].filter(([, counts]) => counts.size > 1);
  divided.sort((a, b) => a[1].size - b[1].size || (a[0] < b[0] ? -1 : 1));
  const [key, counts] = divided[0] ?? [];
  if (key === undefined || counts === undefined) return null;
  const [value] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]!;
  return { key, value };
}
