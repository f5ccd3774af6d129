// The filter bar, on every page: the period and the conditions of the filter, all of which must hold, and the unit of
// analysis on pages whose question takes one.
import { FilterConditions } from "../fields/filterConditions.js";
import { UnitField } from "../fields/unitField.js";
import { TAKES_UNIT } from "../state/place.js";
import { useExplorer } from "../state/useExplorer.js";

export function FilterBar() {
  const { state, go } = useExplorer();
  return (
    <div className="filter-bar">
      <FilterConditions
        filter={state.filter}
        behindName={state.look.behind}
        onChange={(filter) => go({ ...state, filter, look: {} })}
      >
        {TAKES_UNIT.has(state.place) ? (
          <UnitField unit={state.unit} onChange={(unit) => go({ ...state, unit, look: {} })} />
        ) : (
          state.unit !== null && <span className="hint">This page counts journeys as stored.</span>
        )}
      </FilterConditions>
    </div>
  );
}
