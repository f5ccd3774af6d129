// Notices above the page: new data are available, a link was made with other data, parts of a link cannot be read, or
// what every page needs could not be looked up.
import { type UndefinedInitialDataOptions, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { textOf } from "../answers/errorText.js";
import { markSeen, useSeen } from "../answers/seen.js";
import { queries } from "../answers/useAnswer.js";
import { CATALOGUE } from "../answers/useCatalogue.js";
import { DESIGNS } from "../answers/useDesigns.js";
import { useStatus } from "../answers/useStatus.js";
import { KeptDrafts } from "../designs/keptDrafts.js";
import { useExplorer } from "../state/useExplorer.js";
import { useIsShown } from "./shownErrors.js";

export function Notices() {
  const { state, unreadable, go } = useExplorer();
  const { data, error } = useStatus();
  const current = data?.status.dataVersion;
  const seen = useSeen();
  useEffect(() => {
    if (seen === undefined && current !== undefined) markSeen();
  }, [seen, current]);
  const { version } = state;
  return (
    <div className="notices" aria-live="polite">
      <KeptDrafts />
      {/* Without a status, the page shows nothing but the reason, for example that a key is required. */}
      {(data !== undefined || error === null) && (
        <>
          <NotLookedUp what="Channels, stages and goals are not known" query={CATALOGUE} />
          <NotLookedUp what="Personas and blueprints are not known" query={DESIGNS} />
        </>
      )}
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

interface NotLookedUpProps<T> {
  readonly what: string;
  readonly query: UndefinedInitialDataOptions<T>;
}

/**
 * Says that a request was refused whose answer many fields and pages share. Without this notice, a page would look as
 * if nothing were declared. If the page itself shows the error, the notice is not shown. It sends no request of its
 * own.
 */
function NotLookedUp<T>({ what, query }: NotLookedUpProps<T>) {
  const { error, refetch } = useQuery({ ...query, enabled: false });
  const isShown = useIsShown(error);
  if (error === null || isShown) return null;
  return (
    <p className="notice" role="alert">
      {what}. {textOf(error)}
      <button type="button" className="control" onClick={() => void refetch()}>
        Ask again
      </button>
    </p>
  );
}
