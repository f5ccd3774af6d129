// Finds the questions of a document that was run for which there is a view.
import { GraphQLError, type GraphQLSchema, parse } from "graphql";
import { viewedQuestions } from "../../views/views.js";
import { type Asked, type Asking, askingOf, operationOf, rootFields, withDefaults } from "../document/fields.js";
import type { Run } from "../runs.js";

/** The document that was run, and its root questions that have a view and an answer. */
export interface Pictured {
  readonly asking: Asking;
  readonly roots: readonly Asked[];
  /** The name of the operation; null if it has none. */
  readonly name: string | null;
}

/** Returns null if the document is not a query or cannot be parsed. */
export function picturedIn(schema: GraphQLSchema, { query, variables, operationName, data }: Run): Pictured | null {
  try {
    const document = parse(query);
    const operation = operationOf(document, operationName);
    if (operation === null || operation.operation !== "query") return null;
    const asking = askingOf(schema, document, withDefaults(operation, variables));
    const roots = rootFields(asking, operation).filter(
      ({ key, field, isSkipped }) => !isSkipped && viewedQuestions.includes(field.name) && data?.[key] != null,
    );
    return { asking, roots, name: operation.name?.value ?? null };
  } catch (error) {
    // The service refuses such a document too, and its answer says why.
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}
