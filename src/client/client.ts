// The typed client: it sends the documents of operations/ with graphql-request. It works in Node and in browsers, and
// imports nothing from the service. If a request fails, the client throws a Refusal with the code, the argument's path
// and the remedy.

import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import * as generated from "./generated/graphql.js";
import { type Ask, type ClientOptions, transport } from "./transport.js";

// Documents, variables, results and enumerations, for callers of `ask` and for code that uses its results.
export * from "./generated/graphql.js";

export { type ClientOptions, Refusal } from "./transport.js";

/** Returns a client with a method for each operation, and `ask` for your own documents. */
export function createClient(options: ClientOptions) {
  const ask = transport(options);
  return { ...methods(ask), ask };
}

export type ThroughlineClient = ReturnType<typeof createClient>;

type Generated = typeof generated;
/** The names of the operations. Their documents end in `Document`, and those of fragments in `FragmentDoc`. */
type OperationName = keyof Generated extends infer Name ? (Name extends `${infer N}Document` ? N : never) : never;
type DocumentOf<N extends OperationName> = Generated[`${N}Document`];
/** An operation reads one root field. Its method returns the value of this field. */
type Answer<Data> = Data[Exclude<keyof Data, "__typename"> & keyof Data];
type Method<Document> =
  Document extends TypedDocumentNode<infer Data, infer Variables>
    ? string extends keyof Variables
      ? (signal?: AbortSignal) => Promise<Answer<Data>>
      : object extends Variables
        ? (variables?: Variables, signal?: AbortSignal) => Promise<Answer<Data>>
        : (variables: Variables, signal?: AbortSignal) => Promise<Answer<Data>>
    : never;
/** A method for every operation. For example, `commonRoutes` sends operations/commonRoutes.graphql. */
type Methods = { readonly [N in OperationName as Uncapitalize<N>]: Method<DocumentOf<N>> };

function methods(ask: Ask): Methods {
  const found = Object.entries(generated).flatMap(([exported, document]) => {
    if (!exported.endsWith("Document")) return [];
    const [operation] = document.definitions;
    if (operation?.kind !== "OperationDefinition") return [];
    const takesVariables = (operation.variableDefinitions ?? []).length > 0;
    const method = async (...given: readonly unknown[]): Promise<unknown> => {
      const [variables, signal] = takesVariables ? given : [{}, given[0]];
      const data = await ask(document as TypedDocumentNode<object, object>, variables as object, signal as AbortSignal);
      return Object.values(data)[0];
    };
    const name = exported.slice(0, -"Document".length);
    return [[`${name[0]!.toLowerCase()}${name.slice(1)}`, method]];
  });
  return Object.fromEntries(found) as Methods;
}
