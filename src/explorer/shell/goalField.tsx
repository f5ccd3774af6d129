// The goal of a question: its field, and what the page shows if neither the question nor the catalogue has one.
import type { PointSelector } from "../../client/client.js";
import { useCatalogue } from "../answers/useCatalogue.js";
import { PointPicker } from "../fields/pointPicker.js";
import type { ExplorerCatalogueQuery } from "../generated/graphql.js";
import { Field } from "./fields.js";
import { NameGoal } from "./nameGoal.js";

type Goal = PointSelector | null | undefined;

interface GoalState {
  /** Whether the catalogue is not known yet. */
  readonly isPending: boolean;
  /** Whether a goal must be named, because none is chosen and the catalogue has no default goal. */
  readonly isMissing: boolean;
}

/** Whether neither the question nor the catalogue has a goal. */
export function lacksGoal(chosen: Goal, { goals }: Pick<ExplorerCatalogueQuery, "goals">): boolean {
  return chosen == null && !goals.some(({ isDefault }) => isDefault);
}

export function useGoal(chosen: Goal): GoalState {
  const { isPending, data } = useCatalogue();
  return { isPending, isMissing: data !== undefined && lacksGoal(chosen, data) };
}

interface GoalFieldProps {
  readonly value: Goal;
  readonly onChange: (goal: PointSelector | undefined) => void;
}

export function GoalField({ value, onChange }: GoalFieldProps) {
  const defaultGoal = useCatalogue().data?.goals.find(({ isDefault }) => isDefault);
  return (
    <Field label="Goal">
      <PointPicker
        label="Goal"
        value={value ?? undefined}
        onChange={onChange}
        placeholder={defaultGoal === undefined ? "A goal, kind or touchpoint" : `${defaultGoal.name} (default)`}
      />
    </Field>
  );
}

interface GoalNeededProps extends GoalState {
  /** Why the question needs a goal. */
  readonly why: string;
  readonly onUse: (goal: PointSelector) => void;
}

/** Shown instead of the answer as long as there is no goal. */
export function GoalNeeded({ isMissing, why, onUse }: GoalNeededProps) {
  if (!isMissing) return <p role="status">Asking…</p>;
  return <NameGoal why={`${why} The catalogue has no default goal.`} onUse={onUse} />;
}
