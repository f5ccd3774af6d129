// Channels, stages, goals and segments: asked once, and again with everything else when new data are shown.
import { useQuery } from "@tanstack/react-query";
import {
  ExplorerCatalogueDocument,
  type ExplorerCatalogueQuery,
  ExplorerSegmentsDocument,
  type ExplorerSegmentsQuery,
} from "../generated/graphql.js";
import { client } from "./client.js";

export function useCatalogue() {
  return useQuery<ExplorerCatalogueQuery>({
    queryKey: ["ExplorerCatalogue"],
    queryFn: ({ signal }) => client.ask(ExplorerCatalogueDocument, {}, signal),
  });
}

export function useSegments() {
  return useQuery<ExplorerSegmentsQuery>({
    queryKey: ["ExplorerSegments"],
    queryFn: ({ signal }) => client.ask(ExplorerSegmentsDocument, {}, signal),
  });
}
