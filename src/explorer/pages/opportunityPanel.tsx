// The panel of a finding: its sentence, size, evidence, the journeys behind its counts, the query behind it, and the
// notes of its strategy.
import { format } from "../../views/format.js";
import { pairMark } from "../../views/handoffs/pair.js";
import {
  type Answer,
  countOpening,
  customersText,
  type Finding,
  intervalText,
  ofOpening,
} from "../../views/opportunities/finding.js";
import { STRATEGIES, STRATEGY_KEYS, unitOf } from "../../views/opportunities/strategies.js";
import { Opens } from "../shell/opens.js";
import { PlaceLink } from "../shell/placeLink.js";
import { type State, stateAt, type Target } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";

interface FindingPanelProps {
  readonly finding: Finding;
  readonly notes: Answer["notes"];
}

export function FindingPanel({ finding, notes }: FindingPanelProps) {
  const { state } = useExplorer();
  const unit = unitOf(finding);
  const place = placeOf(finding, state);
  return (
    <>
      <p>
        <strong className="big">{format.points(finding.effect)}</strong>
        {finding.sentence}
      </p>
      <dl>
        <dt>It went wrong</dt>
        <dd>
          {format.percent(finding.rate)} (<Opens opening={countOpening(finding)}>{format.count(finding.count)}</Opens>{" "}
          of{" "}
          <Opens opening={ofOpening(finding)}>
            {format.count(finding.of)} {unit}
          </Opens>
          )
        </dd>
        <dt>Elsewhere</dt>
        <dd>{format.percent(finding.baseline)}</dd>
        <dt>Difference</dt>
        <dd>
          {format.points(finding.effect)}
          <br />
          <small>95 % interval {intervalText(finding)}</small>
        </dd>
        <dt>Affected</dt>
        <dd>{customersText(finding)}</dd>
        <dt>Impact</dt>
        <dd>
          {format.number(finding.impact, 1)} <small>customers × difference</small>
        </dd>
        <dt>p-value</dt>
        <dd>{finding.pValue < 0.0001 ? "< 0.0001" : format.number(finding.pValue, 4)}</dd>
      </dl>
      <section>
        <h3>Evidence</h3>
        <p className="quiet">{STRATEGIES[finding.strategy].gap}</p>
        <p className="side-panel-links">
          <Opens opening={countOpening(finding)}>Journeys in which it went wrong</Opens>
          <Opens opening={ofOpening(finding)}>All journeys compared here</Opens>
          {place !== null && <PlaceLink to={place.to}>{place.name}</PlaceLink>}
        </p>
      </section>
      <section>
        <h3>Query behind this</h3>
        <pre>{finding.query}</pre>
        <a className="control" href={`/playground/?${new URLSearchParams({ query: finding.query })}`}>
          Open in the playground
        </a>
      </section>
      {notes.length > 0 && (
        <section>
          <h3>Notes</h3>
          <Notes notes={notes} />
        </section>
      )}
    </>
  );
}

/**
 * Returns the page that shows the place of a finding among other places, with the same filter and goal, or null if
 * there is no such page. The key of the finding names the place.
 */
function placeOf(
  { strategy, key }: Finding,
  { filter, args }: State,
): { readonly name: string; readonly to: Target } | null {
  const [first, second] = key.split(" ");
  if (first === undefined) return null;
  const goal = args.goal === undefined ? {} : { goal: args.goal };
  const among = "This touchpoint among the others";
  switch (strategy) {
    case "OMNICHANNEL":
      if (second === undefined) return null;
      return { name: "This handoff", to: stateAt("handoffs", filter, {}, { select: pairMark(first, second) }) };
    case "ACCESSIBILITY":
      if (second === undefined) return null;
      return {
        name: "This channel among the others",
        to: stateAt("touchpoints", filter, { ...goal, grain: "CHANNEL" }, { select: second }),
      };
    case "PERSONALISATION":
      if (second === undefined) return null;
      return {
        name: "This touchpoint for the segment",
        to: stateAt(
          "touchpoints",
          { ...filter, segments: [first] },
          { ...goal, orderBy: "CONVERSION" },
          { select: second },
        ),
      };
    case "CONSISTENCY": {
      const orderBy = second === "csat" ? "CSAT" : "FAILURE";
      return { name: among, to: stateAt("touchpoints", filter, { ...goal, orderBy }, { select: first }) };
    }
    case "EMPATHY": {
      const orderBy = second === "emotion" ? "EMOTION" : "FAILURE";
      return { name: among, to: stateAt("touchpoints", filter, { ...goal, orderBy }, { select: first }) };
    }
    case "TIMELINESS":
      return null;
  }
}

/** The notes under the names of their strategies. */
export function Notes({ notes }: { readonly notes: Answer["notes"] }) {
  return STRATEGY_KEYS.map((key) => [key, notes.filter(({ strategy }) => strategy === key)] as const)
    .filter(([, own]) => own.length > 0)
    .map(([key, own]) => (
      <div key={key} className="side-panel-notes">
        <small>{STRATEGIES[key].name}</small>
        <ul>
          {own.map(({ sentence }) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </div>
    ));
}
