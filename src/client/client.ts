// The typed client: the documents of operations/ over graphql-request. Works in Node and in browsers, and imports nothing
// of the service. What is not answered is thrown as a Refusal with the code, the argument's path and the remedy.

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
import { type ClientOptions, transport } from "./transport.js";

export { type ClientOptions, Refusal } from "./transport.js";

export function createClient(options: ClientOptions) {
  const ask = transport(options);
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
