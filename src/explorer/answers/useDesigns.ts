// The personas and the blueprints of the catalogue, from which users choose.
import { queryOptions, useQuery } from "@tanstack/react-query";
import { ExplorerDesignsDocument, type ExplorerDesignsQuery } from "../generated/graphql.js";
import { client } from "./client.js";

export const DESIGNS = queryOptions<ExplorerDesignsQuery>({
  queryKey: ["ExplorerDesigns"],
  queryFn: ({ signal }) => client.ask(ExplorerDesignsDocument, {}, signal),
});

export const useDesigns = () => useQuery(DESIGNS);
