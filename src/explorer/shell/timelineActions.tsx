// The buttons above the timeline of a journey or of a customer: whether distances are as in time, and what the page
// adds to it. If handoffs cannot be judged, the reason is beside the buttons.
import type { ReactNode } from "react";
import { Refusal } from "../../client/client.js";
import { textOf } from "../answers/errorText.js";
import type { Asked } from "../answers/useAnswer.js";
import { stateAt } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";
import { PlaceLink } from "./placeLink.js";
import { withLook } from "./questionPage.js";

export type Scale = "ordinal" | "time";

export function useScale(): Scale {
  return useExplorer().state.look.scale === "time" ? "time" : "ordinal";
}

interface TimelineActionsProps {
  /** The request for the handoffs. */
  readonly judged: Asked<unknown>;
  readonly children?: ReactNode;
}

export function TimelineActions({ judged, children }: TimelineActionsProps) {
  const { state, go } = useExplorer();
  const isTime = useScale() === "time";
  const { error } = judged;
  return (
    <div className="actions">
      <button
        type="button"
        className="control"
        aria-pressed={isTime}
        onClick={() => go(withLook(state, "scale", isTime ? null : "time"), "replace")}
      >
        {isTime ? "Equal distances" : "Distances as in time"}
      </button>
      {children}
      {error != null && !judged.isLoading && (
        <span className="hint" role="alert">
          Handoffs are not judged:{" "}
          {error instanceof Refusal && error.code === "GOAL_REQUIRED" ? (
            <>
              {error.message} <PlaceLink to={stateAt("handoffs", {})}>Name your goal</PlaceLink>
            </>
          ) : (
            <>
              {textOf(error)}{" "}
              <button type="button" className="control quiet" onClick={judged.again}>
                Ask again
              </button>
            </>
          )}
        </span>
      )}
    </div>
  );
}
