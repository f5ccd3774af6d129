// Apollo Server with our schema: hardened, without batching, landing page or usage reporting. It never listens itself.
import { ApolloServer, type ApolloServerPlugin } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { Logger } from "pino";
import type { Context } from "../resolvers/context.js";
import { schema } from "../resolvers/schema.js";
import { admissionPlugin } from "./admission.js";
import { answerText } from "./answerText.js";
import { argumentPlugin, errorFormatter } from "./errors.js";
import { MAX_COMMENTS, MAX_ERRORS, MAX_QUERY_LENGTH, MAX_TOKENS } from "./limits.js";

export const PARSE_OPTIONS = {
  maxTokens: MAX_TOKENS,
  maxComments: MAX_COMMENTS,
  maxSourceLength: MAX_QUERY_LENGTH,
};

/** Returns a started server. `answerBytes` is the size of the largest answer. */
export async function startApollo(log: Logger, answerBytes: number): Promise<ApolloServer<Context>> {
  const apollo = new ApolloServer<Context>({
    schema: schema(),
    logger: log,
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    // Automatic persisted queries would only save bytes of requests, which do not matter for a service with few
    // clients.
    persistedQueries: false,
    // The server shuts down in its own order (server.ts).
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    parseOptions: PARSE_OPTIONS,
    // admissionPlugin makes these checks instead, in time linear in the length of the query.
    dangerouslyDisableValidation: true,
    executionOptions: { maxCoercionErrors: MAX_ERRORS },
    formatError: errorFormatter(log),
    stringifyResult: (value) => answerText(value, answerBytes),
    plugins: [
      admissionPlugin(answerBytes),
      argumentPlugin,
      statusPlugin,
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await apollo.start();
  return apollo;
}

/**
 * Sets the status as the specification "GraphQL over HTTP" requires. With the older media type, a well-formed request
 * is answered with 200 even if it has errors, so that they are not mistaken for errors of an intermediary. With
 * `application/graphql-response+json`, a query that cannot be executed is answered with 400.
 */
const statusPlugin: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async willSendResponse({ request, response, source }) {
        const accept = request.http?.headers.get("accept") ?? "";
        if (
          source !== undefined &&
          response.http.status === 400 &&
          !accept.includes("application/graphql-response+json")
        )
          response.http.status = 200;
      },
    };
  },
};
