// The page of the funnel: how far journeys get through chosen steps, and where they stop.
import { format } from "../../views/format.js";
import { view } from "../../views/funnel/index.js";
import { BreakdownFields, MOST_GROUPS } from "../shell/breakdownField.js";
import { Form, Window } from "../shell/fields.js";
import { StepFields, TooFewSteps, useFunnelSteps } from "../shell/funnelFields.js";
import { QuestionPage } from "../shell/questionPage.js";
import { FunnelTabs } from "../shell/subTabs.js";
import { scopeOf } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";

export default function FunnelPage() {
  const { state, set, setAll } = useExplorer();
  const { args } = state;
  const { steps, named, isPending } = useFunnelSteps();
  return (
    <>
      <FunnelTabs />
      <QuestionPage
        title="Funnel"
        lead="How far do journeys get, and where are they lost? Each bar counts the journeys that reached the step in this order."
        view={view}
        variables={named === null ? null : { first: MOST_GROUPS, ...args, steps: named, ...scopeOf(state) }}
        incomplete={<TooFewSteps isPending={isPending} onChange={(next) => set("steps", next)} />}
        form={
          <Form label="Funnel">
            <StepFields steps={steps} onChange={(next) => set("steps", next)} />
            <BreakdownFields args={args} onChange={(next) => setAll(next)} />
            <Window
              label="All steps within"
              value={args.within as string | undefined}
              onChange={(within) => set("within", within)}
            />
          </Form>
        }
        summary={({ totals }) =>
          totals.matched === 0
            ? "No journey took the first step."
            : `${format.rate(totals.completed, totals.matched)} of the journeys that took the first step took the last one.`
        }
      />
    </>
  );
}
