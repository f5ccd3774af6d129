// The steps of a funnel, which its page and the page of the time to convert share: the steps with which the pages open,
// the fields that edit them, and what the pages show until there are two of them.
import type { FunnelStepInput } from "../../client/client.js";
import { useCatalogue } from "../answers/useCatalogue.js";
import { PointPicker } from "../fields/pointPicker.js";
import { useKnownTexts } from "../fields/useSelectorTexts.js";
import { useExplorer } from "../state/useExplorer.js";
import { Field } from "./fields.js";
import { NameGoal } from "./nameGoal.js";
import { Problem } from "./problem.js";

/** The largest length of the name of a step. */
const LONGEST_NAME = 100;

type Steps = readonly FunnelStepInput[];

interface FunnelSteps {
  /** Undefined until the catalogue is known. */
  readonly steps: Steps | undefined;
  /** The steps with their names; null until there are two steps and their names are known. */
  readonly named: Steps | null;
  readonly isPending: boolean;
}

export function useFunnelSteps(): FunnelSteps {
  const catalogue = useCatalogue();
  const steps = (useExplorer().state.args.steps as Steps | undefined) ?? suggestedSteps(catalogue.data);
  const { texts, isPending } = useKnownTexts((steps ?? []).map(({ at }) => at));
  const named =
    steps === undefined || steps.length < 2 || isPending
      ? null
      : steps.map((step, i) => ({ ...step, name: step.name ?? texts[i]!.slice(0, LONGEST_NAME) }));
  return { steps, named, isPending };
}

interface StepFieldsProps {
  readonly steps: Steps | undefined;
  readonly onChange: (steps: Steps) => void;
}

export function StepFields({ steps = [], onChange }: StepFieldsProps) {
  return [...steps, undefined].map((step, i) => {
    const label = step === undefined ? "Add a step" : `Step ${i + 1}`;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a step has no identity but its position.
      <Field key={i} label={label}>
        <PointPicker label={label} value={step?.at} onChange={(at) => onChange(changed(steps, i, at))} />
      </Field>
    );
  });
}

/** Shown while there are fewer than two steps. */
export function TooFewSteps({ isPending, onChange }: { readonly isPending: boolean } & Omit<StepFieldsProps, "steps">) {
  const catalogue = useCatalogue();
  if (isPending) return <p role="status">Asking…</p>;
  if (catalogue.isError) return <Problem error={catalogue.error} again={() => void catalogue.refetch()} />;
  return (
    <>
      <p>A funnel has two steps or more. Choose where it starts and where it should lead.</p>
      {catalogue.data?.goals.length === 0 && (
        <NameGoal
          why="Or name what customers are meant to reach: the funnel then leads from their first interaction to this goal."
          onUse={(goal) => onChange([{ at: { any: true } }, { at: goal }])}
        />
      )}
    </>
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
