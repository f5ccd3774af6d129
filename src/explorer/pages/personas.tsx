// The page of personas: their description, the rule by which customers belong to each, and the number of customers of
// each.
import type { JourneyFilter } from "../../client/client.js";
import { format } from "../../views/format.js";
import { useChannelLook } from "../../views/look.js";
import { useAnswer } from "../answers/useAnswer.js";
import { RuleText } from "../fields/ruleText.js";
import { ExplorerPersonasDocument, type ExplorerPersonasQuery } from "../generated/graphql.js";
import { PlaceLink } from "../shell/placeLink.js";
import { Shown } from "../shell/questionPage.js";
import { Share } from "../shell/share.js";
import { MapTabs } from "../shell/subTabs.js";
import { useTitle } from "../shell/useTitle.js";
import { stateAt } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";
import "./personas.css";

type Persona = ExplorerPersonasQuery["personas"][number];

const NO_VARIABLES = {};

export default function PersonasPage() {
  const { state } = useExplorer();
  const asked = useAnswer(ExplorerPersonasDocument, NO_VARIABLES);
  const { personas, customersWithoutPersona: without = 0 } = asked.data ?? {};
  const all = (personas ?? []).reduce((sum, { size }) => sum + size, without);
  useTitle("Personas");
  return (
    <article className="question">
      <MapTabs />
      <header className="question-head">
        <div>
          <h1>Personas</h1>
          <p className="lead">
            For whom are journeys designed and measured? Each customer has the first persona, in this order, whose rule
            holds for one of the customer's journeys.
          </p>
        </div>
        <Share document={ExplorerPersonasDocument} variables={NO_VARIABLES} version={undefined} />
      </header>
      <Shown asked={asked} has={personas !== undefined}>
        {personas !== undefined &&
          (personas.length === 0 ? (
            <div className="empty">
              <h2>There is no persona yet</h2>
              <p>
                Declare personas in a catalogue file, each with a rule that says who belongs, and run{" "}
                <code>throughline catalogue apply</code>. Every page can then be read per persona.
              </p>
            </div>
          ) : (
            <>
              <p className="summary">
                <strong>{format.rate(all - without, all)} of the customers with journeys have a persona.</strong>{" "}
                {without > 0 && `${format.plural(without, "customer")} ${without === 1 ? "has" : "have"} none.`}
              </p>
              <ul className="personas">
                {personas.map((persona) => (
                  <PersonaCard
                    key={persona.key}
                    persona={persona}
                    all={all}
                    isChosen={state.args.persona === persona.key}
                  />
                ))}
              </ul>
            </>
          ))}
      </Shown>
    </article>
  );
}

interface PersonaCardProps {
  readonly persona: Persona;
  /** All customers with journeys. */
  readonly all: number;
  readonly isChosen: boolean;
}

function PersonaCard({ persona, all, isChosen }: PersonaCardProps) {
  const { key, name, description, size, problem, rule, preferredChannels, blueprints } = persona;
  const look = useChannelLook();
  const filter = { persona: key };
  return (
    <li className="persona" id={`persona-${key}`} data-chosen={isChosen || undefined}>
      <header>
        <Portrait persona={persona} />
        <div>
          <h2>{name}</h2>
          {description !== null && <p>{description}</p>}
        </div>
      </header>
      <p className="persona-size">
        <PlaceLink to={stateAt("journeys", filter)}>{format.plural(size, "customer")}</PlaceLink>
        <span>{all > 0 && format.rate(size, all)}</span>
        <span className="persona-bar" aria-hidden="true">
          <i style={{ width: `${all === 0 ? 0 : (size / all) * 100}%` }} />
        </span>
      </p>
      <dl>
        {Object.entries(persona.demographics as Readonly<Record<string, string>>).map(([fact, value]) => (
          <div key={fact}>
            <dt>{fact}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Texts title="Goals" texts={persona.goals} />
      <Texts title="Needs" texts={persona.needs} />
      <Texts title="Pain points" texts={persona.painPoints} />
      <Texts title="Behaviour" texts={persona.behaviours} />
      <Texts title="Attitudes" texts={persona.psychographics} />
      {preferredChannels.length > 0 && (
        <section>
          <h3>Preferred channels</h3>
          <p className="persona-channels">
            {preferredChannels.map((channel) => (
              <span key={channel.key}>
                <i style={{ background: look(channel.key).colour }} aria-hidden="true" />
                {channel.name}
              </span>
            ))}
          </p>
        </section>
      )}
      <section>
        <h3>Who belongs</h3>
        <p>{rule === null ? "Nobody: this persona has no rule." : <RuleText rule={rule as JourneyFilter} />}</p>
        {problem !== null && (
          <p role="alert" className="persona-problem">
            {problem}
          </p>
        )}
      </section>
      <footer>
        <PlaceLink to={stateAt("map", {}, { persona: key })} className="control">
          Journey map
        </PlaceLink>
        <PlaceLink to={stateAt("overview", filter)} className="control">
          Filter by it
        </PlaceLink>
        {blueprints.map((blueprint) => (
          <PlaceLink key={blueprint.key} to={stateAt("conformance", filter, { blueprint: blueprint.key })}>
            {blueprint.name}
          </PlaceLink>
        ))}
      </footer>
    </li>
  );
}

/** The picture of a persona, or its initials. */
function Portrait({ persona: { name, picture } }: { persona: Persona }) {
  if (picture !== null) return <img className="portrait" src={picture} alt="" width="64" height="64" />;
  const initials = name
    .split(/\s+/u)
    .map((word) => [...word][0] ?? "")
    .slice(0, 2)
    .join("")
    .toUpperCase();
  return (
    <span className="portrait" aria-hidden="true">
      {initials}
    </span>
  );
}

function Texts({ title, texts }: { title: string; texts: readonly string[] }) {
  if (texts.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul>
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </section>
  );
}
