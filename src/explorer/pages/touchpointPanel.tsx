// The panel of a touchpoint. It shows whether a change helped, and all measures and scores with the journeys behind
// them. It links to the pages that show the ways to and from the touchpoint.
import type { PointSelector } from "../../client/client.js";
import { format, milliseconds } from "../../views/format.js";
import { NONE } from "../../views/groupName.js";
import { type Answer, type MeasureKey, type Row, settingsOf } from "../../views/touchpointPerformance/answer.js";
import { CHANGE_KEYS, type Changed, changed } from "../../views/touchpointPerformance/change.js";
import { DROP_OFF, MEASURES, type Measure, valueText } from "../../views/touchpointPerformance/measures.js";
import { opening } from "../../views/view.js";
import { Opens } from "../shell/opens.js";
import { PlaceLink } from "../shell/placeLink.js";
import { stateAt } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";

const SECTIONS: readonly (readonly [title: string, keys: readonly MeasureKey[]])[] = [
  ["Reach", ["VISITS", "REACH", "ENTRIES", "EXITS", "ENGAGEMENT"]],
  ["Outcome", ["CONVERSION", "ASSISTED_CONVERSIONS", "FAILURE", "REPEAT_PURCHASE", "RETENTION", "COST", "VALUE"]],
  ["Service", ["RESPONSE_TIME", "RESOLUTION_TIME", "REPEAT_CONTACT"]],
  ["What customers say", ["CSAT", "NPS", "CES", "EMOTION"]],
];

export function TouchpointPanel({ answer, row }: { readonly answer: Answer; readonly row: Row }) {
  const { state } = useExplorer();
  const { changedAt } = settingsOf(answer);
  const { grain = "TOUCHPOINT" } = answer.answer.settings as { grain?: string };
  const selector = selectorOf(grain, row.label.key);
  const changes = CHANGE_KEYS.map((key) => changed(row.change, key, milliseconds)).filter((one) => one !== null);
  const { low } = row.scores;
  return (
    <>
      {changedAt !== null && (
        <section className="touchpoint-changes">
          <h3>Did the change on {format.date(changedAt)} help?</h3>
          {changes.length === 0 && <p>On one side of the date, nothing happened here that could be compared.</p>}
          <ul>
            {changes.map((change) => (
              <li key={change.name}>
                <strong>{SIGNS[change.verdict]}</strong> {change.sentence}
              </li>
            ))}
          </ul>
        </section>
      )}
      {SECTIONS.map(([title, keys]) => (
        <section key={title}>
          <h3>{title}</h3>
          <dl>
            {keys.map((key) => (
              <Line key={key} row={row} measure={MEASURES[key]} />
            ))}
            {title === "Outcome" && <Line row={row} measure={DROP_OFF} />}
            {title === "What customers say" && low.of > 0 && (
              <>
                <dt>Low scores</dt>
                <dd>
                  {format.percent(low.rate)}{" "}
                  <small>
                    <Opens
                      opening={opening(
                        `${format.plural(low.count, "low score")}: ${row.label.label}`,
                        null,
                        low.count === 0 ? null : low.behind,
                      )}
                    >
                      {format.fraction(low.count, low.of)} answers
                    </Opens>
                  </small>
                </dd>
              </>
            )}
          </dl>
        </section>
      ))}
      {selector !== null && (
        <section>
          <h3>Around it</h3>
          <p className="side-panel-links">
            <PlaceLink to={stateAt("routes", state.filter, { from: selector })}>Routes from here</PlaceLink>
            <PlaceLink to={stateAt("flow", state.filter, { anchor: selector })}>Step by step</PlaceLink>
            <PlaceLink
              to={stateAt("journeys", { ...state.filter, touches: [...(state.filter.touches ?? []), selector] })}
            >
              Journeys that touch it
            </PlaceLink>
          </p>
        </section>
      )}
    </>
  );
}

const SIGNS: Readonly<Record<Changed["verdict"], string>> = {
  better: "▲ Better.",
  worse: "▼ Worse.",
  different: "◆ Different.",
  "no clear change": "No clear change.",
};

function Line({ row, measure }: { row: Row; measure: Measure }) {
  const measured = measure.of(row);
  if (measured.value === null && (measured.count ?? 0) === 0) return null;
  const { interval } = measured;
  return (
    <>
      <dt>{measure.name}</dt>
      <dd>
        {measured.parts === undefined && measure.kind === "count" ? (
          <Opens opening={measured.opening}>{valueText(measure, measured)}</Opens>
        ) : (
          <strong>{valueText(measure, measured)}</strong>
        )}
        {measured.basis !== null && (
          <small>
            {" "}
            {measure.kind === "count" ? measured.basis : <Opens opening={measured.opening}>{measured.basis}</Opens>}
          </small>
        )}
        {interval !== null && (
          <>
            <br />
            <small>
              95 % interval {valueText(measure, { value: interval.low })} to{" "}
              {valueText(measure, { value: interval.high })}
            </small>
          </>
        )}
      </dd>
    </>
  );
}

/** Selects the interactions of the row. Null for the row of touchpoints without a stage, which no selector selects. */
function selectorOf(grain: string, key: string): PointSelector | null {
  switch (grain) {
    case "TOUCHPOINT":
      return { touchpoints: [key] };
    case "KIND":
      return { kinds: [key] };
    case "CHANNEL":
      return { channels: [key] };
    case "STAGE":
      return key === NONE ? null : { stages: [key] };
    default:
      return null;
  }
}
