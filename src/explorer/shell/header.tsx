// The header, with links to the pages, the playground and the docs, the colour theme and the API key. Links to other
// pages keep the filter.
import { KeyMenu } from "../../browser/keyMenu.js";
import { useStatus } from "../answers/useStatus.js";
import type { Place } from "../state/place.js";
import { stateAt } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";
import { PlaceLink } from "./placeLink.js";
import { useTabInView } from "./tabInView.js";
import { ThemeButton } from "./theme.js";

interface Tab {
  readonly name: string;
  readonly place: Place;
  /** The pages that belong to this tab. The tab opens the first of them. */
  readonly places: readonly Place[];
}

const TABS: readonly Tab[] = [
  { name: "Overview", place: "overview", places: ["overview"] },
  {
    name: "Journey map",
    place: "map",
    places: ["map", "blueprints", "personas", "conformance", "touchpoints", "feedback", "opportunities"],
  },
  { name: "Routes", place: "routes", places: ["routes", "flow", "ends"] },
  { name: "Funnel", place: "funnel", places: ["funnel", "timeToConvert", "interactionsToGoal"] },
  { name: "Handoffs", place: "handoffs", places: ["handoffs"] },
  { name: "Customers", place: "journeys", places: ["journeys", "journey", "customers", "customer"] },
];

export function Header({ onKey }: { onKey: () => void }) {
  const { state, isPlace } = useExplorer();
  const { data } = useStatus();
  const nav = useTabInView(state.place);
  return (
    <header className="header">
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <PlaceLink to={stateAt("overview", {})} className="brand" title="Overview of all journeys">
        <img src="/favicon.svg" alt="" width="22" height="22" />
        <span>Throughline</span>
      </PlaceLink>
      <nav aria-label="Places" ref={nav}>
        {TABS.map(({ name, place, places }) => (
          <PlaceLink key={name} to={stateAt(place, state.filter)} current={isPlace && places.includes(state.place)}>
            {name}
          </PlaceLink>
        ))}
      </nav>
      <div className="header-end">
        {data?.status.synthetic && (
          <span className="badge" title="The data of this store are generated.">
            Synthetic<span> data</span>
          </span>
        )}
        <a href="/playground/">Playground</a>
        <a href="/docs/">Docs</a>
        <ThemeButton />
        <KeyMenu onKey={onKey} />
      </div>
    </header>
  );
}
