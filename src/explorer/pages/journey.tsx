// The page of one journey: what happened, and which handoffs failed and why.
import { useEffect } from "react";
import { format } from "../../views/format.js";
import {
  JourneyHandoffsPictureDocument,
  JourneyInteractionsPictureDocument,
  JourneyPictureDocument,
} from "../../views/generated/graphql.js";
import { view, viewInTime } from "../../views/journey.js";
import { Panel } from "../../views/Panel.js";
import { useAnswer } from "../answers/useAnswer.js";
import { PlaceLink } from "../shell/placeLink.js";
import { Shown, withLook } from "../shell/questionPage.js";
import { Share } from "../shell/share.js";
import { TimelineActions, useScale } from "../shell/timelineActions.js";
import { useTitle } from "../shell/useTitle.js";
import { stateAt, withField } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";
import { failuresOf } from "./sentences.js";

/** Milliseconds to wait before scrolling. By then, the picture has been drawn. */
const DRAWN = 100;

/** An empty list of handoffs. It is used until the answer arrives, and if handoffs cannot be judged. */
const NONE = { nodes: [], totalCount: 0 };

export default function JourneyPage() {
  const { state, go } = useExplorer();
  const { args, look } = state;
  const key = String(args.key ?? "");
  const after = args.after as string | undefined;
  const variables = { key, ...(after === undefined ? {} : { after }) };
  const asked = useAnswer(JourneyInteractionsPictureDocument, variables);
  const handoffs = useAnswer(JourneyHandoffsPictureDocument, { key });
  const journey = asked.data?.journey;
  const failures = failuresOf(handoffs.data?.journey?.handoffs ?? NONE);
  const scale = useScale();
  useTitle("Journey");
  // If an interaction was selected on another page, it is scrolled into view.
  const hasAnswer = journey != null;
  useEffect(() => {
    if (!hasAnswer) return;
    // The picture is drawn once its width is known.
    const wait = setTimeout(() => {
      document.querySelector('.timeline [aria-pressed="true"]')?.scrollIntoView({ block: "center" });
    }, DRAWN);
    return () => clearTimeout(wait);
  }, [hasAnswer]);
  if (asked.data?.journey === null)
    return (
      <div className="empty">
        <p>There is no journey with this key. Its interactions may have been removed, or joined to another journey.</p>
        <PlaceLink to={stateAt("journeys", {})}>All journeys</PlaceLink>
      </div>
    );
  return (
    <article className="question">
      <header className="question-head">
        <div>
          <h1>{journey == null ? "Journey" : `Journey of ${journey.customer.key}`}</h1>
          {journey != null && (
            <p className="lead">
              {format.plural(journey.length, "interaction")}{" "}
              {journey.startedAt === journey.endedAt
                ? `at ${format.time(journey.startedAt)}`
                : `from ${format.time(journey.startedAt)} to ${format.time(journey.endedAt)}`}
              . {failures !== null && <strong>✕ {failures}. </strong>}
              <PlaceLink to={stateAt("customer", {}, { key: journey.customer.key })}>
                All journeys of this customer
              </PlaceLink>
            </p>
          )}
        </div>
        <Share
          document={handoffs.error == null ? JourneyPictureDocument : JourneyInteractionsPictureDocument}
          variables={variables}
          version={undefined}
        />
      </header>
      <TimelineActions judged={handoffs} />
      <Shown asked={asked} has={journey != null}>
        {journey != null && (
          <div className={look.table === undefined ? "timeline" : undefined}>
            <Panel
              view={scale === "time" ? viewInTime : view}
              answer={{ ...journey, handoffs: handoffs.data?.journey?.handoffs ?? NONE }}
              selected={look.select ?? null}
              onSelect={(mark) => go(withLook(state, "select", mark), "replace")}
              table={look.table !== undefined}
              onTable={(shown) => go(withLook(state, "table", shown ? "1" : null), "replace")}
            />
          </div>
        )}
        {journey != null && (
          <nav className="pager" aria-label="Pages">
            {after !== undefined && (
              <button
                type="button"
                className="control"
                onClick={() => go({ ...state, args: withField(args, "after", undefined) })}
              >
                From the beginning
              </button>
            )}
            {journey.interactions.pageInfo.hasNextPage && (
              <button
                type="button"
                className="control"
                onClick={() =>
                  go({ ...state, args: withField(args, "after", journey.interactions.pageInfo.endCursor ?? undefined) })
                }
              >
                Later interactions
              </button>
            )}
          </nav>
        )}
      </Shown>
    </article>
  );
}
