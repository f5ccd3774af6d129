// Comments about a label, with the lowest scores first. Each comment leads to the interaction that it is about, or to
// the customer.
import type { ReactNode } from "react";
import { scoresText } from "../../views/answers.js";
import { format } from "../../views/format.js";
import { eventMark } from "../../views/timeline.js";
import { useAnswer } from "../answers/useAnswer.js";
import {
  ExplorerCommentsDocument,
  ExplorerTouchpointCommentsDocument,
  type FeedbackCommentFragment,
} from "../generated/graphql.js";
import { PlaceLink } from "../shell/placeLink.js";
import { Problem } from "../shell/problem.js";
import { stateAt } from "../state/state.js";

export function TouchpointComments({ touchpoint }: { readonly touchpoint: string }) {
  const asked = useAnswer(ExplorerTouchpointCommentsDocument, { key: touchpoint });
  const { nodes, pageInfo } = asked.data?.touchpoint?.feedback ?? {};
  if (asked.error != null && !asked.isLoading) return <Problem error={asked.error} again={asked.again} />;
  if (nodes === undefined) return <Waiting />;
  if (nodes.length === 0) return <p className="quiet">No answer has a comment.</p>;
  return (
    <>
      <Comments comments={nodes} />
      {pageInfo?.hasNextPage && <p className="quiet">These are the {nodes.length} comments with the lowest scores.</p>}
    </>
  );
}

export interface GroupCommentsProps {
  /** Selects the touchpoints whose comments are shown. */
  readonly of: { readonly channel: string } | { readonly stage: string } | { readonly kind: string };
}

export function GroupComments({ of }: GroupCommentsProps) {
  const asked = useAnswer(ExplorerCommentsDocument, of);
  const touchpoints = asked.data?.touchpoints.filter(({ feedback }) => feedback.nodes.length > 0);
  if (asked.error != null && !asked.isLoading) return <Problem error={asked.error} again={asked.again} />;
  if (touchpoints === undefined) return <Waiting />;
  if (touchpoints.length === 0) return <p className="quiet">No answer has a comment.</p>;
  return touchpoints.map(({ key, name, feedback }) => (
    <div key={key}>
      <h4>{name}</h4>
      <Comments comments={feedback.nodes} />
    </div>
  ));
}

const Waiting = (): ReactNode => (
  <p className="quiet" role="status">
    Asking…
  </p>
);

function Comments({ comments }: { readonly comments: readonly FeedbackCommentFragment[] }) {
  return (
    <ul className="comments">
      {comments.map((answer) => {
        const { key, at, comment, customer, interaction } = answer;
        return (
          <li key={`${customer.key}/${key}`}>
            <blockquote>{comment}</blockquote>
            <small>
              <strong>{scoresText(answer)}</strong>
              {`${scoresText(answer) === "" ? "" : " · "}${format.date(at)} · `}
              <PlaceLink
                to={
                  interaction === null
                    ? stateAt("customer", {}, { key: customer.key })
                    : stateAt("journey", {}, { key: interaction.journey.key }, { select: eventMark(interaction) })
                }
              >
                {customer.key}
              </PlaceLink>
            </small>
          </li>
        );
      })}
    </ul>
  );
}
