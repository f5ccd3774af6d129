// Decides whether a query is executed. Checks its shape (shape.ts), the rules of GraphQL, and its price (price.ts).
// Also adds `extensions.cost`, with the price and the limit, to the answer.
//
// Apollo's own validation is switched off, because GraphQL's rule about overlapping fields compares fields pair by
// pair, and one query could hold the event loop for a second. Here, the shape is checked first, and GraphQL's rule is
// replaced by one whose time is linear (mergeRule.ts).
import type {
  ApolloServerPlugin,
  GraphQLRequestContext,
  GraphQLRequestContextDidResolveOperation,
} from "@apollo/server";
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
  OperationTypeNode,
  OverlappingFieldsCanBeMergedRule,
  specifiedRules,
  validate,
} from "graphql";
import type { Context } from "../resolvers/context.js";
import { Meter } from "../resolvers/meter.js";
import { turnIsLong } from "../service/turns.js";
import { MAX_COST, MAX_ERRORS, tooExpensive } from "./limits.js";
import { mergeRule } from "./mergeRule.js";
import { priceOf } from "./price.js";
import { shapeProblem } from "./shape.js";
import { sizesOf } from "./sizes.js";
import { noSubscriptionRule } from "./subscriptionRule.js";
import { areLarge, coerceInTurns, withCoercedVariables } from "./variables.js";

const RULES = [
  noSubscriptionRule,
  ...specifiedRules.map((rule) => (rule === OverlappingFieldsCanBeMergedRule ? mergeRule : rule)),
];

/** The errors of documents that were already checked. Apollo caches documents, so each is checked only once. */
const checked = new WeakMap<DocumentNode, readonly GraphQLError[]>();

/**
 * The errors of a document that do not depend on variables. At most MAX_ERRORS are returned. If there are
 * more, one further error says so.
 */
export function problemsOf(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  let problems = checked.get(document);
  if (problems === undefined) {
    const shape = shapeProblem(document);
    problems = shape === null ? validate(schema, document, RULES, { maxErrors: MAX_ERRORS }).map(asInvalid) : [shape];
    checked.set(document, problems);
  }
  return problems;
}

/** `answerBytes` is the largest size that an answer may have, in bytes. */
export function admissionPlugin(answerBytes: number): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      let problems: readonly GraphQLError[] = [];
      let price = 0;
      return {
        async didResolveOperation(context) {
          const { schema, document, operation, request, contextValue } = context;
          problems = problemsOf(schema, document);
          if (problems.length > 0) throw problems[0];
          if (operation === undefined) return;
          const sizes = await sizesOf(contextValue);
          // Reading the sizes may have ended the turn of the event loop. This call then starts the clock of the new
          // turn (service/turns.ts).
          turnIsLong();
          const priced = priceOf(schema, document, operation, request.variables ?? {}, sizes);
          price = Math.ceil(priced.price);
          if (price > MAX_COST)
            throw tooExpensive(`The query could return some ${price} objects; the limit is ${MAX_COST}.`);
          contextValue.meter = new Meter(priced.price, { objects: MAX_COST, bytes: answerBytes }, priced.expected);
          problems = await replaceLargeVariables(context, operation);
          if (problems.length > 0) throw problems[0];
        },
        // `didResolveOperation` can throw only one error, so the other problems are added here.
        async didEncounterErrors({ errors }) {
          if (errors[0] === problems[0]) (errors as GraphQLError[]).push(...problems.slice(1));
        },
        async willSendResponse(context) {
          const { body } = context.response;
          if (body.kind !== "single") return;
          const { meter } = context.contextValue;
          const stopped = meter?.stopped ?? null;
          body.singleResult = {
            ...(stopped === null ? body.singleResult : { data: null, errors: [stoppedError(stopped, context)] }),
            extensions: { ...body.singleResult.extensions, cost: { price: meter?.price ?? price, limit: MAX_COST } },
          };
        },
      };
    },
  };
}

type Resolved = GraphQLRequestContextDidResolveOperation<Context>;

/** Coerces large variables, so that GraphQL does not do it at once (variables.ts). Returns the errors. */
async function replaceLargeVariables(
  context: Resolved,
  operation: OperationDefinitionNode,
): Promise<readonly GraphQLError[]> {
  const { schema, document, request } = context;
  const { variables = {} } = request;
  if (!areLarge(variables)) return [];
  const coerced = await coerceInTurns(schema, operation, variables);
  if ("errors" in coerced) return coerced.errors.map(asBadInput);
  // Apollo executes the variables that the context holds.
  request.variables = coerced.variables;
  (context as { document: DocumentNode }).document = withCoercedVariables(document, operation);
  return [];
}

/** The single error of an answer that was stopped. Repeating the error for every field would not help the client. */
function stoppedError({ message, extensions }: GraphQLError, { operation }: GraphQLRequestContext<Context>) {
  const isChange = operation?.operation === OperationTypeNode.MUTATION;
  const remedy = `${isChange ? "The change was made; only the answer is missing. " : ""}${String(extensions.remedy)}`;
  return { message, extensions: { ...extensions, remedy } };
}

/** Puts the error into the form in which Apollo reports errors in variables. */
function asBadInput(error: GraphQLError): GraphQLError {
  return new GraphQLError(error.message, {
    nodes: error.nodes,
    originalError: error.originalError ?? error,
    extensions: { code: "BAD_USER_INPUT", ...error.extensions, http: { status: 400, headers: new Map() } },
  });
}

/** Puts the errors into the form in which Apollo reports its own validation errors. */
function asInvalid(error: GraphQLError): GraphQLError {
  const own = error.originalError instanceof GraphQLError ? error.originalError.extensions : {};
  return new GraphQLError(error.message, {
    nodes: error.nodes,
    extensions: {
      code: "GRAPHQL_VALIDATION_FAILED",
      ...own,
      ...error.extensions,
      http: { status: 400, headers: new Map() },
    },
  });
}
