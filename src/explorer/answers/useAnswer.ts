// Answers of the service, cached by document and variables. After an edit, the page waits 300 ms, aborts the previous
// request and sends a new one. The old answer remains visible, marked as old, until the new one arrives. Cached answers
// do not expire. Instead, the page announces new data (useStatus.ts), and one click sends all requests again.
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { keepPreviousData, QueryClient, useQuery } from "@tanstack/react-query";
import type { DocumentNode } from "graphql";
import { useEffect, useState } from "react";
import { Refusal } from "../../client/client.js";
import { client } from "./client.js";

/** A request is sent this many milliseconds after the last edit. */
const SETTLE = 300;
/** Milliseconds between two attempts while the projection is being built. */
const BUILDING_RETRY = 500;
/** Milliseconds for which an answer is kept after no component shows it any more. */
const KEPT = 300_000;

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: KEPT,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      // The service may run on the same machine, so a browser that is offline may still reach it.
      networkMode: "always",
      retry: (_attempts, error) => isBuilding(error),
      retryDelay: BUILDING_RETRY,
    },
  },
});

/** Whether the error says that the service is still building its projection. The request is then repeated. */
export function isBuilding(error: unknown): boolean {
  return error instanceof Refusal && error.code === "PROJECTION_BUILDING";
}

/**
 * Sends a request before the component that needs the answer is rendered. When it is rendered, the answer is already
 * there, or on its way.
 */
export function askAhead<Data, Variables extends object>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): void {
  void queries.prefetchQuery(asking(document, variables));
}

/** The request as the cache knows it. Equal documents and variables share one answer. */
export const asking = <Data, Variables extends object>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables | null,
) => ({
  queryKey: [nameOf(document), variables],
  queryFn: ({ signal }: { signal: AbortSignal }) => client.ask(document, variables ?? ({} as Variables), signal),
});

export interface Asked<Data> {
  /** The answer, or the previous answer until the new one arrives. */
  readonly data: Data | undefined;
  /** Whether `data` answers an earlier question. */
  readonly isOld: boolean;
  readonly isLoading: boolean;
  /** The latest error, which may say that the projection is still being built. */
  readonly error: unknown;
  readonly again: () => void;
}

/** Requests `document`. Nothing is requested while `variables` is null. */
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

/** Returns the value after it has not changed for a short time. The first value is returned at once. */
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
