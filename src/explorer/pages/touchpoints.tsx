// The page of touchpoints. It shows how each touchpoint performs by a chosen measure, and whether a change on a date
// helped.
import type { PointSelector } from "../../client/client.js";
import { format } from "../../views/format.js";
import { type Answer, type MeasureKey, markOf, nameOf, settingsOf } from "../../views/touchpointPerformance/answer.js";
import { view } from "../../views/touchpointPerformance/index.js";
import { MEASURE_KEYS, MEASURES } from "../../views/touchpointPerformance/measures.js";
import { PointPicker } from "../fields/pointPicker.js";
import { Field, Form, Select, Window } from "../shell/fields.js";
import { GoalField, GoalNeeded, useGoal } from "../shell/goalField.js";
import { QuestionPage } from "../shell/questionPage.js";
import { SidePanel } from "../shell/sidePanel.js";
import { MapTabs } from "../shell/subTabs.js";
import { dayOf } from "../state/days.js";
import { useExplorer } from "../state/useExplorer.js";
import { TouchpointPanel } from "./touchpointPanel.js";

/** The largest number of touchpoints that are requested. The picture draws the first of them. */
const MOST_TOUCHPOINTS = 200;

const GRAINS = [
  ["TOUCHPOINT", "touchpoints"],
  ["KIND", "kinds"],
  ["CHANNEL", "channels"],
  ["STAGE", "stages"],
] as const;

export default function TouchpointsPage() {
  const { state, set } = useExplorer();
  const { args, look } = state;
  const goal = args.goal as PointSelector | undefined;
  const goalState = useGoal(goal);
  const changedAt = args.changedAt as string | undefined;
  return (
    <>
      <MapTabs />
      <QuestionPage
        title="Touchpoints"
        lead="How does each touchpoint perform, and did a change help? Rank the touchpoints by a measure, or compare what was before a date with what came after it."
        view={view}
        variables={
          goalState.isPending || goalState.isMissing ? null : { first: MOST_TOUCHPOINTS, ...args, filter: state.filter }
        }
        incomplete={
          <GoalNeeded
            {...goalState}
            why="To tell how touchpoints convert, Throughline must know what customers are meant to reach."
            onUse={(named) => set("goal", named)}
          />
        }
        form={
          <Form label="Touchpoints">
            <Select
              label="Ranked by"
              value={(args.orderBy as MeasureKey | undefined) ?? "VISITS"}
              options={MEASURE_KEYS.map((key) => [key, MEASURES[key].name] as const)}
              onChange={(key) => set("orderBy", key === "VISITS" ? undefined : key)}
            />
            <Select
              label="Rows"
              value={(args.grain as (typeof GRAINS)[number][0] | undefined) ?? "TOUCHPOINT"}
              options={GRAINS}
              onChange={(grain) => set("grain", grain === "TOUCHPOINT" ? undefined : grain)}
            />
            <GoalField value={goal} onChange={(at) => set("goal", at)} />
            <Field label="Only at">
              <PointPicker
                label="Only at"
                value={args.at as PointSelector | undefined}
                onChange={(at) => set("at", at)}
                placeholder="all touchpoints"
              />
            </Field>
            <label className="form-field">
              <span className="form-label">Changed on</span>
              <input
                type="date"
                value={dayOf(changedAt ?? "")}
                onChange={({ target: { value } }) => set("changedAt", value === "" ? undefined : `${value}T00:00:00Z`)}
              />
            </label>
            {changedAt !== undefined && (
              <Window
                label="Compare before and after for"
                value={args.span as string | undefined}
                onChange={(span) => set("span", span)}
                none="all the time"
              />
            )}
          </Form>
        }
        summary={(answer) => <Summary answer={answer} />}
        aside={(answer) => look.select !== undefined && <Aside answer={answer} mark={look.select} />}
      />
    </>
  );
}

function Summary({ answer }: { answer: Answer }) {
  const { totals } = answer;
  const { changedAt } = settingsOf(answer);
  return (
    <>
      {format.plural(totals.visits, "visit")} in {format.plural(totals.journeys, "journey")} of{" "}
      {format.plural(totals.customers, "customer")}, with {format.plural(totals.conversions, "conversion")}.{" "}
      {changedAt !== null && <strong>Before and after {format.date(changedAt)}. </strong>}
      <small className="quiet">
        None of these numbers shows a cause. Choose a touchpoint to see all of its measures.
      </small>
    </>
  );
}

function Aside({ answer, mark }: { answer: Answer; mark: string }) {
  const row = answer.touchpoints.find((one) => markOf(one) === mark);
  return (
    <SidePanel mark={mark} title={row === undefined ? "The selected touchpoint" : nameOf(row)}>
      {row === undefined ? (
        <p>The answer does not contain this touchpoint: under this filter, nobody visited it.</p>
      ) : (
        <TouchpointPanel answer={answer} row={row} />
      )}
    </SidePanel>
  );
}
