// Pages that the service requests of itself, so that clients do not wait for the engine to compile. The first page
// takes about 40 ms, during which no other request is served. A page of customers is requested before the service
// listens, because it needs only the store. A page of journeys is requested once the projection is built and the
// threads are warm.
import type { ApolloServer } from "@apollo/server";
import type { Context } from "../resolvers/context.js";
import type { Service } from "../service/service.js";

const JOURNEY = `key startedAt endedAt length customer { key }
  interactions(first: 50) { nodes { at value wait touchpoint { key name channel { name } stage { name } } } }`;

export const WARM_UP_PAGES = {
  customers: `{ customers(first: 5) { nodes { key attributes journeys(first: 5) { nodes { ${JOURNEY} } } } } }`,
  journeys: `{ journeys(first: 20) { nodes { ${JOURNEY} } } }`,
} as const;

/** Resolves when the page is answered. An error is logged, and clients with the same request receive it too. */
export async function warmUpPage(
  apollo: ApolloServer<Context>,
  service: Service,
  page: keyof typeof WARM_UP_PAGES,
): Promise<void> {
  const scope = service.scope(new AbortController().signal);
  await apollo.executeOperation({ query: WARM_UP_PAGES[page] }, { contextValue: { service, scope } }).catch(() => {});
}
