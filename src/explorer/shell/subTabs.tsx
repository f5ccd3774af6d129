// The tabs of the pages under one tab of the header. They keep the filter, and the arguments that the pages share.
import type { PointSelector } from "../../client/client.js";
import type { Place } from "../state/place.js";
import { type Args, stateAt } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";
import { PlaceLink } from "./placeLink.js";
import { useTabInView } from "./tabInView.js";

interface Tab {
  readonly place: Place;
  readonly name: string;
  readonly args: Args;
}

function SubTabs({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) {
  const { state } = useExplorer();
  const nav = useTabInView(state.place);
  return (
    <nav className="sub-tabs" aria-label={label} ref={nav}>
      {tabs.map(({ place, name, args }) => (
        <PlaceLink key={place} to={stateAt(place, state.filter, args)} current={place === state.place}>
          {name}
        </PlaceLink>
      ))}
    </nav>
  );
}

/** The arguments of the page with these names. */
function useArguments(): (...names: readonly string[]) => Args {
  const { args } = useExplorer().state;
  return (...names) => Object.fromEntries(Object.entries(args).filter(([name]) => names.includes(name)));
}

/** A persona or blueprint that is chosen on one page stays chosen on the other pages. */
export function MapTabs() {
  const keep = useArguments();
  return (
    <SubTabs
      label="Maps and designs"
      tabs={[
        { place: "map", name: "Journey map", args: keep("persona", "segment", "blueprint", "version") },
        { place: "blueprints", name: "Blueprints", args: keep("blueprint", "version") },
        { place: "personas", name: "Personas", args: keep("persona") },
        { place: "conformance", name: "Conformance", args: keep("blueprint", "version") },
        { place: "feedback", name: "Feedback", args: {} },
        { place: "touchpoints", name: "Touchpoints", args: {} },
        { place: "opportunities", name: "Opportunities", args: {} },
      ]}
    />
  );
}

/** The start of the routes becomes the anchor of the flow, which is the point where the flow begins. */
export function RouteTabs({ start }: { readonly start?: PointSelector | undefined }) {
  return (
    <SubTabs
      label="Pictures of routes"
      tabs={[
        { place: "routes", name: "Whole routes", args: start === undefined ? {} : { from: start } },
        { place: "flow", name: "Step by step", args: start === undefined ? {} : { anchor: start } },
        { place: "ends", name: "Beginnings and ends", args: {} },
      ]}
    />
  );
}

/** The steps of the funnel stay the same for the time from the first to the last of them. */
export function FunnelTabs() {
  const keep = useArguments();
  const match = keep("steps", "within", "exclude", "breakdown");
  return (
    <SubTabs
      label="Ways to the goal"
      tabs={[
        { place: "funnel", name: "Funnel", args: match },
        { place: "timeToConvert", name: "Time to convert", args: match },
        { place: "interactionsToGoal", name: "Interactions to the goal", args: keep("goal", "breakdown") },
      ]}
    />
  );
}
