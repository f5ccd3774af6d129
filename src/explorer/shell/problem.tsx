// Shows an error and its remedy, in the words of the service, and a way to continue.
import { Refusal } from "../../client/client.js";
import { messageOf } from "../answers/errorText.js";
import { type Asked, isBuilding } from "../answers/useAnswer.js";
import { useStatus } from "../answers/useStatus.js";
import { useExplorer } from "../state/useExplorer.js";
import { useShowing } from "./shownErrors.js";

interface ProblemProps {
  readonly error: unknown;
  readonly again: () => void;
  /** A sentence that says what is missing on the page because of the error. */
  readonly missing?: string;
}

export function Problem({ error, again, missing }: ProblemProps) {
  const { state, go } = useExplorer();
  useShowing(error);
  if (isBuilding(error)) return <Building />;
  const refusal = error instanceof Refusal ? error : null;
  const isOfFilter = refusal?.argument?.startsWith("filter") ?? false;
  return (
    <div className="problem" role="alert">
      {missing !== undefined && <p>{missing}</p>}
      <p>
        <strong>{messageOf(error)}</strong>
      </p>
      {refusal?.remedy !== undefined && <p>{refusal.remedy}</p>}
      {refusal?.allowed !== undefined && refusal.allowed.length > 0 && (
        <p>Possible: {refusal.allowed.slice(0, 10).join(", ")}</p>
      )}
      <p className="problem-actions">
        <button type="button" className="control" onClick={again}>
          Ask again
        </button>
        {isOfFilter && (
          <button type="button" className="control" onClick={() => go({ ...state, filter: {}, look: {} })}>
            Remove the filter
          </button>
        )}
        {refusal !== null && <code>{refusal.code}</code>}
      </p>
    </div>
  );
}

/** Says that a part of the page is missing if its request was refused. Otherwise, nothing is shown. */
export function PartProblem({ asked, missing }: { readonly asked: Asked<unknown>; readonly missing: string }) {
  if (asked.error == null || asked.isLoading) return null;
  return <Problem error={asked.error} again={asked.again} missing={missing} />;
}

/** Shown while the service reads its store, which takes a second for a million interactions. */
export function Building() {
  const { data } = useStatus();
  const progress = data?.status.projection.progress;
  return (
    <div className="loading" role="status">
      <p>The service is reading its store. The page continues by itself.</p>
      <progress {...(progress == null ? {} : { value: progress })} aria-label="Share that is read" />
    </div>
  );
}

/** Shown if the files of a page cannot be loaded. */
export function MissingPage() {
  return (
    <div className="problem" role="alert">
      <p>
        <strong>This page cannot be loaded.</strong>
      </p>
      <p>
        The service does not answer, or another release of it was started after this page was loaded. Load the page
        again.
      </p>
      <p className="problem-actions">
        <button type="button" className="control" onClick={() => window.location.reload()}>
          Load again
        </button>
      </p>
    </div>
  );
}
