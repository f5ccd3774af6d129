// What one request may ask: limits on its text, its shape and the objects it can return. Each with a reason, and each a
// refusal with a code; introspection, which tools send, passes all of them.
import type { ApolloServerPlugin } from "@apollo/server";
import {
  type ASTVisitor,
  GraphQLError,
  type GraphQLNamedType,
  getNamedType,
  getVariableValues,
  isObjectType,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
} from "graphql";
import { type ComplexityEstimator, getComplexity } from "graphql-query-complexity";
import type { Context } from "../resolvers/context.js";
import type { AskedFilter } from "../service/arguments.js";
import type { AskedSides } from "../service/asked.js";
import { questionsBehind } from "../service/behind.js";

/** Bytes of a request's body: 10,000 interactions of some 200 bytes, and room. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;
/** A query of the explorer has some hundred tokens; a recording of 300 interactions written out has about 10,000. */
export const MAX_TOKENS = 20_000;
/** Errors reported of one query, so that a long wrong query is not a long answer. */
export const MAX_ERRORS = 5;
/** customers → edges → node → journeys → edges → node → interactions → edges → node → touchpoint → channel has 11. */
export const MAX_DEPTH = 20;
/** One page may ask a dozen questions side by side; each alias of a question is a question. */
export const MAX_ALIASES = 50;
/** Objects that an answer can hold; about a second of work for the process that serves everyone. */
export const MAX_COST = 200_000;
/** A question looks at every journey: it costs as much as so many objects. */
const QUESTION_COST = 1_000;
/** Lists without a page are as long as the catalogue: some forty touchpoints. */
const LIST_LENGTH = 40;
const ROWS = new Set(["routes", "edges", "handoffs", "labels", "returns", "entries", "exits", "histogram"]);
const ROWS_OF_STEPS = new Set([
  "Flow.steps",
  "FlowStep.nodes",
  "CompareFunnel.steps",
  "Funnel.steps",
  "Funnel.groups",
  "FunnelGroup.steps",
  "FunnelStep.between",
  "FunnelStep.after",
]);

/** Validation rule: at most MAX_DEPTH levels, fragments included, and MAX_ALIASES aliases. */
export function shapeRule(context: ValidationContext): ASTVisitor {
  return {
    Document: {
      leave(document) {
        let aliases = 0;
        for (const definition of document.definitions) {
          if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
          const depth = depthOf(context, definition.selectionSet, new Set(), () => aliases++);
          if (depth > MAX_DEPTH)
            context.reportError(
              tooExpensive(`The query is ${depth} levels deep; ${MAX_DEPTH} is the most.`, definition),
            );
        }
        if (aliases > MAX_ALIASES)
          context.reportError(tooExpensive(`The query has ${aliases} aliases; ${MAX_ALIASES} is the most.`, document));
      },
    },
  };
}

function depthOf(
  context: ValidationContext,
  set: SelectionSetNode,
  spread: ReadonlySet<string>,
  alias: () => void,
): number {
  let deepest = 0;
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      if (selection.name.value.startsWith("__")) continue;
      if (selection.alias !== undefined) alias();
      const below = selection.selectionSet === undefined ? 0 : depthOf(context, selection.selectionSet, spread, alias);
      deepest = Math.max(deepest, 1 + below);
    } else if (selection.kind === Kind.INLINE_FRAGMENT)
      deepest = Math.max(deepest, depthOf(context, selection.selectionSet, spread, alias));
    else {
      const name = selection.name.value;
      const fragment = context.getFragment(name);
      // A fragment within itself is another rule's error.
      if (fragment && !spread.has(name))
        deepest = Math.max(deepest, depthOf(context, fragment.selectionSet, new Set([...spread, name]), alias));
    }
  }
  return deepest;
}

/** Objects under a field: a page has `first`, a question's rows are its `first`, and other lists are as long as a catalogue. */
const objects: ComplexityEstimator = ({ type, field, args, childComplexity }) => {
  const parent = type.name;
  if (parent.startsWith("__")) return 0;
  if (parent.endsWith("Connection")) return childComplexity;
  if (parent === "Query" && isAnswer(getNamedType(field.type))) return QUESTION_COST + rowsOf(args) * childComplexity;
  // The question's own rows have been counted.
  if ((isAnswer(type) && ROWS.has(field.name)) || ROWS_OF_STEPS.has(`${parent}.${field.name}`))
    return 1 + childComplexity;
  if (typeof args.first === "number") return 1 + rows(args.first) * childComplexity;
  if (Array.isArray(args.ids)) return args.ids.length * (1 + childComplexity);
  return childComplexity === 0 ? 0 : 1 + childComplexity * (isList(String(field.type)) ? LIST_LENGTH : 1);
};

/** What a filter narrows to the journeys behind a row is a question more, and so is each that this one is narrowed by. */
const cost: ComplexityEstimator = (field) => {
  const { filter, a, b } = field.args as { filter?: AskedFilter | null } & Partial<AskedSides>;
  const behind = [filter, a?.filter, b?.filter].reduce((sum, one) => sum + questionsBehind(one), 0);
  return (objects(field) as number) + QUESTION_COST * behind;
};

/** Every answer to a question says of itself what `answer` holds. */
function isAnswer(type: GraphQLNamedType): boolean {
  return isObjectType(type) && "answer" in type.getFields();
}

/**
 * A question's rows are its `first`; a flow's are the edges it can have, which are more than its nodes; a funnel's are steps
 * with their labels or, if those are more, with their groups.
 */
function rowsOf({ first, upTo, steps, rowsPerStep }: Readonly<Record<string, unknown>>): number {
  if (Array.isArray(steps)) return steps.length * Math.max(rows(first), rows(rowsPerStep));
  return typeof steps === "number" ? rows(steps) * (rows(rowsPerStep) + 1) ** 2 : rows(first ?? upTo);
}

function rows(first: unknown): number {
  return typeof first === "number" && first > 0 ? first : 1;
}

function isList(type: string): boolean {
  return type.startsWith("[");
}

/** Refuses what could return more than MAX_COST objects, before it is executed. */
export const costPlugin: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ schema, document, operation, request, operationName }) {
        if (operation === undefined) return;
        const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], request.variables ?? {}, {
          maxErrors: 1,
        });
        // Wrong variables are reported in full where the query is executed.
        if (errors !== undefined) return;
        const asked = getComplexity({
          schema,
          query: document,
          variables: request.variables ?? {},
          operationName: operationName ?? undefined,
          estimators: [cost],
        });
        if (asked > MAX_COST)
          throw tooExpensive(`The query could return some ${Math.ceil(asked)} objects; ${MAX_COST} is the most.`);
      },
    };
  },
};

function tooExpensive(message: string, node?: { readonly kind: string }): GraphQLError {
  return new GraphQLError(message, {
    ...(node === undefined ? {} : { nodes: [node as never] }),
    extensions: {
      code: "QUERY_TOO_EXPENSIVE",
      remedy: "Ask for fewer rows (`first`), fewer levels, or in several requests.",
      http: { status: 400, headers: new Map() },
    },
  });
}
