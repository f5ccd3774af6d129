// Searches the service for the things that a selector can name: touchpoints, kinds, channels, stages and goals, with
// their display names.
import { useQuery } from "@tanstack/react-query";
import { ExplorerNamesDocument } from "../generated/graphql.js";
import { client } from "./client.js";
import { useCatalogue } from "./useCatalogue.js";

export type PointSort = "touchpoint" | "kind" | "channel" | "stage" | "goal";

export interface Point {
  readonly sort: PointSort;
  readonly key: string;
  readonly name: string;
  readonly note: string;
}

/** The largest number of choices of each kind that are offered. Users find other choices by typing more of the name. */
const OFFERED = 20;

type Find = (search: string, signal: AbortSignal) => Promise<readonly Point[]>;

const FIND: { readonly [S in PointSort]: Find } = {
  goal: async (search, signal) =>
    (await client.findGoals({ search, first: OFFERED }, signal)).map(({ key, name, isDefault }) => {
      return { sort: "goal", key, name, note: isDefault ? "default goal" : "goal" };
    }),
  channel: async (search, signal) =>
    (await client.findChannels({ search, first: OFFERED }, signal)).map(({ key, name }) => {
      return { sort: "channel", key, name, note: "channel" };
    }),
  stage: async (search, signal) =>
    (await client.findStages({ search, first: OFFERED }, signal)).map(({ key, name }) => {
      return { sort: "stage", key, name, note: "stage" };
    }),
  kind: async (search, signal) =>
    (await client.findKinds({ search, first: OFFERED }, signal)).map(({ key, name }) => {
      return { sort: "kind", key, name, note: "kind, on any channel" };
    }),
  touchpoint: async (search, signal) =>
    (await client.findTouchpoints({ search, first: OFFERED }, signal)).map(({ key, name, channel }) => {
      return { sort: "touchpoint", key, name, note: `touchpoint, ${channel.name}` };
    }),
};

/**
 * Finds points (touchpoints, channels and so on) whose name or key contains every word of the text. `sort` limits them
 * to one kind.
 */
export async function searchPoints(
  text: string,
  sort: PointSort | null,
  signal: AbortSignal,
): Promise<readonly Point[]> {
  const sorts = sort === null ? (Object.keys(FIND) as PointSort[]) : [sort];
  return (await Promise.all(sorts.map((one) => FIND[one](text.trim(), signal)))).flat();
}

interface PointNames {
  /** The display name, or the key until the name is known. */
  readonly nameOf: (sort: PointSort, key: string) => string;
  readonly isPending: boolean;
}

/** The display names of these points. */
export function usePointNames(points: readonly { readonly sort: PointSort; readonly key: string }[]): PointNames {
  const catalogue = useCatalogue();
  const keys = [...new Set(points.filter(({ sort }) => sort === "touchpoint").map(({ key }) => key))];
  const touchpoints = useQuery({
    queryKey: ["ExplorerNames", keys],
    queryFn: ({ signal }) => client.ask(ExplorerNamesDocument, { ids: keys.map((key) => `Touchpoint:${key}`) }, signal),
    enabled: keys.length > 0,
  });
  const kindKeys = [...new Set(points.filter(({ sort }) => sort === "kind").map(({ key }) => key))];
  const kinds = useQuery({
    queryKey: ["kindNames", kindKeys],
    queryFn: async ({ signal }) =>
      (await Promise.all(kindKeys.map((search) => client.findKinds({ search, first: OFFERED }, signal)))).flat(),
    enabled: kindKeys.length > 0,
  });
  const nameOf = (sort: PointSort, key: string): string => {
    const named = (list: readonly { readonly key: string; readonly name: string }[] | undefined) =>
      list?.find((one) => one.key === key)?.name ?? key;
    if (sort === "channel") return named(catalogue.data?.channels);
    if (sort === "stage") return named(catalogue.data?.stages);
    if (sort === "goal") return named(catalogue.data?.goals);
    if (sort === "kind") return named(kinds.data);
    return named(
      touchpoints.data?.nodes.flatMap((node) =>
        node?.key === undefined ? [] : [{ ...node, key: node.key, name: node.name }],
      ),
    );
  };
  return { nameOf, isPending: touchpoints.isLoading || kinds.isLoading || catalogue.isPending };
}
