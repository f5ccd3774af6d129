// One page that the service asks of itself once its threads are warm. The first one takes the engine some 40 ms, in which no
// other request is looked at: better then than when eight clients come at once.
import type { ApolloServer } from "@apollo/server";
import type { Context } from "../resolvers/context.js";
import type { Service } from "../service/service.js";

export const WARM_UP_PAGE = `{ journeys(first: 20) { nodes { key startedAt endedAt length customer { key }
  interactions(first: 50) { nodes { at value wait touchpoint { key name channel { name } stage { name } } } } } } }`;

/** Resolves when it is answered; what goes wrong is said to who asks the same. */
export async function warmUpPage(apollo: ApolloServer<Context>, service: Service): Promise<void> {
  const scope = service.scope(new AbortController().signal);
  await apollo.executeOperation({ query: WARM_UP_PAGE }, { contextValue: { service, scope } }).catch(() => {});
}
