// The page of the journey map: what customers meet in each stage, compared with the design. It opens with the first
// blueprint that designs the journey of a persona, and with this persona.
import { useMemo } from "react";
import type { PointSelector } from "../../client/client.js";
import { JourneyMapPictureDocument } from "../../views/generated/graphql.js";
import type { MapAnswer, Persona } from "../../views/journeyMap/answer.js";
import { view } from "../../views/journeyMap/index.js";
import { askAhead as ask, queries, useAnswer } from "../answers/useAnswer.js";
import { CATALOGUE } from "../answers/useCatalogue.js";
import { useDesigns } from "../answers/useDesigns.js";
import { useStatus } from "../answers/useStatus.js";
import { type ExplorerDesignsQuery, ExplorerMapPersonasDocument } from "../generated/graphql.js";
import { GoalNeeded, lacksGoal, useGoal } from "../shell/goalField.js";
import { PartProblem } from "../shell/problem.js";
import { QuestionPage } from "../shell/questionPage.js";
import { MapTabs } from "../shell/subTabs.js";
import { type Beside, mapVariables } from "../state/mapSides.js";
import type { State } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";
import { MapForm } from "./mapForm.js";

/** The number of touchpoints of a stage that are drawn. The others are counted. */
const TOUCHPOINTS = 6;

interface Chosen {
  readonly persona: string | null;
  readonly blueprint: string | null;
}

type MapArgs = Partial<Chosen> & { readonly beside?: Beside };

/**
 * Chooses the persona and the blueprint of the map. Null in the address means none. If the address lacks one of the
 * two, it follows from the other: the persona whose journey the blueprint designs, or the first blueprint of the
 * persona. If the address lacks both, they are the first blueprint that has a persona, and this persona.
 */
function chosenIn({ args }: Pick<State, "args">, designs: ExplorerDesignsQuery | undefined): Chosen {
  const { persona, blueprint } = args as Partial<Chosen>;
  const journeys = designs?.blueprints.filter(({ kind }) => kind === "JOURNEY") ?? [];
  if (persona !== undefined && blueprint !== undefined) return { persona, blueprint };
  if (blueprint !== undefined)
    return { blueprint, persona: designs?.blueprints.find(({ key }) => key === blueprint)?.persona?.key ?? null };
  if (persona !== undefined)
    return { persona, blueprint: journeys.find((one) => one.persona?.key === persona)?.key ?? null };
  const first = journeys.find((one) => one.persona !== null) ?? journeys[0];
  return { persona: first?.persona?.key ?? null, blueprint: first?.key ?? null };
}

export function askAhead({ args, filter }: State): void {
  const { persona, blueprint, beside, ...others } = args as MapArgs;
  if (beside !== undefined || persona === undefined || blueprint === undefined) return;
  const variables = {
    first: TOUCHPOINTS,
    ...others,
    ...(blueprint === null ? {} : { blueprint }),
    ...(persona === null ? {} : { persona }),
    filter,
  };
  // Without any goal, the service would refuse the request. An error is shown by the page.
  queries.fetchQuery(CATALOGUE).then(
    (catalogue) =>
      lacksGoal(args.goal as PointSelector | undefined, catalogue) || ask(JourneyMapPictureDocument, variables),
    () => {},
  );
}

export default function MapPage() {
  const { state, set } = useExplorer();
  const goal = useGoal(state.args.goal as PointSelector | undefined);
  const { data: designs, isError } = useDesigns();
  const status = useStatus().data?.status;
  const { persona: _, blueprint: __, beside = null, ...others } = state.args as MapArgs;
  const isKnown = ("persona" in state.args && "blueprint" in state.args) || designs !== undefined || isError;
  const { persona, blueprint } = chosenIn(state, designs);
  const isReady =
    !goal.isPending &&
    !goal.isMissing &&
    isKnown &&
    (beside === null || (designs !== undefined && status !== undefined));
  const nameOf = (key: string) => designs?.personas.find((one) => one.key === key)?.name ?? key;
  const asked = mapVariables(
    {
      persona,
      beside,
      filter: state.filter,
      others: { first: TOUCHPOINTS, ...others, ...(blueprint === null ? {} : { blueprint }) },
    },
    nameOf,
    status?.oldest ?? null,
    status?.newest ?? null,
  );
  const shown = [persona, beside !== null && "persona" in beside ? beside.persona : null].filter((key) => key !== null);
  const people = useAnswer(
    ExplorerMapPersonasDocument,
    shown.length === 0 ? null : { ids: shown.map((key) => `Persona:${key}`) },
  );
  const other = useAnswer(JourneyMapPictureDocument, isReady ? asked.other : null);
  const sides = asked.sides?.join("\n");
  const isCompared = asked.other !== null;
  const hasPersona = shown.length > 0;
  const extra = useMemo<Partial<MapAnswer>>(
    () => ({
      ...(hasPersona && people.data !== undefined ? { personas: people.data.nodes.filter(isPersona) } : {}),
      ...(isCompared && other.data !== undefined ? { other: other.data.journeyMap } : {}),
      ...(sides === undefined ? {} : { sides: sides.split("\n") as [string, string] }),
    }),
    [people.data, other.data, sides, isCompared, hasPersona],
  );
  return (
    <>
      <MapTabs />
      <QuestionPage
        title="Journey map"
        lead="What do customers meet, stage by stage, how does it go, and how was it designed? Every number opens the journeys behind it."
        view={view}
        variables={isReady ? asked.map : null}
        incomplete={
          <GoalNeeded
            {...goal}
            why="To tell how touchpoints convert, Throughline must know what customers are meant to reach."
            onUse={(named) => set("goal", named)}
          />
        }
        notes={
          <>
            {hasPersona && <PartProblem asked={people} missing="The map does not describe its personas." />}
            {isCompared && <PartProblem asked={other} missing="The map does not show the numbers of side B." />}
          </>
        }
        extra={extra}
        form={<MapForm persona={persona} blueprint={blueprint} beside={beside} designs={designs} />}
      />
    </>
  );
}

/** Whether the persona still exists. */
const isPersona = <T,>(node: T): node is T & Persona => node !== null && typeof node === "object" && "name" in node;
