// The status of the service, requested every few seconds while the page is visible, so that the page can announce new
// data.
import { queryOptions, useQuery } from "@tanstack/react-query";
import { ExplorerStatusDocument, type ExplorerStatusQuery } from "../generated/graphql.js";
import { client } from "./client.js";

const EVERY = 10_000;
/** While the projection is being built, the status is requested more often, because its progress is shown. */
const WHILE_BUILDING = 1_000;

export const STATUS = queryOptions<ExplorerStatusQuery>({
  queryKey: ["ExplorerStatus"],
  queryFn: ({ signal }) => client.ask(ExplorerStatusDocument, {}, signal),
  retry: false,
});

/** Whether the service refuses all changes. Any key that the service accepts may change the store. */
export const useIsReadOnly = (): boolean => useStatus().data?.status.readOnly === true;

export function useStatus() {
  return useQuery({
    ...STATUS,
    refetchInterval: ({ state }) => (state.data?.status.projection.state === "BUILDING" ? WHILE_BUILDING : EVERY),
  });
}
