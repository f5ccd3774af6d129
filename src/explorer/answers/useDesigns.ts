// The personas and the blueprints of the catalogue, from which users choose.
import { useQuery } from "@tanstack/react-query";
import { ExplorerDesignsDocument, type ExplorerDesignsQuery } from "../generated/graphql.js";
import { client } from "./client.js";

export function useDesigns() {
  return useQuery<ExplorerDesignsQuery>({
    queryKey: ["ExplorerDesigns"],
    queryFn: ({ signal }) => client.ask(ExplorerDesignsDocument, {}, signal),
  });
}
