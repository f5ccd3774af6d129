// What of an answer a query selects, so that only that is worked out. Directives are not looked at: what may be left out
// is worked out all the same.
import type { GraphQLResolveInfo, SelectionSetNode } from "graphql";
import type { Wanted } from "../service/asked.js";

const QUANTILES = new Set(["median", "p90", "p95"]);
const EXAMPLES = new Set(["exampleJourneys"]);
const SHOWN = new Set(["shown", "shownShare", "otherCount"]);

export function wantedOf(info: GraphQLResolveInfo): Wanted {
  const any = selectedIn(info);
  return { quantiles: any(QUANTILES), examples: any(EXAMPLES), shown: any(SHOWN) };
}

/** Whether one of the fields is selected, at whatever level. */
export function selects(info: GraphQLResolveInfo, fields: readonly string[]): boolean {
  return selectedIn(info)(new Set(fields));
}

function selectedIn(info: GraphQLResolveInfo): (names: ReadonlySet<string>) => boolean {
  const selected = new Set<string>();
  const visited = new Set<string>();
  const visit = (set: SelectionSetNode | undefined): void => {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === "FragmentSpread") {
        const { value } = selection.name;
        if (visited.has(value)) continue;
        visited.add(value);
        visit(info.fragments[value]?.selectionSet);
        continue;
      }
      if (selection.kind === "Field") selected.add(selection.name.value);
      visit(selection.selectionSet);
    }
  };
  for (const { selectionSet } of info.fieldNodes) visit(selectionSet);
  return (names) => [...names].some((name) => selected.has(name));
}
