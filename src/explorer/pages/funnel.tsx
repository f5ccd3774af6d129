// The page of the funnel: how far journeys get through chosen steps, and where they stop.
import type { Breakdown, FunnelStepInput } from "../../client/client.js";
import { format } from "../../views/format.js";
import { view } from "../../views/funnel/index.js";
import { useCatalogue } from "../answers/useCatalogue.js";
import { PointPicker } from "../fields/pointPicker.js";
import { useKnownTexts } from "../fields/useSelectorTexts.js";
import { BreakdownField } from "../shell/breakdownField.js";
import { Field, Form, Window } from "../shell/fields.js";
import { NameGoal } from "../shell/nameGoal.js";
import { QuestionPage } from "../shell/questionPage.js";
import { TimeZoneField } from "../shell/timeZoneField.js";
import { type State, scopeOf, withField } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";

/** The number of groups of a breakdown that are shown. The others are combined into Other. */
const MOST_GROUPS = 12;

/** The largest length of the name of a step. */
const LONGEST_NAME = 100;

type Steps = readonly FunnelStepInput[];

export default function FunnelPage() {
  const { state, go } = useExplorer();
  const catalogue = useCatalogue();
  const suggested = suggestedSteps(catalogue.data);
  const steps = (state.args.steps as Steps | undefined) ?? suggested;
  const { texts, isPending } = useKnownTexts((steps ?? []).map(({ at }) => at));
  const breakdown = state.args.breakdown as Breakdown | undefined;
  const set = (name: string, value: unknown) => go(withArgument(state, name, value));
  return (
    <QuestionPage
      title="Funnel"
      lead="How far do journeys get, and where are they lost? Each bar counts the journeys that reached the step in this order."
      view={view}
      variables={
        steps === undefined || steps.length < 2 || isPending
          ? null
          : {
              first: MOST_GROUPS,
              ...state.args,
              steps: steps.map((step, i) => ({ ...step, name: step.name ?? texts[i]!.slice(0, LONGEST_NAME) })),
              ...scopeOf(state),
            }
      }
      incomplete={
        isPending ? (
          <p role="status">Asking…</p>
        ) : (
          <>
            <p>A funnel has two steps or more. Choose where it starts and where it should lead.</p>
            {catalogue.data?.goals.length === 0 && (
              <NameGoal
                why="Or name what customers are meant to reach: the funnel then leads from their first interaction to this goal."
                onUse={(goal) => set("steps", [{ at: { any: true } }, { at: goal }])}
              />
            )}
          </>
        )
      }
      form={
        <Form label="Funnel">
          {[...(steps ?? []), undefined].map((step, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step has no identity but its position.
            <Field key={i} label={step === undefined ? "Add a step" : `Step ${i + 1}`}>
              <PointPicker
                label={step === undefined ? "Add a step" : `Step ${i + 1}`}
                value={step?.at}
                onChange={(at) => set("steps", changed(steps ?? [], i, at))}
              />
            </Field>
          ))}
          <BreakdownField
            value={breakdown}
            onChange={(next) => {
              const changed = withArgument(state, "breakdown", next);
              go(next?.started == null ? withArgument(changed, "timeZone", undefined) : changed);
            }}
          />
          {breakdown?.started != null && (
            <TimeZoneField
              value={state.args.timeZone as string | undefined}
              onChange={(zone) => set("timeZone", zone)}
            />
          )}
          <Window
            label="All steps within"
            value={state.args.within as string | undefined}
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
  );
}

/**
 * The steps with which the page opens: the stages in their order if there are at least two, otherwise any interaction
 * and the default goal.
 */
function suggestedSteps(catalogue: ReturnType<typeof useCatalogue>["data"]): Steps | undefined {
  if (catalogue === undefined) return undefined;
  const stages = catalogue.stages.filter(({ position }) => position !== null).slice(0, 5);
  if (stages.length > 1) return stages.map(({ key }) => ({ at: { stages: [key] } }));
  const goal = catalogue.goals.find(({ isDefault }) => isDefault) ?? catalogue.goals[0];
  return goal === undefined ? [] : [{ at: { any: true } }, { at: { goal: goal.key } }];
}

function changed(steps: Steps, index: number, at: FunnelStepInput["at"] | undefined): Steps {
  const next = steps.map((step) => ({ ...step }));
  if (at === undefined) next.splice(index, 1);
  else {
    const { name: _, ...step } = next[index] ?? {};
    next[index] = { ...step, at };
  }
  return next;
}

function withArgument(state: State, name: string, value: unknown): State {
  return { ...state, args: withField(state.args, name, value), look: {} };
}
