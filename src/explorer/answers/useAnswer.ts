// Answers of the service, kept by document and variables. An edit asks again 300 ms later and aborts the request before
// it; until then the old answer stays, marked as old. Answers do not age by themselves: new data are announced
// (useStatus.ts), and one click asks everything again.
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { keepPreviousData, QueryClient, useQuery } from "@tanstack/react-query";
import type { DocumentNode } from "graphql";
import { useEffect, useState } from "react";
import { Refusal } from "../../client/client.js";
import { client } from "./client.js";

/** Milliseconds that an edit waits for the next one. */
const SETTLE = 300;
/** Milliseconds between two attempts while the projection is being built. */
const BUILDING_RETRY = 500;
/** Answers that are kept although nothing shows them, in milliseconds. */
const KEPT = 300_000;

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: KEPT,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      retry: (_attempts, error) => isBuilding(error),
      retryDelay: BUILDING_RETRY,
    },
  },
});

/** Whether the service is building its projection, which ends by itself. */
export function isBuilding(error: unknown): boolean {
  return error instanceof Refusal && error.code === "PROJECTION_BUILDING";
}

/** Asks before the component that shows the answer is drawn: it then finds the request under way, or the answer. */
export function askAhead<Data, Variables extends object>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): void {
  void queries.prefetchQuery(asking(document, variables));
}

const asking = <Data, Variables extends object>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables | null,
) => ({
  queryKey: [nameOf(document), variables],
  queryFn: ({ signal }: { signal: AbortSignal }) => client.ask(document, variables ?? ({} as Variables), signal),
});

export interface Asked<Data> {
  /** The answer, or the one before it while the new one is awaited. */
  readonly data: Data | undefined;
  /** Whether `data` answers an earlier question. */
  readonly isOld: boolean;
  readonly isLoading: boolean;
  /** The latest refusal; also while the projection is being built. */
  readonly error: unknown;
  readonly again: () => void;
}

/** Asks for `document`, or for nothing while `variables` is null. */
export function useAnswer<Data, Variables extends object>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables | null,
): Asked<Data> {
  const settled = useSettled(variables);
  const query = useQuery({
    ...asking(document, settled),
    enabled: settled !== null,
    placeholderData: keepPreviousData,
  });
  const waits = JSON.stringify(settled) !== JSON.stringify(variables);
  return {
    data: query.data,
    isOld: query.data !== undefined && (query.isPlaceholderData || query.isFetching || waits),
    isLoading: query.isFetching || waits,
    error: query.error ?? query.failureReason,
    again: () => void query.refetch(),
  };
}

/** The value after it has not changed for a moment. The first value is settled at once. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  const key = JSON.stringify(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: equal values of other identity change nothing.
  useEffect(() => {
    if (JSON.stringify(settled) === key) return;
    const timer = setTimeout(() => setSettled(value), settled === null ? 0 : SETTLE);
    return () => clearTimeout(timer);
  }, [key, settled]);
  return settled;
}

function nameOf(document: DocumentNode): string {
  const [operation] = document.definitions;
  return operation?.kind === "OperationDefinition" ? (operation.name?.value ?? "") : "";
}
