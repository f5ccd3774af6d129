// Pages that the service asks of itself, so that clients do not wait for the engine: it takes some 40 ms for the first page,
// in which no other request is looked at. One of customers is asked before the service listens, as the store alone answers
// it; one of journeys once the projection is there and the threads are warm.
import type { ApolloServer } from "@apollo/server";
import type { Context } from "../resolvers/context.js";
import type { Service } from "../service/service.js";

const JOURNEY = `key startedAt endedAt length customer { key }
  interactions(first: 50) { nodes { at value wait touchpoint { key name channel { name } stage { name } } } }`;

export const WARM_UP_PAGES = {
  customers: `{ customers(first: 5) { nodes { key attributes journeys(first: 5) { nodes { ${JOURNEY} } } } } }`,
  journeys: `{ journeys(first: 20) { nodes { ${JOURNEY} } } }`,
} as const;

/** Resolves when it is answered; what goes wrong is logged, and said to who asks the same. */
export async function warmUpPage(
  apollo: ApolloServer<Context>,
  service: Service,
  page: keyof typeof WARM_UP_PAGES,
): Promise<void> {
  const scope = service.scope(new AbortController().signal);
  await apollo.executeOperation({ query: WARM_UP_PAGES[page] }, { contextValue: { service, scope } }).catch(() => {});
}
