// The parts of the page of a customer other than the journeys. They show the keys under which the customer was seen and
// why these keys are one customer, the devices that are shared with other customers, and the customer's answers.
import { answerText } from "../../views/answers.js";
import { format } from "../../views/format.js";
import { eventMark } from "../../views/timeline.js";
import { useAnswer } from "../answers/useAnswer.js";
import {
  ExplorerCustomerAnswersDocument,
  ExplorerPersonDocument,
  type ExplorerPersonQuery,
} from "../generated/graphql.js";
import { Pager } from "../shell/journeyList.js";
import { PlaceLink } from "../shell/placeLink.js";
import { PartProblem } from "../shell/problem.js";
import { Shown } from "../shell/questionPage.js";
import { stateAt, withField } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";
import { LinkIdentity, Unlink } from "./customerLinks.js";

type Person = NonNullable<ExplorerPersonQuery["person"]>;

export function Identities({ customer }: { readonly customer: string }) {
  const asked = useAnswer(ExplorerPersonDocument, { key: customer });
  const person = asked.data?.person;
  if (person === null) return null;
  return (
    <section className="person" aria-label="Identities">
      <h2>Known as</h2>
      <Shown asked={asked} has={person !== undefined}>
        {person !== undefined && <Known person={person} />}
      </Shown>
    </section>
  );
}

function Known({ person }: { readonly person: Person }) {
  const { key, identities, names, shared } = person;
  const others = identities.filter((identity) => identity !== key);
  return (
    <>
      <ul>
        <li>
          <strong>{key}</strong> <span className="quiet">the key of the customer</span>
        </li>
        {others.map((identity) => (
          <li key={identity}>
            <strong>{identity}</strong> <span className="quiet">{reasonsOf(person, identity).join("; ")}</span>
            {person.links
              .filter(({ from }) => from === identity)
              .map(({ from, into }) => (
                <Unlink key={into} from={from} into={into} />
              ))}
          </li>
        ))}
        {names.map(({ name, identity }) => (
          <li key={name}>
            <strong>{name}</strong>{" "}
            <span className="quiet">
              further name of {identity}, linked by an earlier release, which cannot be undone
            </span>
          </li>
        ))}
      </ul>
      <LinkIdentity key={key} customer={key} identities={identities} />
      {shared.length > 0 && (
        <>
          <h3>Shared devices</h3>
          <p className="quiet">
            {shared.length === 1 ? "This anonymous key is" : "These anonymous keys are"} declared for this customer and
            for others, so {shared.length === 1 ? "it belongs" : "they belong"} to none of them.
          </p>
          <ul>
            {shared.map((device) => (
              <li key={device}>
                <PlaceLink to={stateAt("customer", {}, { key: device })}>{device}</PlaceLink>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** The reason why the identity belongs to this customer. */
function reasonsOf({ links, declarations }: Person, identity: string): readonly string[] {
  const linked = [
    ...links.filter(({ from }) => from === identity).map(({ into }) => `linked into ${into}`),
    ...links.filter(({ into }) => into === identity).map(({ from }) => `${from} is linked into it`),
  ];
  const isFrom = links.some(({ from }) => from === identity);
  // A link takes precedence over declarations about the same identity.
  const declared = declarations.filter(({ anonymous }) => anonymous === identity && !isFrom);
  return [
    ...linked,
    ...declared.map(({ customer, rows, sources }) => {
      const by = [...(rows ? ["its interactions"] : []), ...(sources.length > 0 ? ["an identify call"] : [])];
      return `named as ${customer} by ${by.join(" and ")}`;
    }),
  ];
}

export function Answers({ customer }: { readonly customer: string }) {
  const { state, go } = useExplorer();
  const after = state.args.answersAfter as string | undefined;
  const asked = useAnswer(ExplorerCustomerAnswersDocument, {
    key: customer,
    ...(after === undefined ? {} : { after }),
  });
  const feedback = asked.data?.customer?.feedback;
  if (feedback === undefined)
    return <PartProblem asked={asked} missing="What this customer answered cannot be shown." />;
  if (feedback.totalCount === 0) return null;
  return (
    <section className="person" aria-label="Answers">
      <h2>What this customer answered</h2>
      <ul>
        {feedback.nodes.map((answer) => {
          const { key, at, touchpoint, interaction } = answer;
          const where = touchpoint === null ? "" : `${touchpoint.name}, `;
          return (
            <li key={key}>
              {answerText(answer)}{" "}
              <span className="quiet">
                {interaction === null ? (
                  `${where}${format.time(at)}, belongs to no interaction`
                ) : (
                  <PlaceLink
                    to={stateAt("journey", {}, { key: interaction.journey.key }, { select: eventMark(interaction) })}
                  >
                    {`${where}${format.time(at)}`}
                  </PlaceLink>
                )}
              </span>
            </li>
          );
        })}
      </ul>
      <Pager
        shown={feedback.nodes.length}
        total={feedback.totalCount}
        unit="answer"
        pageInfo={feedback.pageInfo}
        isFirst={after === undefined}
        onPage={(cursor) => go({ ...state, args: withField(state.args, "answersAfter", cursor ?? undefined) })}
      />
    </section>
  );
}
