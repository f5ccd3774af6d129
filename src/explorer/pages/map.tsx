// The page of the journey map: what customers meet in each stage, compared with the design.
import { useEffect } from "react";
import { JourneyMapPictureDocument } from "../../views/generated/graphql.js";
import { table } from "../../views/journeyMap/table.js";
import { Table } from "../../views/Table.js";
import { askAhead as ask, useAnswer } from "../answers/useAnswer.js";
import { useDesigns } from "../answers/useDesigns.js";
import { Emptied, isEmptied } from "../shell/emptied.js";
import { Form, Select } from "../shell/fields.js";
import { MapTabs } from "../shell/mapTabs.js";
import { journeysBehind } from "../shell/opening.js";
import { Shown } from "../shell/questionPage.js";
import { Share } from "../shell/share.js";
import { type State, withField } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";

const variablesOf = ({ args, filter }: State) => ({ ...args, filter });

export function askAhead(state: State): void {
  ask(JourneyMapPictureDocument, variablesOf(state));
}

export default function MapPage() {
  const { state, go } = useExplorer();
  const variables = variablesOf(state);
  const designs = useDesigns().data;
  const asked = useAnswer(JourneyMapPictureDocument, variables);
  const map = asked.data?.journeyMap;
  useEffect(() => {
    document.title = "Journey map – Throughline";
  }, []);
  const set = (name: string, value: string) =>
    go({ ...state, args: withField(state.args, name, value === "" ? undefined : value), look: {} });
  return (
    <article className="question">
      <MapTabs />
      <header className="question-head">
        <div>
          <h1>Journey map</h1>
          <p className="lead">What do customers meet, stage by stage, how does it go, and what was designed?</p>
        </div>
        <Share document={JourneyMapPictureDocument} variables={variables} version={map?.answer.dataVersion} />
      </header>
      <Form label="Journey map">
        <Select
          label="Persona"
          value={(state.args.persona as string | undefined) ?? ""}
          options={[["", "All customers"], ...(designs?.personas ?? []).map(({ key, name }) => [key, name] as const)]}
          onChange={(persona) => set("persona", persona)}
        />
        <Select
          label="Beside the blueprint"
          value={(state.args.blueprint as string | undefined) ?? ""}
          options={[["", "None"], ...(designs?.blueprints ?? []).map(({ key, name }) => [key, name] as const)]}
          onChange={(blueprint) => set("blueprint", blueprint)}
        />
      </Form>
      <Shown asked={asked} has={map !== undefined}>
        {map === undefined ? null : isEmptied(state.filter, map.totals.journeys) ? (
          <Emptied />
        ) : (
          <Table data={table(map)} onOpen={(opening) => go(journeysBehind(opening))} />
        )}
      </Shown>
    </article>
  );
}
