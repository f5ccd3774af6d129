// The tabs of the pages under "Map": the map itself, the blueprints, how journeys follow them, and the personas. A
// persona or blueprint that is chosen on one page stays chosen on the other pages.
import type { Place } from "../state/place.js";
import { stateAt } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";
import { PlaceLink } from "./placeLink.js";
import { useTabInView } from "./tabInView.js";

/** The pages, and the arguments that each page takes over from the other pages. */
const MAP_TABS: readonly (readonly [place: Place, name: string, keeps: readonly string[]])[] = [
  ["map", "Journey map", ["persona", "segment", "blueprint", "version"]],
  ["blueprints", "Blueprints", ["blueprint", "version"]],
  ["personas", "Personas", ["persona"]],
  ["conformance", "Conformance", ["blueprint", "version"]],
  ["feedback", "Feedback", []],
  ["touchpoints", "Touchpoints", []],
  ["opportunities", "Opportunities", []],
];

export function MapTabs() {
  const { state } = useExplorer();
  const nav = useTabInView(state.place);
  return (
    <nav className="sub-tabs" aria-label="Maps and designs" ref={nav}>
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
