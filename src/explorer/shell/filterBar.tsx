// The filter bar, on every page: the period and the conditions of the filter. All conditions must hold.
import { FilterConditions } from "../fields/filterConditions.js";
import { useExplorer } from "../state/useExplorer.js";

export function FilterBar() {
  const { state, go } = useExplorer();
  return (
    <div className="filter-bar">
      <FilterConditions
        filter={state.filter}
        behindName={state.look.behind}
        onChange={(filter) => go({ ...state, filter, look: {} })}
      />
    </div>
  );
}
