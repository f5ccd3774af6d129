// The page that lists all customers, or the customers of a segment.
import { useState } from "react";
import { format } from "../../views/format.js";
import { searchAttributeKeys, searchAttributeValues, searchCustomers, searchSegments } from "../answers/people.js";
import { useAnswer } from "../answers/useAnswer.js";
import { Picker } from "../fields/picker.js";
import { ExplorerCustomerListDocument } from "../generated/graphql.js";
import { Field, Form } from "../shell/fields.js";
import { Pager } from "../shell/journeyList.js";
import { PlaceLink } from "../shell/placeLink.js";
import { Shown } from "../shell/questionPage.js";
import { Share } from "../shell/share.js";
import { useTitle } from "../shell/useTitle.js";
import { stateAt, withField } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";

/** The number of attributes of a customer that the list shows. */
const ATTRIBUTES = 4;

export default function CustomersPage() {
  const { state, go } = useExplorer();
  /** The attribute that the user has chosen, but not yet its value. */
  const [attribute, setAttribute] = useState<string>();
  const segment = state.args.segment as string | undefined;
  const after = state.args.after as string | undefined;
  const variables = { ...(segment === undefined ? {} : { segment }), ...(after === undefined ? {} : { after }) };
  const asked = useAnswer(ExplorerCustomerListDocument, variables);
  const list = asked.data?.customers;
  useTitle("Customers");
  return (
    <article className="question">
      <header className="question-head">
        <div>
          <h1>Customers</h1>
          <p className="lead">
            {list === undefined ? "…" : `${format.plural(list.totalCount, "customer")}, latest added first.`}
          </p>
        </div>
        <Share document={ExplorerCustomerListDocument} variables={variables} version={undefined} />
      </header>
      <Form label="Customers">
        <Field label="Find a customer">
          <Picker
            label="Find a customer"
            placeholder="Beginning of a key"
            values={[]}
            search={searchCustomers}
            onChange={([key]) => key !== undefined && go(stateAt("customer", {}, { key }))}
          />
        </Field>
        <Field label="By an attribute">
          <Picker
            label="By an attribute"
            placeholder="Attribute, then its value"
            values={attribute === undefined ? [] : [attribute]}
            search={searchAttributeKeys}
            single
            onChange={([key]) => setAttribute(key)}
          />
          {attribute !== undefined && (
            <Picker
              label={`Values of ${attribute}`}
              placeholder="Value"
              values={[]}
              search={(text, signal) => searchAttributeValues(attribute, text, signal)}
              autoFocus
              onChange={([value]) =>
                value !== undefined && go(stateAt("journeys", { attributes: [{ key: attribute, in: [value] }] }))
              }
            />
          )}
        </Field>
        <Field label="Of a segment">
          <Picker
            label="Of a segment"
            placeholder="All segments"
            single
            values={segment === undefined ? [] : [segment]}
            search={searchSegments}
            onChange={([key]) => go({ ...state, args: key === undefined ? {} : { segment: key } })}
          />
        </Field>
      </Form>
      <Shown asked={asked} has={list !== undefined}>
        {list !== undefined && (
          <>
            <ul className="journeys">
              {list.nodes.map(({ key, attributes, journeys }) => (
                <li key={key}>
                  <PlaceLink to={stateAt("customer", {}, { key })} className="journey-row">
                    <span className="journey-head">
                      <strong>{key}</strong>
                      <span>
                        {format.plural(journeys.totalCount, "journey")}
                        {journeys.nodes[0] !== undefined &&
                          `, the latest from ${format.date(journeys.nodes[0].startedAt)}`}
                      </span>
                    </span>
                    <span className="journey-route">
                      {Object.entries(attributes as Record<string, string>)
                        .slice(0, ATTRIBUTES)
                        .map(([name, value]) => `${name}: ${value}`)
                        .join(" · ")}
                    </span>
                  </PlaceLink>
                </li>
              ))}
            </ul>
            <Pager
              shown={list.nodes.length}
              total={list.totalCount}
              unit="customer"
              pageInfo={list.pageInfo}
              isFirst={after === undefined}
              onPage={(cursor) => go({ ...state, args: withField(state.args, "after", cursor ?? undefined) })}
            />
          </>
        )}
      </Shown>
    </article>
  );
}
