// The first page: the loaded data, findings, the map, and a card for each question.
import { useState } from "react";
import { format } from "../../views/format.js";
import { MapPictureDocument } from "../../views/map/generated/graphql.js";
import { JourneyMap } from "../../views/map/picture.js";
import { useStable } from "../../views/stable.js";
import { client } from "../answers/client.js";
import { askAhead as ask, useAnswer } from "../answers/useAnswer.js";
import { useStatus } from "../answers/useStatus.js";
import { ExplorerEdgeDocument, ExplorerFindingsDocument } from "../generated/graphql.js";
import { Emptied, isEmptied } from "../shell/emptied.js";
import { journeysBehind } from "../shell/opening.js";
import { PlaceLink } from "../shell/placeLink.js";
import { Problem } from "../shell/problem.js";
import { Shown, withLook } from "../shell/questionPage.js";
import { Share } from "../shell/share.js";
import { Sized } from "../shell/sized.js";
import { UnitNote } from "../shell/unitNote.js";
import { useTitle } from "../shell/useTitle.js";
import type { Place } from "../state/place.js";
import { type State, scopeOf, stateAt } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";
import { Findings } from "./findings.js";

const CARDS: readonly (readonly [place: Place, title: string, text: string])[] = [
  ["routes", "Routes", "Which routes really lead from one touchpoint to another, and how long do they take?"],
  ["flow", "Flow", "What happens next, step by step, and where do journeys end?"],
  ["funnel", "Funnel", "How far do journeys get through the steps of your choice, and where are they lost?"],
  ["timeToConvert", "Time to convert", "How long do journeys take to the last step, and does this change?"],
  ["interactionsToGoal", "Interactions to the goal", "How many interactions does it take to reach the goal?"],
  ["ends", "Beginnings and ends", "Where do journeys begin, and where do they end?"],
  ["handoffs", "Handoffs", "Where do customers get lost when they change channel, and why?"],
  ["journeys", "Journeys", "Read single journeys from the first interaction to the last."],
];

export function askAhead(state: State): void {
  ask(MapPictureDocument, scopeOf(state));
  ask(ExplorerFindingsDocument, scopeOf(state));
}

export default function OverviewPage() {
  const { state, go } = useExplorer();
  const { filter, look } = state;
  const status = useStatus();
  const variables = scopeOf(state);
  const asked = useAnswer(MapPictureDocument, variables);
  const { visits, transitions } = asked.data ?? {};
  const span = status.data?.status;
  const selected = look.select ?? null;
  const selectedVisit = visits?.labels.find(({ label }) => label.key === selected);
  useTitle(null);
  /**
   * The error of the last change of channel whose journeys were to be opened, what opens them again, and the journeys
   * for which it was opened. For other journeys, the error is not shown.
   */
  const [refused, setRefused] = useState<{
    readonly error: unknown;
    readonly again: () => void;
    readonly scope: string;
  }>();
  const scope = JSON.stringify(variables);
  const openEdge = async (from: string, to: string) => {
    setRefused(undefined);
    try {
      const ends = { from: { touchpoints: [from] }, to: { touchpoints: [to] } };
      const { transitions } = await client.ask(ExplorerEdgeDocument, { ...ends, ...variables });
      const [edge] = transitions.edges;
      if (edge?.behind == null) return;
      const nameOf = (key: string) => visits?.labels.find(({ label }) => label.key === key)?.label.label ?? key;
      const what = `${format.plural(edge.count, "transition")} in ${format.plural(edge.journeys, "journey")}: ${nameOf(from)} → ${nameOf(to)}`;
      go(journeysBehind({ what, journeys: edge.journeys, behind: edge.behind }));
    } catch (error) {
      setRefused({ error, again: () => showEdge(from, to), scope });
    }
  };
  const choose = useStable((mark: string | null) => go(withLook(state, "select", mark), "replace"));
  const showEdge = useStable((from: string, to: string) => void openEdge(from, to));
  return (
    <article className="overview">
      <h1 data-old={asked.isOld || undefined}>
        {visits === undefined
          ? "…"
          : `${format.plural(visits.totals.journeys, "journey")} of ${format.plural(visits.totals.customers, "customer")}`}
      </h1>
      <p className="lead" data-old={asked.isOld || undefined}>
        {visits !== undefined && `${format.plural(visits.totals.interactions, "interaction")}. `}
        {span?.oldest != null &&
          span.newest != null &&
          `The store holds ${format.date(span.oldest)} to ${format.date(span.newest)}. `}
        {span?.synthetic && "All of these data are generated."}
      </p>
      <UnitNote leftOut={visits?.answer.leftOut} />
      {isEmptied(filter, visits?.totals.journeys) ? (
        <Emptied />
      ) : (
        <>
          <section aria-label="Findings">
            <h2>What stands out</h2>
            <Findings />
          </section>
          <section aria-label="Map">
            <header className="question-head">
              <div>
                <h2>The map</h2>
                <p className="lead">
                  A circle is a touchpoint; its area shows its interactions. The curves are the most frequent changes of
                  channel. Choose a touchpoint to see only its own.{" "}
                  <PlaceLink to={stateAt("map", filter)}>The journey map</PlaceLink> shows the same stages beside their
                  design.
                </p>
              </div>
              <Share document={MapPictureDocument} variables={variables} version={visits?.answer.dataVersion} />
            </header>
            <div className="actions map-actions">
              {selectedVisit !== undefined && (
                <>
                  <strong>{selectedVisit.label.label}</strong>
                  <PlaceLink
                    className="control"
                    to={stateAt("journeys", {
                      ...filter,
                      touches: [...(filter.touches ?? []), { touchpoints: [selectedVisit.label.key] }],
                    })}
                  >
                    {format.plural(selectedVisit.journeys, "journey")}
                  </PlaceLink>
                  <PlaceLink
                    className="control"
                    to={stateAt("flow", filter, { anchor: { touchpoints: [selectedVisit.label.key] } })}
                  >
                    What happens next
                  </PlaceLink>
                  <button
                    type="button"
                    className="control quiet"
                    onClick={() => go(withLook(state, "select", null), "replace")}
                  >
                    Show all
                  </button>
                </>
              )}
            </div>
            {refused?.scope === scope && (
              <Problem
                error={refused.error}
                again={refused.again}
                missing="The journeys of this change cannot be opened."
              />
            )}
            <Shown asked={asked} has={visits !== undefined}>
              {visits !== undefined && transitions !== undefined && (
                <Sized>
                  {(width) => (
                    <JourneyMap
                      visits={visits}
                      transitions={transitions}
                      width={width}
                      selected={selected}
                      onSelect={choose}
                      onEdge={showEdge}
                    />
                  )}
                </Sized>
              )}
            </Shown>
          </section>
        </>
      )}
      <section aria-label="Questions">
        <h2>Ask</h2>
        <ul className="cards">
          {CARDS.map(([place, title, text]) => (
            <li key={place}>
              <PlaceLink to={stateAt(place, filter)} className="card">
                <strong>{title}</strong>
                <span>{text}</span>
              </PlaceLink>
            </li>
          ))}
          <li>
            <a href="/playground/" className="card">
              <strong>Anything else</strong>
              <span>Attribution, comparisons, loops, patterns: ask in GraphQL, with a tour.</span>
            </a>
          </li>
        </ul>
      </section>
    </article>
  );
}
