// What is loaded, asked again every few seconds while the page is visible: the page announces new data with it.
import { queryOptions, useQuery } from "@tanstack/react-query";
import { ExplorerStatusDocument, type ExplorerStatusQuery } from "../generated/graphql.js";
import { client } from "./client.js";

const EVERY = 10_000;
/** While the projection is being built, its progress is shown. */
const WHILE_BUILDING = 1_000;

export const STATUS = queryOptions<ExplorerStatusQuery>({
  queryKey: ["ExplorerStatus"],
  queryFn: ({ signal }) => client.ask(ExplorerStatusDocument, {}, signal),
  retry: false,
});

export function useStatus() {
  return useQuery({
    ...STATUS,
    refetchInterval: ({ state }) => (state.data?.status.projection.state === "BUILDING" ? WHILE_BUILDING : EVERY),
  });
}
