// Notices above the page: new data are available, a link was made with other data, or parts of a link cannot be read.
import { useEffect } from "react";
import { markSeen, useSeen } from "../answers/seen.js";
import { queries } from "../answers/useAnswer.js";
import { useStatus } from "../answers/useStatus.js";
import { KeptDrafts } from "../designs/keptDrafts.js";
import { useExplorer } from "../state/useExplorer.js";

export function Notices() {
  const { state, unreadable, go } = useExplorer();
  const { data } = useStatus();
  const current = data?.status.dataVersion;
  const seen = useSeen();
  useEffect(() => {
    if (seen === undefined && current !== undefined) markSeen();
  }, [seen, current]);
  const { version } = state;
  return (
    <div className="notices" aria-live="polite">
      <KeptDrafts />
      {unreadable.length > 0 && (
        <p className="notice">
          This link cannot be read completely: {unreadable.join(", ")} {unreadable.length === 1 ? "was" : "were"} left
          out.
        </p>
      )}
      {version !== undefined && current !== undefined && version !== current && (
        <p className="notice">
          The data have changed since this link was made. You see today's answer.
          <button
            type="button"
            className="control"
            onClick={() => {
              const { version: _, ...rest } = state;
              go(rest, "replace");
            }}
          >
            Dismiss
          </button>
        </p>
      )}
      {seen !== undefined && current !== undefined && seen !== current && (
        <p className="notice">
          New data have arrived.
          <button
            type="button"
            className="control"
            onClick={() => {
              markSeen();
              void queries.invalidateQueries();
            }}
          >
            Refresh
          </button>
        </p>
      )}
    </div>
  );
}
