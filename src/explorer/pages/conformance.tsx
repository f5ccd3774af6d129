// The page of conformance: do journeys go as a blueprint designs them, and where do they deviate?
import type { JourneyFilter } from "../../client/client.js";
import { type Answer, fitnessText } from "../../views/conformance/answer.js";
import { view } from "../../views/conformance/index.js";
import { format } from "../../views/format.js";
import { useDesigns } from "../answers/useDesigns.js";
import { BlueprintField } from "../fields/blueprintField.js";
import { Form } from "../shell/fields.js";
import { PlaceLink } from "../shell/placeLink.js";
import { Problem } from "../shell/problem.js";
import { QuestionPage } from "../shell/questionPage.js";
import { MapTabs } from "../shell/subTabs.js";
import { scopeOf, stateAt, withField } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";

/** Variants and ad hoc touchpoints in the answer. The picture draws the first of them, and the table has all. */
const MOST_ROWS = 100;

export default function ConformancePage() {
  const { state, setAll } = useExplorer();
  const { args } = state;
  const designs = useDesigns();
  const all = designs.data?.blueprints ?? [];
  const key = (args.blueprint as string | undefined) ?? (all.find(({ kind }) => kind === "JOURNEY") ?? all[0])?.key;
  const version = args.version as number | undefined;
  const chosen = all.find((one) => one.key === key);
  return (
    <>
      <MapTabs />
      <QuestionPage
        title="Conformance"
        lead="Do journeys go as they were designed, and where do they deviate? Each journey is aligned with the blueprint: its interactions match steps or are ad hoc, and steps that nothing matches are missing."
        view={view}
        variables={key === undefined ? null : { first: MOST_ROWS, ...args, blueprint: key, ...scopeOf(state) }}
        incomplete={
          designs.isPending ? (
            <p role="status">Asking…</p>
          ) : designs.isError ? (
            <Problem error={designs.error} again={() => void designs.refetch()} />
          ) : (
            <>
              <h2>There is no blueprint yet</h2>
              <p>
                A blueprint is a journey as you want it: steps in order, each at one or several touchpoints.{" "}
                <PlaceLink to={stateAt("blueprints", state.filter)}>Design one</PlaceLink>, or declare one in a
                catalogue file with <code>throughline catalogue apply</code>. Journeys are then compared with it.
              </p>
            </>
          )
        }
        form={
          all.length > 0 && (
            <Form label="Conformance">
              <BlueprintField
                blueprint={key}
                version={version}
                onChange={(blueprint, next) =>
                  setAll(withField(withField(args, "blueprint", blueprint), "version", next))
                }
              />
            </Form>
          )
        }
        summary={(answer) => (
          <Summary
            answer={answer}
            conforms={{ blueprint: key ?? "", ...(version === undefined ? {} : { version }) }}
            persona={chosen?.persona?.key}
          />
        )}
      />
    </>
  );
}

interface SummaryProps {
  readonly answer: Answer;
  readonly conforms: NonNullable<JourneyFilter["conforms"]>;
  /** The persona whose journey the blueprint designs. */
  readonly persona: string | undefined;
}

function Summary({ answer, conforms, persona }: SummaryProps) {
  const { state } = useExplorer();
  const { totals } = answer;
  const { filter } = state;
  const personas = useDesigns().data?.personas ?? [];
  const filtered = (next: Partial<JourneyFilter>) => ({ ...state, filter: { ...filter, ...next }, look: {} });
  return (
    <>
      <strong>{format.rate(totals.conforming, totals.journeys)} of the journeys conform.</strong> The mean fitness is{" "}
      {fitnessText(totals.fitness)}, where 1 is a journey exactly as designed.{" "}
      {filter.conforms == null && (
        <>
          Filter by the journeys that <PlaceLink to={filtered({ conforms })}>conform</PlaceLink> or{" "}
          <PlaceLink to={filtered({ conforms: { ...conforms, deviating: true } })}>deviate</PlaceLink>.{" "}
        </>
      )}
      {persona !== undefined && filter.persona == null && (
        <>
          The blueprint is designed for the persona{" "}
          <PlaceLink to={filtered({ persona })}>
            {personas.find(({ key }) => key === persona)?.name ?? persona}
          </PlaceLink>
          ; these are the journeys of all customers.{" "}
        </>
      )}
      <small className="quiet">
        In open journeys, what may still come is not missing. Late and failed steps are noted, and lower no fitness.
      </small>
    </>
  );
}
