// Shown if no journey passes the filter. Names the conditions of the filter that are the reason, each with a button
// that removes it. For each condition, the service counts the journeys that pass this condition alone, and those that
// pass the filter without this condition.
import { useQueries } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { JourneyFilter } from "../../client/client.js";
import { format } from "../../views/format.js";
import { asking } from "../answers/useAnswer.js";
import { CONDITIONS, type Field } from "../fields/conditions.js";
import { periodName } from "../fields/period.js";
import { ExplorerJourneyCountDocument } from "../generated/graphql.js";
import { conditionsOf } from "../state/reliefs.js";
import { scopeOf } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";
import { Problem } from "./problem.js";

export function Emptied() {
  const { state, go } = useExplorer();
  const { filter, look } = state;
  const { unit = null } = scopeOf(state);
  const conditions = conditionsOf(filter);
  const counts = useQueries({
    queries: conditions.flatMap(({ alone, without }) =>
      [alone, without].map((filter) => asking(ExplorerJourneyCountDocument, { filter, unit })),
    ),
  });
  const counted = conditions.map((condition, i) => ({
    ...condition,
    alone: counts[2 * i]?.data?.journeys.totalCount,
    without: counts[2 * i + 1]?.data?.journeys.totalCount,
    filterWithout: condition.without,
    name: <ConditionName condition={condition.alone} behindName={look.behind} />,
  }));
  const isReady = counted.every(({ alone, without }) => alone !== undefined && without !== undefined);
  const refused = counts.filter(({ isError }) => isError);
  if (conditions.length === 0)
    return (
      <div className="empty">
        <h2>No journey is left</h2>
      </div>
    );
  const culprits = counted.filter(({ alone }) => alone === 0);
  const offered = [...(culprits.length > 0 ? culprits : counted.filter(({ without = 0 }) => without > 0))].sort(
    (a, b) => (b.without ?? 0) - (a.without ?? 0),
  );
  const show = (next: JourneyFilter) => go({ ...state, filter: next, look: {} });
  return (
    <div className="empty emptied">
      <h2>The filter leaves no journey</h2>
      {refused[0] !== undefined ? (
        <Problem
          error={refused[0].error}
          again={() => {
            for (const one of refused) void one.refetch();
          }}
          missing="The condition that excludes all journeys is not known."
        />
      ) : !isReady ? (
        <p role="status">Looking for the condition that excludes them…</p>
      ) : (
        <>
          <p>
            {culprits.length > 0
              ? `No journey at all satisfies ${culprits.length === 1 ? "this condition" : "each of these conditions"}.`
              : offered.length > 0
                ? "Each condition is satisfied by some journeys, but no journey satisfies all of them."
                : "More than one condition has to go before a journey is left."}
          </p>
          <ul>
            {offered.map(({ id, name, alone = 0, without, filterWithout }) => (
              <li key={id}>
                <span>
                  <strong>{name}</strong>
                  {alone > 0 && ` is satisfied by ${format.plural(alone, "journey")}.`}
                </span>
                <button type="button" className="control" onClick={() => show(filterWithout)}>
                  Remove it{without !== undefined && `: ${format.plural(without, "journey")} left`}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {(conditions.length > 1 || refused.length > 0) && (
        <button type="button" className="control quiet" onClick={() => show({})}>
          Remove all conditions
        </button>
      )}
    </div>
  );
}

/** The text of the condition, as on its chip. */
function ConditionName({ condition, behindName }: { condition: JourneyFilter; behindName: string | undefined }) {
  const [field] = Object.keys(condition) as Field[];
  if (field === undefined) return null;
  if (field.startsWith("started")) return `Started: ${periodName(condition)}`;
  if (field === "behind" && behindName !== undefined) return behindName;
  const { Chip } = CONDITIONS[field] as { readonly Chip: (props: { readonly value: unknown }) => ReactNode };
  return <Chip value={condition[field]} />;
}

/** Whether the filter has conditions, and the answer counts no journey under it. */
export function isEmptied(filter: JourneyFilter, journeys: number | undefined): boolean {
  return journeys === 0 && conditionsOf(filter).length > 0;
}
