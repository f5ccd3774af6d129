// The tabs under "Routes": the picture of routes and the flow. When the user changes the tab, the start of the routes
// becomes the anchor of the flow (the point where it begins), and the filter stays the same.
import type { PointSelector } from "../../client/client.js";
import { stateAt } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";
import { PlaceLink } from "./placeLink.js";

export function RouteTabs({ start }: { readonly start: PointSelector | undefined }) {
  const { state } = useExplorer();
  const { place, filter } = state;
  return (
    <nav className="sub-tabs" aria-label="Pictures of routes">
      <PlaceLink
        to={stateAt("routes", filter, start === undefined ? {} : { from: start })}
        current={place === "routes"}
      >
        Whole routes
      </PlaceLink>
      <PlaceLink to={stateAt("flow", filter, start === undefined ? {} : { anchor: start })} current={place === "flow"}>
        Step by step
      </PlaceLink>
    </nav>
  );
}
