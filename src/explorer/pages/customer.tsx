// One customer: attributes, segments and journeys.
import { useEffect } from "react";
import { format } from "../../views/format.js";
import { useAnswer } from "../answers/useAnswer.js";
import { ExplorerCustomerDocument } from "../generated/graphql.js";
import { JourneyList, Pager } from "../shell/journeyList.js";
import { PlaceLink } from "../shell/placeLink.js";
import { Shown } from "../shell/questionPage.js";
import { Share } from "../shell/share.js";
import { stateAt, withField } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";

export default function CustomerPage() {
  const { state, go } = useExplorer();
  const key = String(state.args.key ?? "");
  const after = state.args.after as string | undefined;
  const variables = { key, ...(after === undefined ? {} : { after }) };
  const asked = useAnswer(ExplorerCustomerDocument, variables);
  const customer = asked.data?.customer;
  useEffect(() => {
    document.title = "Customer – Throughline";
  }, []);
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
          {customer !== undefined && (
            <p className="lead">{format.plural(customer.journeys.totalCount, "journey")}, latest start first.</p>
          )}
        </div>
        <Share document={ExplorerCustomerDocument} variables={variables} version={undefined} />
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
      <Shown asked={asked} has={customer !== undefined}>
        {customer !== undefined && (
          <>
            <JourneyList journeys={customer.journeys.nodes} ofCustomer />
            <Pager
              shown={customer.journeys.nodes.length}
              total={customer.journeys.totalCount}
              unit="journey"
              pageInfo={customer.journeys.pageInfo}
              isFirst={after === undefined}
              onPage={(cursor) => go({ ...state, args: withField(state.args, "after", cursor ?? undefined) })}
            />
          </>
        )}
      </Shown>
    </article>
  );
}
