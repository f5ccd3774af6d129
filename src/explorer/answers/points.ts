// Finds what a selector can name: touchpoints, kinds, channels, stages and goals, with their shown names.
import { useQuery } from "@tanstack/react-query";
import {
  ExplorerCatalogueDocument,
  type ExplorerCatalogueQuery,
  ExplorerTouchpointsDocument,
  type ExplorerTouchpointsQuery,
} from "../generated/graphql.js";
import { client } from "./client.js";
import { queries } from "./useAnswer.js";

export type PointSort = "touchpoint" | "kind" | "channel" | "stage" | "goal";

export interface Point {
  readonly sort: PointSort;
  readonly key: string;
  readonly name: string;
  readonly note: string;
}

/** At most this many of each sort are offered. */
const OFFERED = 50;

/** Points whose name or key contains the text, of one sort or of all. */
export async function searchPoints(
  text: string,
  sort: PointSort | null,
  _signal: AbortSignal,
): Promise<readonly Point[]> {
  const all = await allPoints();
  const wanted = text.trim().toLocaleLowerCase();
  const counts = new Map<PointSort, number>();
  return all.filter((point) => {
    if (sort !== null && point.sort !== sort) return false;
    if (!point.name.toLocaleLowerCase().includes(wanted) && !point.key.toLocaleLowerCase().includes(wanted))
      return false;
    const count = (counts.get(point.sort) ?? 0) + 1;
    counts.set(point.sort, count);
    return count <= OFFERED;
  });
}

/** The shown name of a point by its sort and key. */
export function usePointNames(): (sort: PointSort, key: string) => string {
  const { data } = useQuery({ queryKey: ["points"], queryFn: allPoints });
  return (sort, key) => data?.find((point) => point.sort === sort && point.key === key)?.name ?? key;
}

async function allPoints(): Promise<readonly Point[]> {
  const [{ channels, stages, goals }, { touchpoints }] = await Promise.all([
    queries.ensureQueryData<ExplorerCatalogueQuery>({
      queryKey: ["ExplorerCatalogue"],
      queryFn: ({ signal }) => client.ask(ExplorerCatalogueDocument, {}, signal),
    }),
    queries.ensureQueryData<ExplorerTouchpointsQuery>({
      queryKey: ["ExplorerTouchpoints"],
      queryFn: ({ signal }) => client.ask(ExplorerTouchpointsDocument, {}, signal),
    }),
  ]);
  const busiest = [...touchpoints].sort((a, b) => b.visits - a.visits);
  return [
    ...goals.map(({ key, name, isDefault }): Point => {
      return { sort: "goal", key, name, note: isDefault ? "default goal" : "goal" };
    }),
    ...channels.map(({ key, name }): Point => ({ sort: "channel", key, name, note: "channel" })),
    ...stages.map(({ key, name }): Point => ({ sort: "stage", key, name, note: "stage" })),
    ...[...new Set(busiest.map(({ kind }) => kind))].map((kind): Point => {
      return { sort: "kind", key: kind, name: kind, note: "kind, on any channel" };
    }),
    ...busiest.map(({ key, name, channel }): Point => {
      return { sort: "touchpoint", key, name, note: `touchpoint, ${channel.name}` };
    }),
  ];
}
