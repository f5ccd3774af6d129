// The tabs of the pages under "Map": the map itself, the designs, how journeys follow them, and for whom they are. The
// persona and the blueprint that were chosen on one page stay chosen on the others.
import type { Place } from "../state/place.js";
import { stateAt } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";
import { PlaceLink } from "./placeLink.js";

/** The pages, and the arguments that each takes over from the others. */
const MAP_TABS: readonly (readonly [place: Place, name: string, keeps: readonly string[]])[] = [
  ["map", "Journey map", ["persona", "segment", "blueprint", "version"]],
  ["conformance", "Conformance", ["blueprint", "version"]],
  ["opportunities", "Opportunities", []],
];

export function MapTabs() {
  const { state } = useExplorer();
  return (
    <nav className="sub-tabs" aria-label="Maps and designs">
      {MAP_TABS.map(([place, name, keeps]) => (
        <PlaceLink
          key={place}
          to={stateAt(
            place,
            state.filter,
            Object.fromEntries(Object.entries(state.args).filter(([argument]) => keeps.includes(argument))),
          )}
          current={place === state.place}
        >
          {name}
        </PlaceLink>
      ))}
    </nav>
  );
}
