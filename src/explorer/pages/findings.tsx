// Findings: up to three pairs of channels whose handoffs fail significantly more often than the others, most excess
// failures first. One of them may instead be a pair that now fails more often than it did in the period before. The
// service runs the tests, and this file only selects from their results.
import { useMemo } from "react";
import { type JourneyFilter, Refusal } from "../../client/client.js";
import { format } from "../../views/format.js";
import { pairMark } from "../../views/handoffs/pair.js";
import { type Asked, useAnswer } from "../answers/useAnswer.js";
import { useStatus } from "../answers/useStatus.js";
import { ExplorerFindingsDocument, type ExplorerFindingsQuery } from "../generated/graphql.js";
import { PlaceLink } from "../shell/placeLink.js";
import { PartProblem } from "../shell/problem.js";
import { Shown } from "../shell/questionPage.js";
import { playgroundOf } from "../shell/share.js";
import { type Compared, comparedWithEarlier } from "../state/earlier.js";
import { scopeOf, stateAt } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";

type Pair = ExplorerFindingsQuery["handoffs"]["handoffs"][number];

const MOST = 3;
const EARLIER = { settings: { baselineBy: "EARLIER" } } as const;

export function Findings() {
  const { filter, ...unit } = scopeOf(useExplorer().state);
  const variables = { filter, ...unit };
  const now = useAnswer(ExplorerFindingsDocument, variables);
  const { oldest = null, newest = null } = useStatus().data?.status ?? {};
  const compared = useMemo(() => comparedWithEarlier(filter, oldest, newest), [filter, oldest, newest]);
  const worse = useAnswer(
    ExplorerFindingsDocument,
    compared === null ? null : { ...EARLIER, ...unit, filter: compared.filter },
  );
  const pairs = now.data?.handoffs.handoffs;
  if (now.error instanceof Refusal && now.error.code === "GOAL_REQUIRED")
    return (
      <p className="hint">
        What customers are meant to reach is not known yet.{" "}
        <PlaceLink to={stateAt("handoffs", filter)}>Name your goal</PlaceLink> to see which handoffs fail.
      </p>
    );
  return (
    <Shown asked={now} has={pairs !== undefined}>
      {pairs !== undefined && (
        <List
          pairs={pairs}
          tested={now.data?.handoffs.totals.rankedPairs ?? 0}
          worse={worse}
          compared={compared}
          filter={filter}
        />
      )}
      <a className="quiet-link" href={playgroundOf(ExplorerFindingsDocument, variables)}>
        Query behind this
      </a>
    </Shown>
  );
}

interface ListProps {
  readonly pairs: readonly Pair[];
  /** The number of pairs that were tested, including those that are not in the answer. */
  readonly tested: number;
  /** The same pairs, compared with their own handoffs in an earlier period. */
  readonly worse: Asked<ExplorerFindingsQuery>;
  readonly compared: Compared | null;
  readonly filter: JourneyFilter;
}

function List({ pairs, tested, worse, compared, filter }: ListProps) {
  const broken = standingOut(pairs);
  const [worst] = compared === null ? [] : standingOut(worse.data?.handoffs.handoffs ?? []);
  const shown = broken.slice(0, worst === undefined ? MOST : MOST - 1);
  const { rankedPairs } = worse.data?.handoffs.totals ?? {};
  const hasWorse = compared !== null && rankedPairs !== undefined && rankedPairs > 0;
  return (
    <>
      {pairs.length === 0 ? (
        <p className="hint">No customer changed channel in these journeys, so no handoff can fail.</p>
      ) : (
        shown.length === 0 && (
          <p className="hint">Nothing stands out among {format.plural(tested, "pair")} of channels.</p>
        )
      )}
      {(shown.length > 0 || worst !== undefined) && (
        <>
          <p className="hint">Choose a change of channel to see why its handoffs fail, and in which journeys.</p>
          <ol className="findings">
            {shown.map((pair) => (
              <Finding key={pairMark(pair.from.key, pair.to.key)} pair={pair} to={filter} />
            ))}
            {worst !== undefined && compared !== null && <Finding pair={worst} to={compared.filter} since={compared} />}
          </ol>
        </>
      )}
      {compared !== null && <PartProblem asked={worse} missing="It is not known whether anything got worse." />}
      {hasWorse && worst === undefined && (
        <p className="hint">
          Nothing got worse among {format.plural(rankedPairs, "pair")} {sinceText(compared)}.
        </p>
      )}
    </>
  );
}

/** A text such as "from Oct 1, 2026, compared with the period before it, from Sep 1, 2026". */
function sinceText({ from, before, isHalf }: Compared): string {
  const half = isHalf ? ", the later half of the period," : "";
  return `from ${format.date(from)} on${half} compared with the period before it, from ${format.date(before)}`;
}

/** Significant pairs, most excess failures first. */
function standingOut(pairs: readonly Pair[]): readonly Pair[] {
  return pairs
    .filter(({ significant }) => significant)
    .sort((a, b) => (b.excessFailures ?? 0) - (a.excessFailures ?? 0));
}

interface FindingProps {
  readonly pair: Pair;
  readonly to: JourneyFilter;
  /** If the pair is compared with its own handoffs in an earlier period, the text about this period. */
  readonly since?: Compared;
}

function Finding({ pair, to, since }: FindingProps) {
  const { failed, settled, baseline, excessFailures } = pair;
  const isWorse = since !== undefined;
  return (
    <li>
      <PlaceLink
        to={stateAt("handoffs", to, isWorse ? EARLIER : {}, { select: pairMark(pair.from.key, pair.to.key) })}
        className="finding"
      >
        <strong>
          <span aria-hidden="true">✕ </span>
          {isWorse ? "Got worse: " : "Broken: "}
          {pair.from.label} → {pair.to.label}
        </strong>
        <span>
          {format.rate(failed, settled)} of these handoffs failed
          {since !== undefined && ` from ${format.date(since.from)} on`}
          {baseline !== null &&
            `, against ${format.percent(baseline)} ${
              since === undefined ? "of the others" : `in the span before, from ${format.date(since.before)}`
            }`}
          {excessFailures !== null &&
            `: about ${format.count(Math.round(excessFailures))} failures more than ${isWorse ? "before" : "expected"}`}
          .
        </span>
      </PlaceLink>
    </li>
  );
}
