// The reasons why handoffs of a pair failed, with their counts and example journeys.
import { useQueries } from "@tanstack/react-query";
import type { HandoffReason } from "../../client/client.js";
import { format } from "../../views/format.js";
import { nameOf, type Pair, REASONS } from "../../views/handoffs/pair.js";
import { opening } from "../../views/view.js";
import { asking } from "../answers/useAnswer.js";
import { ExplorerJourneyCountDocument, type ExplorerPairQuery } from "../generated/graphql.js";
import { journeysBehind } from "../shell/opening.js";
import { PlaceLink } from "../shell/placeLink.js";
import { Problem } from "../shell/problem.js";
import { stateAt } from "../state/state.js";

type OwnPair = ExplorerPairQuery["handoffs"]["handoffs"][number];

interface ReasonsProps {
  readonly pair: Pair;
  readonly own: OwnPair | undefined;
  readonly failureReasons: readonly HandoffReason[];
}

/**
 * One bar for each reason, all starting at the same line. Several reasons may apply to one handoff, so the bars are
 * neither stacked nor added up.
 */
export function Reasons({ pair, own, failureReasons }: ReasonsProps) {
  const counts = pair.reasons.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
  const failures = counts.filter(({ reason }) => failureReasons.includes(reason));
  const others = counts.filter(({ reason }) => !failureReasons.includes(reason));
  const behindOf = ({ reason }: { readonly reason: HandoffReason }) =>
    own?.reasons.find((one) => one.reason === reason)?.behind ?? null;
  // The journeys of every reason are counted, because a journey may have several such handoffs.
  const counted = useQueries({
    queries: counts.map(behindOf).map((behind) => ({
      ...asking(ExplorerJourneyCountDocument, behind === null ? null : { filter: { behind } }),
      enabled: behind !== null,
    })),
  });
  const refused = counted.filter(({ isError }) => isError);
  const bars = (reasons: typeof counts) => (
    <ul className="reasons">
      {reasons.map(({ reason, count }) => (
        <Reason
          key={reason}
          pair={pair}
          reason={reason}
          count={count}
          journeys={counted[counts.findIndex((one) => one.reason === reason)]?.data?.journeys.totalCount ?? null}
          behind={behindOf({ reason })}
        />
      ))}
    </ul>
  );
  return (
    <section>
      <h3>Why</h3>
      {failures.length === 0 ? (
        <p className="quiet">None of the settled handoffs failed.</p>
      ) : (
        <p className="quiet">
          Of {format.plural(pair.settled, "settled handoff")}. A handoff may have several reasons.
        </p>
      )}
      {refused[0] !== undefined && (
        <Problem
          error={refused[0].error}
          again={() => {
            for (const one of refused) void one.refetch();
          }}
          missing="The journeys of some reasons cannot be counted, so these reasons open no journeys."
        />
      )}
      {bars(failures)}
      {others.length > 0 && (
        <>
          <p className="quiet">Reported, but not counted as failures:</p>
          {bars(others)}
        </>
      )}
    </section>
  );
}

interface ReasonProps {
  readonly pair: Pair;
  readonly reason: HandoffReason;
  readonly count: number;
  /** The number of journeys; null until it is known. */
  readonly journeys: number | null;
  readonly behind: string | null;
}

function Reason({ pair, reason, count, journeys, behind }: ReasonProps) {
  const { name, what } = REASONS[reason];
  const text =
    journeys === null
      ? format.plural(count, "handoff")
      : `${format.plural(count, "handoff")} in ${format.plural(journeys, "journey")}`;
  const opens = opening(`${text}: ${nameOf(pair)}, ${name.toLowerCase()}`, journeys, behind);
  const body = (
    <>
      <span className="reason-head">
        <strong>{name}</strong>
        <span>{format.rate(count, pair.settled)}</span>
      </span>
      <span className="reason-bar">
        <span style={{ width: `${(count / pair.settled) * 100}%` }} />
      </span>
      <small>
        {what} <span className={opens === null ? undefined : "reason-open"}>{text}</span>
      </small>
    </>
  );
  return (
    <li data-reason={reason} data-value={count}>
      {opens === null ? (
        <span className="reason">{body}</span>
      ) : (
        <PlaceLink to={journeysBehind(opens)} className="reason" title={opens.what}>
          {body}
        </PlaceLink>
      )}
    </li>
  );
}

export function Examples({ own, leading }: { own: OwnPair | undefined; leading: HandoffReason | null }) {
  const journeys = own?.exampleJourneys ?? [];
  if (own !== undefined && journeys.length === 0) return null;
  return (
    <section>
      <h3>Journeys to read</h3>
      <p className="quiet">
        {leading === null ? "The latest with this handoff." : `The latest that ${VERBS[leading]}.`} The numbers show
        which handoffs fail; the journeys show why.
      </p>
      <ul className="examples" aria-busy={own === undefined}>
        {journeys.map(({ key, startedAt, endedAt, length, customer }) => (
          <li key={key}>
            <PlaceLink to={stateAt("journey", {}, { key })}>
              {customer.key}, {format.date(startedAt)}
            </PlaceLink>{" "}
            <small>
              {format.plural(length, "interaction")}
              {endedAt !== startedAt && ` in ${format.duration(Date.parse(endedAt) - Date.parse(startedAt))}`}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}

const VERBS: Readonly<Record<HandoffReason, string>> = {
  NEVER_ARRIVED: "never arrived",
  STALLED: "stalled",
  ABANDONED: "were abandoned",
  BOUNCED_BACK: "bounced back",
  REPEATED: "were repeated",
  UNRESOLVED: "stayed unresolved",
};
