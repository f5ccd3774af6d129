// The pairs of touchpoints that a pair of channels includes, in the panel of the pair of channels.
import type { HandoffSettings, PointSelector } from "../../client/client.js";
import { format } from "../../views/format.js";
import { isTooFew, type Pair, pairMark } from "../../views/handoffs/pair.js";
import { opening } from "../../views/view.js";
import { useAnswer } from "../answers/useAnswer.js";
import { ExplorerTouchpointPairsDocument } from "../generated/graphql.js";
import { Opens } from "../shell/opens.js";
import { PlaceLink } from "../shell/placeLink.js";
import { Problem } from "../shell/problem.js";
import { type State, scopeOf } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";

/** The number of pairs of touchpoints in the panel. A link leads to all of them. */
const MOST_TOUCHPOINT_PAIRS = 6;

/** Selectors that select the pair and as few other pairs as possible. */
export function endsOf(pair: Pair, isOfChannels: boolean): { from: PointSelector; to: PointSelector } {
  if (isOfChannels) return { from: { channels: [pair.from.key] }, to: { channels: [pair.to.key] } };
  return { from: { touchpoints: [pair.from.key] }, to: { channels: [pair.to.channel?.key ?? pair.to.key] } };
}

/**
 * The pairs of touchpoints of a pair of channels. A click on a name selects the pair, and a click on a count opens its
 * journeys.
 */
export function TouchpointPairs({ pair, settings }: { pair: Pair; settings: HandoffSettings }) {
  const { state } = useExplorer();
  const ends = endsOf(pair, true);
  const asked = useAnswer(ExplorerTouchpointPairsDocument, {
    settings: { ...settings, grain: "TOUCHPOINT" },
    ...ends,
    ...scopeOf(state),
  });
  const pairs = asked.data?.handoffs.handoffs;
  const at = (select?: string): State => ({
    ...state,
    args: { ...state.args, settings: { ...settings, grain: "TOUCHPOINT" }, ...ends },
    look: select === undefined ? {} : { select },
  });
  return (
    <section>
      <h3>Between which touchpoints</h3>
      {asked.error != null && !asked.isLoading && <Problem error={asked.error} again={asked.again} />}
      {pairs === undefined ? (
        <p className="quiet" role="status">
          Asking…
        </p>
      ) : (
        <>
          <ul className="touchpoint-pairs">
            {pairs.slice(0, MOST_TOUCHPOINT_PAIRS).map((one) => {
              const text = `${format.plural(one.failed, "failure")} in ${format.plural(one.failedJourneys, "journey")}`;
              const name = `${one.from.label} → ${one.to.label}`;
              return (
                <li key={pairMark(one.from.key, one.to.key)}>
                  <PlaceLink to={at(pairMark(one.from.key, one.to.key))}>{name}</PlaceLink>
                  {one.significant === true && <span className="broken-word">Broken</span>}
                  <span className="touchpoint-rate">
                    {isTooFew(one) ? (
                      <span className="quiet">too few: {format.fraction(one.failed, one.settled)}</span>
                    ) : (
                      format.rate(one.failed, one.settled)
                    )}
                    {one.to.touchpoint === null && <span className="quiet">, never arrived</span>}
                  </span>
                  <small>
                    <Opens
                      opening={opening(`${text}: ${name}`, one.failedJourneys, one.behind)}
                      count={[`${pairMark(one.from.key, one.to.key)}/failed`, one.failed]}
                    >
                      {text}
                    </Opens>
                  </small>
                </li>
              );
            })}
          </ul>
          <PlaceLink to={at()}>
            {pairs.length > MOST_TOUCHPOINT_PAIRS
              ? `All ${format.plural(pairs.length, "pair")} of touchpoints`
              : "Show them in a picture"}
          </PlaceLink>
        </>
      )}
    </section>
  );
}
