// What stands out: up to three handoffs that break more often than the others, by the failures that could be avoided.
// One of them may be a handoff that got worse. The service runs the tests; the page only chooses.
import type { JourneyFilter } from "../../client/client.js";
import { Refusal } from "../../client/client.js";
import { format } from "../../views/format.js";
import { pairMark } from "../../views/handoffs/pair.js";
import { type Asked, useAnswer } from "../answers/useAnswer.js";
import { ExplorerFindingsDocument, type ExplorerFindingsQuery } from "../generated/graphql.js";
import { PlaceLink } from "../shell/placeLink.js";
import { Shown } from "../shell/questionPage.js";
import { playgroundOf } from "../shell/share.js";
import { type Args, stateAt } from "../state/state.js";

type Pair = ExplorerFindingsQuery["handoffs"]["handoffs"][number];

const MOST = 3;
const EARLIER: Args = { settings: { baselineBy: "EARLIER" } };

export function Findings({ filter }: { readonly filter: JourneyFilter }) {
  const variables = { filter };
  const now = useAnswer(ExplorerFindingsDocument, variables);
  // "Earlier" is the span before the period, so it needs the beginning of one.
  const hasPeriod = filter.startedFrom != null;
  const worse = useAnswer(ExplorerFindingsDocument, hasPeriod ? { settings: { baselineBy: "EARLIER" }, filter } : null);
  const pairs = now.data?.handoffs.handoffs;
  if (now.error instanceof Refusal && now.error.code === "GOAL_REQUIRED")
    return (
      <p className="hint">
        What customers are meant to reach is not known yet.{" "}
        <PlaceLink to={stateAt("handoffs", filter)}>Name your goal</PlaceLink> to see which handoffs break.
      </p>
    );
  return (
    <Shown asked={now} has={pairs !== undefined}>
      {pairs !== undefined && (
        <List pairs={pairs} tested={now.data?.handoffs.totals.rankedPairs ?? 0} worse={worse} filter={filter} />
      )}
      <a className="quiet-link" href={playgroundOf(ExplorerFindingsDocument, variables)}>
        Query behind this
      </a>
    </Shown>
  );
}

interface ListProps {
  readonly pairs: readonly Pair[];
  /** Pairs that were tested, whether they are in the answer or not. */
  readonly tested: number;
  readonly worse: Asked<ExplorerFindingsQuery>;
  readonly filter: JourneyFilter;
}

function List({ pairs, tested, worse, filter }: ListProps) {
  const broken = standingOut(pairs);
  const [worst] = standingOut(worse.data?.handoffs.handoffs ?? []);
  const shown = broken.slice(0, worst === undefined ? MOST : MOST - 1);
  if (shown.length === 0 && worst === undefined)
    return (
      <p className="hint">
        {pairs.length === 0
          ? "No customer changed channel in these journeys, so no handoff can break."
          : `Nothing stands out among ${format.plural(tested, "pair")} of channels.`}
      </p>
    );
  return (
    <ol className="findings">
      {shown.map((pair) => (
        <Finding key={pairMark(pair.from.key, pair.to.key)} pair={pair} filter={filter} args={{}} />
      ))}
      {worst !== undefined && <Finding pair={worst} filter={filter} args={EARLIER} />}
    </ol>
  );
}

/** Significant pairs, most excess failures first. */
function standingOut(pairs: readonly Pair[]): readonly Pair[] {
  return pairs
    .filter(({ significant }) => significant)
    .sort((a, b) => (b.excessFailures ?? 0) - (a.excessFailures ?? 0));
}

function Finding({ pair, filter, args }: { pair: Pair; filter: JourneyFilter; args: Args }) {
  const { from, to, failed, settled, baseline, excessFailures } = pair;
  const isWorse = args === EARLIER;
  return (
    <li>
      <PlaceLink
        to={stateAt("handoffs", filter, args, { select: pairMark(pair.from.key, pair.to.key) })}
        className="finding"
      >
        <strong>
          <span aria-hidden="true">✕ </span>
          {isWorse ? "Got worse: " : "Broken: "}
          {from.label} → {to.label}
        </strong>
        <span>
          {format.rate(failed, settled)} of these handoffs failed
          {baseline !== null &&
            `, against ${format.percent(baseline)} ${isWorse ? "in the span before" : "of the others"}`}
          {excessFailures !== null &&
            `: about ${format.count(Math.round(excessFailures))} failures more than ${isWorse ? "before" : "expected"}`}
          .
        </span>
      </PlaceLink>
    </li>
  );
}
