// What the page of handoffs shows if there are none, and why.
import { format } from "../../views/format.js";
import type { Answer } from "../../views/handoffs/pair.js";
import { PlaceLink } from "../shell/placeLink.js";
import { stateAt } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";

interface EmptyProps {
  readonly answer: Answer;
  readonly isOneChannel: boolean;
  readonly channel: string | undefined;
  readonly isFiltered: boolean;
  readonly isChosen: boolean;
  readonly onUnfilter: () => void;
  readonly onUnchoose: () => void;
}

export function Empty({ answer, isOneChannel, channel, isFiltered, isChosen, onUnfilter, onUnchoose }: EmptyProps) {
  if (isOneChannel) return <OneChannel isUnknown={channel === "unknown"} />;
  const { totals } = answer;
  if (totals.handoffs > 0 && isChosen)
    return (
      <div className="empty">
        <h2>No handoff matches your choice</h2>
        <p>The journeys have {format.plural(totals.handoffs, "handoff")} between other channels.</p>
        <button type="button" className="control" onClick={onUnchoose}>
          Show all pairs
        </button>
      </div>
    );
  return (
    <div className="empty">
      <h2>No journey changes its channel</h2>
      <p>
        {format.plural(totals.journeys, "journey")} {isFiltered && "under this filter "}
        {totals.journeys === 1 ? "stays on one channel" : "stay on one channel each"}, so there are no handoffs.
      </p>
      {isFiltered && (
        <button type="button" className="control" onClick={onUnfilter}>
          Remove the filter
        </button>
      )}
    </div>
  );
}

export function OneChannel({ isUnknown = false }: { isUnknown?: boolean }) {
  const { state } = useExplorer();
  return (
    <div className="empty">
      <h2>No handoffs are possible</h2>
      <p>
        {isUnknown
          ? "No row of the log names a channel. Give the log a channel column (web, store, phone), and handoffs between channels can be judged."
          : "All interactions are on one channel. A handoff is a change from one channel to another."}
      </p>
      <PlaceLink to={stateAt("routes", state.filter)} className="control">
        Look at the routes
      </PlaceLink>
    </div>
  );
}
