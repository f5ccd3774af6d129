// The page of the interactions to the goal: how many interactions journeys need until they reach the goal.
import type { PointSelector } from "../../client/client.js";
import { format } from "../../views/format.js";
import { view } from "../../views/interactionsToGoal/index.js";
import { BreakdownFields, MOST_GROUPS } from "../shell/breakdownField.js";
import { Form } from "../shell/fields.js";
import { GoalField, GoalNeeded, useGoal } from "../shell/goalField.js";
import { SelectorsField } from "../shell/pathFields.js";
import { QuestionPage } from "../shell/questionPage.js";
import { FunnelTabs } from "../shell/subTabs.js";
import { scopeOf } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";

export default function InteractionsToGoalPage() {
  const { state, set, setAll } = useExplorer();
  const { args } = state;
  const goal = args.goal as PointSelector | undefined;
  const goalState = useGoal(goal);
  return (
    <>
      <FunnelTabs />
      <QuestionPage
        title="Interactions to the goal"
        lead="How many interactions does it take to reach the goal? The page counts the interactions of a journey up to the first one that reaches the goal. Each count opens its journeys."
        view={view}
        variables={
          goalState.isPending || goalState.isMissing ? null : { firstGroups: MOST_GROUPS, ...args, ...scopeOf(state) }
        }
        incomplete={
          <GoalNeeded
            {...goalState}
            why="To count the interactions up to the goal, Throughline must know what customers are meant to reach."
            onUse={(named) => set("goal", named)}
          />
        }
        form={
          <Form label="Interactions to the goal">
            <GoalField value={goal} onChange={(at) => set("goal", at)} />
            <SelectorsField
              label="Not counted"
              value={args.hide as readonly PointSelector[] | undefined}
              onChange={(hide) => set("hide", hide)}
            />
            <BreakdownFields args={args} onChange={(next) => setAll(next)} />
          </Form>
        }
        summary={({ totals, interactions: { n, median, p25, p75 } }) =>
          n === 0 || median === null || p25 === null || p75 === null ? (
            `None of ${format.plural(totals.matched, "journey")} has reached the goal.`
          ) : (
            <>
              <strong>
                Half of the journeys that reached the goal needed at most{" "}
                {median === 1 ? "1 interaction" : `${format.number(median, 1)} interactions`}.
              </strong>{" "}
              The middle half needed {format.number(p25, 1)} to {format.number(p75, 1)}.{" "}
              {totals.pending > 0 && `${format.plural(totals.pending, "journey")} can still reach it.`}
            </>
          )
        }
      />
    </>
  );
}
