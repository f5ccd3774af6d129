// The page of one customer: attributes, segments, and all journeys on one timeline.
import { useMemo } from "react";
import { placeOfMark, view, viewInTime } from "../../views/customer.js";
import { format } from "../../views/format.js";
import {
  CustomerHandoffsPictureDocument,
  CustomerInteractionsPictureDocument,
  CustomerPictureDocument,
} from "../../views/generated/graphql.js";
import { Panel } from "../../views/Panel.js";
import { useAnswer } from "../answers/useAnswer.js";
import { ExplorerCustomerDocument } from "../generated/graphql.js";
import { Pager } from "../shell/journeyList.js";
import { PlaceLink } from "../shell/placeLink.js";
import { PartProblem } from "../shell/problem.js";
import { Shown, withLook } from "../shell/questionPage.js";
import { Share } from "../shell/share.js";
import { TimelineActions, useScale } from "../shell/timelineActions.js";
import { useTitle } from "../shell/useTitle.js";
import { stateAt, type Target, withField } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";
import { Answers, Identities } from "./customerPerson.js";

export default function CustomerPage() {
  const { state, go } = useExplorer();
  const key = String(state.args.key ?? "");
  const after = state.args.after as string | undefined;
  const variables = { key, ...(after === undefined ? {} : { after }) };
  const who = useAnswer(ExplorerCustomerDocument, { key });
  const asked = useAnswer(CustomerInteractionsPictureDocument, variables);
  const judged = useAnswer(CustomerHandoffsPictureDocument, variables);
  const customer = who.data?.customer;
  const timeline = asked.data?.customer;
  const verdicts = judged.data?.customer;
  const scale = useScale();
  const answer = useMemo(() => {
    if (timeline == null) return null;
    const handoffs = new Map(verdicts?.journeys.nodes.map((journey) => [journey.key, journey.handoffs]));
    const nodes = timeline.journeys.nodes.map((journey) => ({
      ...journey,
      handoffs: handoffs.get(journey.key) ?? { nodes: [], totalCount: 0 },
    }));
    return { ...timeline, journeys: { ...timeline.journeys, nodes } };
  }, [timeline, verdicts]);
  useTitle("Customer");
  if (customer === null)
    return (
      <div className="empty">
        <p>There is no customer with this key.</p>
        <PlaceLink to={stateAt("customers", {})}>All customers</PlaceLink>
      </div>
    );
  const attributes = Object.entries((customer?.attributes ?? {}) as Record<string, string>);
  return (
    <article className="question">
      <header className="question-head">
        <div>
          <h1>{customer?.key ?? "Customer"}</h1>
          {answer !== null && (
            <p className="lead">
              {format.plural(answer.journeys.totalCount, "journey")}, latest start first. A dot is an interaction on its
              channel; ✕ is a failed handoff, ✓ one that succeeded, and … one that is pending. Choose one to read its
              journey.
            </p>
          )}
        </div>
        <Share
          document={judged.error == null ? CustomerPictureDocument : CustomerInteractionsPictureDocument}
          variables={variables}
          version={undefined}
        />
      </header>
      {attributes.length > 0 && (
        <dl className="facts">
          {attributes.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <PlaceLink
                  to={stateAt("journeys", { attributes: [{ key: name, in: [value] }] })}
                  title={`Journeys of all customers with ${name} ${value}`}
                >
                  {value}
                </PlaceLink>
              </dd>
            </div>
          ))}
          {customer !== undefined && customer.segments.length > 0 && (
            <div>
              <dt>segments</dt>
              <dd>
                {customer.segments.map((segment) => (
                  <PlaceLink key={segment.key} to={stateAt("journeys", { segments: [segment.key] })}>
                    {segment.name}
                  </PlaceLink>
                ))}
              </dd>
            </div>
          )}
        </dl>
      )}
      <PartProblem asked={who} missing="The attributes and segments of this customer cannot be shown." />
      <Identities customer={key} />
      <TimelineActions judged={judged}>
        <PlaceLink to={stateAt("journeys", { customers: [key] })} className="control">
          Ask about these journeys
        </PlaceLink>
      </TimelineActions>
      <Shown asked={asked} has={answer !== null}>
        {answer !== null && (
          <>
            <Panel
              view={scale === "time" ? viewInTime : view}
              answer={answer}
              selected={null}
              onSelect={(mark) => mark !== null && go(journeyAt(mark))}
              table={state.look.table !== undefined}
              onTable={(shown) => go(withLook(state, "table", shown ? "1" : null), "replace")}
            />
            <Pager
              shown={answer.journeys.nodes.length}
              total={answer.journeys.totalCount}
              unit="journey"
              pageInfo={answer.journeys.pageInfo}
              isFirst={after === undefined}
              onPage={(cursor) => go({ ...state, args: withField(state.args, "after", cursor ?? undefined) })}
            />
          </>
        )}
      </Shown>
      <Answers customer={key} />
    </article>
  );
}

/** The target of a link to the timeline of a journey. The interaction or handoff of the mark is selected there too. */
function journeyAt(mark: string): Target {
  const { journey, within } = placeOfMark(mark);
  return stateAt("journey", {}, { key: journey }, within === null || within === "more" ? {} : { select: within });
}
