// The typed client: the documents of operations/ over graphql-request. Works in Node and in browsers, and imports nothing
// of the service. What the service refuses is thrown as a Refusal with the code, the argument's path and the remedy.

import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { ClientError, GraphQLClient, type RequestDocument } from "graphql-request";
import {
  CommonRoutesDocument,
  type CommonRoutesQueryVariables,
  CompareFunnelDocument,
  type CompareFunnelQueryVariables,
  CompareRoutesDocument,
  type CompareRoutesQueryVariables,
  CompareTransitionsDocument,
  type CompareTransitionsQueryVariables,
  CustomerPageDocument,
  type CustomerPageQueryVariables,
  EndsDocument,
  type EndsQueryVariables,
  FlowDocument,
  type FlowQueryVariables,
  FunnelDocument,
  type FunnelQueryVariables,
  HandoffsDocument,
  type HandoffsQueryVariables,
  InteractionsToGoalDocument,
  type InteractionsToGoalQueryVariables,
  LoopsDocument,
  type LoopsQueryVariables,
  RecordDocument,
  type RecordMutationVariables,
  StatusDocument,
  TimeToConvertDocument,
  type TimeToConvertQueryVariables,
  TransitionsDocument,
  type TransitionsQueryVariables,
} from "./generated/graphql.js";

export interface ClientOptions {
  /** Of the service's `/graphql`. */
  readonly url: string;
  /** Where the service asks for one. */
  readonly apiKey?: string;
}

/** Why a request was not answered; `code` stays the same from version to version, the message does not. */
export class Refusal extends Error {
  readonly code: string;
  readonly argument: string | undefined;
  readonly remedy: string | undefined;
  readonly allowed: readonly string[] | undefined;

  constructor(message: string, extensions: Readonly<Record<string, unknown>>, cause: unknown) {
    super(message, { cause });
    this.name = "Refusal";
    this.code = String(extensions.code ?? "UNKNOWN");
    this.argument = extensions.argument as string | undefined;
    this.remedy = extensions.remedy as string | undefined;
    this.allowed = extensions.allowed as readonly string[] | undefined;
  }
}

export function createClient({ url, apiKey }: ClientOptions) {
  const http = new GraphQLClient(url, {
    headers: {
      accept: "application/graphql-response+json, application/json",
      ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
    },
  });

  /** Any document that was generated from the schema; aborting the signal stops the work on the service too. */
  async function ask<Data, Variables extends object>(
    document: TypedDocumentNode<Data, Variables>,
    variables?: Variables,
    signal?: AbortSignal,
  ): Promise<Data> {
    try {
      return await http.request<Data>({ document: document as RequestDocument, variables: variables ?? {}, signal });
    } catch (error) {
      const [first] = error instanceof ClientError ? (error.response.errors ?? []) : [];
      throw first === undefined ? error : new Refusal(first.message, first.extensions ?? {}, error);
    }
  }

  return {
    ask,
    commonRoutes: async (variables: CommonRoutesQueryVariables, signal?: AbortSignal) =>
      (await ask(CommonRoutesDocument, variables, signal)).commonRoutes,
    transitions: async (variables: TransitionsQueryVariables = {}, signal?: AbortSignal) =>
      (await ask(TransitionsDocument, variables, signal)).transitions,
    handoffs: async (variables: HandoffsQueryVariables = {}, signal?: AbortSignal) =>
      (await ask(HandoffsDocument, variables, signal)).handoffs,
    flow: async (variables: FlowQueryVariables, signal?: AbortSignal) =>
      (await ask(FlowDocument, variables, signal)).flow,
    loops: async (variables: LoopsQueryVariables = {}, signal?: AbortSignal) =>
      (await ask(LoopsDocument, variables, signal)).loops,
    ends: async (variables: EndsQueryVariables = {}, signal?: AbortSignal) =>
      (await ask(EndsDocument, variables, signal)).ends,
    interactionsToGoal: async (variables: InteractionsToGoalQueryVariables = {}, signal?: AbortSignal) =>
      (await ask(InteractionsToGoalDocument, variables, signal)).interactionsToGoal,
    funnel: async (variables: FunnelQueryVariables, signal?: AbortSignal) =>
      (await ask(FunnelDocument, variables, signal)).funnel,
    timeToConvert: async (variables: TimeToConvertQueryVariables, signal?: AbortSignal) =>
      (await ask(TimeToConvertDocument, variables, signal)).timeToConvert,
    compareRoutes: async (variables: CompareRoutesQueryVariables, signal?: AbortSignal) =>
      (await ask(CompareRoutesDocument, variables, signal)).compareRoutes,
    compareTransitions: async (variables: CompareTransitionsQueryVariables, signal?: AbortSignal) =>
      (await ask(CompareTransitionsDocument, variables, signal)).compareTransitions,
    compareFunnel: async (variables: CompareFunnelQueryVariables, signal?: AbortSignal) =>
      (await ask(CompareFunnelDocument, variables, signal)).compareFunnel,
    customerPage: async (variables: CustomerPageQueryVariables = {}, signal?: AbortSignal) =>
      (await ask(CustomerPageDocument, variables, signal)).customers,
    status: async (signal?: AbortSignal) => (await ask(StatusDocument, {}, signal)).status,
    record: async (variables: RecordMutationVariables, signal?: AbortSignal) =>
      (await ask(RecordDocument, variables, signal)).recordInteractions,
  };
}

export type ThroughlineClient = ReturnType<typeof createClient>;
