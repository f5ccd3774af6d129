// The panel of a pair of channels. It shows the rate, interval and baseline, the reasons why handoffs failed, the pairs
// of touchpoints that the pair includes, and example journeys.
import { useMemo } from "react";
import type { HandoffReason, HandoffSettings } from "../../client/client.js";
import { format } from "../../views/format.js";
import {
  type Answer,
  type BaselineBy,
  comparedWith,
  excessText,
  failuresOpening,
  failuresText,
  handoffsOpening,
  handoffsText,
  intervalText,
  isTooFew,
  markOf,
  type Pair,
  pairMark,
  pendingOpening,
  settingsOf,
  verdictOf,
} from "../../views/handoffs/pair.js";
import { FEWEST_FOR_RATE } from "../../views/look.js";
import { BrokenSign } from "../../views/shapes.js";
import { useAnswer } from "../answers/useAnswer.js";
import { ExplorerPairDocument } from "../generated/graphql.js";
import { Opens } from "../shell/opens.js";
import { Problem } from "../shell/problem.js";
import { scopeOf } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";
import { Examples, Reasons } from "./handoffReasons.js";
import { endsOf, TouchpointPairs } from "./handoffTouchpoints.js";

interface PairPanelProps {
  readonly answer: Answer;
  readonly pair: Pair;
}

export function PairPanel({ answer, pair }: PairPanelProps) {
  const { state } = useExplorer();
  const asked = useMemo(() => settingsOf(answer), [answer]);
  const settings = (state.args.settings ?? {}) as HandoffSettings;
  const leading = leadingReason(pair, asked.failureReasons);
  const isOfChannels = asked.grain === "CHANNEL";
  const more = useAnswer(ExplorerPairDocument, {
    // Default settings are omitted, which keeps references short.
    ...(state.args.settings === undefined ? {} : { settings }),
    ...endsOf(pair, isOfChannels),
    ...scopeOf(state),
    // With the grain TOUCHPOINT, several pairs can have the selected ends, so more than one row is requested.
    first: isOfChannels ? 1 : 1000,
    reason: leading,
  });
  const own = more.data?.handoffs.handoffs.find(({ from, to }) => pairMark(from.key, to.key) === markOf(pair));
  return (
    <>
      <Verdict answer={answer} pair={pair} />
      {more.error != null && !more.isLoading && <Problem error={more.error} again={more.again} />}
      <Reasons pair={pair} own={own} failureReasons={asked.failureReasons} />
      <Examples own={own} leading={leading} />
      {isOfChannels && <TouchpointPairs pair={pair} settings={settings} />}
    </>
  );
}

/** The most frequent reason that counts as a failure; null if there is none. */
function leadingReason(pair: Pair, failureReasons: readonly HandoffReason[]): HandoffReason | null {
  const failures = pair.reasons.filter(({ reason, count }) => count > 0 && failureReasons.includes(reason));
  return failures.sort((a, b) => b.count - a.count)[0]?.reason ?? null;
}

function Verdict({ answer, pair }: PairPanelProps) {
  const { baselineBy, grain } = settingsOf(answer);
  const verdict = verdictOf(pair);
  const excess = pair.excessFailures;
  return (
    <section className="pair-verdict">
      {verdict === "broken" && (
        <p className="pair-broken">
          <svg width="18" height="18" viewBox="0 0 16 16" aria-hidden="true">
            <BrokenSign x={0} y={0} size={16} />
          </svg>
          <strong>Broken</strong>
          <span>It fails more often than what it is compared with, and by more than chance explains.</span>
        </p>
      )}
      {isTooFew(pair) ? (
        <p>
          <strong>Too few to judge.</strong> {format.fraction(pair.failed, pair.settled)} settled handoffs failed. A
          pair is judged from {FEWEST_FOR_RATE} settled handoffs of enough different customers.
        </p>
      ) : (
        <p className="pair-rate">
          <strong>{format.rate(pair.failed, pair.settled)}</strong> of the settled handoffs failed
          {pair.failRateInterval !== null && <>; 95 % interval {intervalText(pair.failRateInterval)}</>}.
        </p>
      )}
      {grain === "TOUCHPOINT" && pair.to.key === pair.to.channel?.key && (
        <p className="quiet">
          These customers were sent to {pair.to.label} and never arrived, so all of them failed. Read it as a count, not
          as a finding.
        </p>
      )}
      <dl>
        {pair.baseline !== null && (
          <>
            <dt>Baseline</dt>
            <dd>
              {format.percent(pair.baseline)} <small>of {comparedWith(baselineBy, pair)}</small>
            </dd>
          </>
        )}
        {pair.baseline === null && (
          <>
            <dt>Baseline</dt>
            <dd>
              <small>There is nothing to compare with: no settled handoffs of {comparedWith(baselineBy, pair)}.</small>
            </dd>
          </>
        )}
        {excess !== null && !isTooFew(pair) && (
          <>
            <dt>Excess failures</dt>
            <dd>
              {excessText(excess)} <small>{excessMeaning(excess, baselineBy)}</small>
            </dd>
          </>
        )}
        <dt>Failures</dt>
        <dd>
          <Opens opening={failuresOpening(pair)} count={["failed", pair.failed]}>
            {failuresText(pair)}
          </Opens>
        </dd>
        <dt>Handoffs</dt>
        <dd>
          <Opens opening={handoffsOpening(pair)} count={["count", pair.count]}>
            {handoffsText(pair)}
          </Opens>
        </dd>
        {pair.pending > 0 && (
          <>
            <dt>Pending</dt>
            <dd>
              <Opens opening={pendingOpening(pair)} count={["pending", pair.pending]}>
                {format.plural(pair.pending, "handoff")}
              </Opens>{" "}
              <small>not judged yet</small>
            </dd>
          </>
        )}
        {pair.wait.median !== null && (
          <>
            <dt>Wait</dt>
            <dd>
              {format.duration(pair.wait.median)} <small>median; p90 {format.duration(pair.wait.p90)}</small>
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

function excessMeaning(excess: number, baselineBy: BaselineBy): string {
  const others = baselineBy === "EARLIER" ? "before" : "the others";
  return excess > 0
    ? `fewer if it failed ${baselineBy === "EARLIER" ? "as" : "like"} ${others}`
    : `it fails no more often than ${others}`;
}
