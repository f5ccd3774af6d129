// Channels, stages, goals and segments. They are requested once, and again when the page is refreshed to show new data.
import { queryOptions, useQuery } from "@tanstack/react-query";
import {
  ExplorerCatalogueDocument,
  type ExplorerCatalogueQuery,
  ExplorerChannelsDocument,
  type ExplorerChannelsQuery,
  ExplorerSegmentsDocument,
  type ExplorerSegmentsQuery,
} from "../generated/graphql.js";
import { client } from "./client.js";

export const CATALOGUE = queryOptions<ExplorerCatalogueQuery>({
  queryKey: ["ExplorerCatalogue"],
  queryFn: ({ signal }) => client.ask(ExplorerCatalogueDocument, {}, signal),
});

export const useCatalogue = () => useQuery(CATALOGUE);

export const CHANNELS = queryOptions<ExplorerChannelsQuery>({
  queryKey: ["ExplorerChannels"],
  queryFn: ({ signal }) => client.ask(ExplorerChannelsDocument, {}, signal),
});

/** The channels, most interactions first, because this order determines their colours. */
export const useChannels = () => useQuery({ ...CHANNELS, select: channelsOf });

const channelsOf = ({ visits }: ExplorerChannelsQuery) =>
  visits.labels.map(({ label: { key, label } }) => ({ key, name: label }));

export function useSegments(enabled: boolean) {
  return useQuery<ExplorerSegmentsQuery>({
    queryKey: ["ExplorerSegments"],
    queryFn: ({ signal }) => client.ask(ExplorerSegmentsDocument, {}, signal),
    enabled,
  });
}
