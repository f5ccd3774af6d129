// A draft is a blueprint that is being edited. It is never changed: every edit returns a new draft.

import { milliseconds } from "../../views/format.js";
import type { BlueprintDesignFragment, BlueprintInput } from "../generated/graphql.js";

export interface Place {
  readonly key: string;
  readonly name: string;
  /** The channel; null until it is known. */
  readonly channel: { readonly key: string; readonly name: string } | null;
}

export interface StepDraft {
  /** Identifies the step while it is edited, because its key can change. */
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly at: readonly Place[];
  /** Ids of the steps that may follow. Null means the next step of the list. */
  readonly next: readonly number[] | null;
  readonly optional: boolean;
  readonly repeatable: boolean;
  readonly does: string;
  readonly thinks: string;
  readonly feels: string;
  readonly emotion: number | null;
  readonly painPoints: readonly string[];
  readonly owner: string;
  readonly expectedWait: string | null;
  readonly delay: string | null;
}

export interface Draft {
  readonly key: string;
  readonly name: string;
  readonly kind: "JOURNEY" | "SERIES";
  readonly description: string;
  readonly persona: string | null;
  readonly steps: readonly StepDraft[];
}

export const EMPTY_DRAFT: Draft = {
  key: "",
  name: "",
  kind: "JOURNEY",
  description: "",
  persona: null,
  steps: [],
};

export function draftOf(design: BlueprintDesignFragment): Draft {
  const ids = new Map(design.steps.map(({ key }, i) => [key, i]));
  return {
    key: design.key,
    name: design.name,
    kind: design.kind,
    description: design.description ?? "",
    persona: design.persona?.key ?? null,
    steps: design.steps.map((step, i): StepDraft => {
      const next = step.next.flatMap((key) => ids.get(key) ?? []);
      const isDefault = i + 1 < design.steps.length ? next.length === 1 && next[0] === i + 1 : next.length === 0;
      return {
        id: i,
        key: step.key,
        name: step.name,
        at: step.touchpoints,
        next: isDefault ? null : next,
        optional: step.optional,
        repeatable: step.repeatable,
        does: step.does ?? "",
        thinks: step.thinks ?? "",
        feels: step.feels ?? "",
        emotion: step.emotion,
        painPoints: step.painPoints,
        owner: step.owner ?? "",
        expectedWait: step.expectedWait,
        delay: step.delay,
      };
    }),
  };
}

/** The blueprint that is saved. A text that was left empty is saved as null. */
export function inputOf(draft: Draft): BlueprintInput {
  const keys = new Map(draft.steps.map(({ id, key }) => [id, key]));
  const text = (value: string) => (value.trim() === "" ? null : value.trim());
  return {
    key: draft.key.trim(),
    name: text(draft.name),
    kind: draft.kind,
    description: text(draft.description),
    persona: draft.persona,
    steps: draft.steps.map((step) => ({
      key: step.key.trim(),
      name: text(step.name),
      at: step.at.map(({ key }) => key),
      ...(step.next === null ? {} : { next: step.next.flatMap((id) => keys.get(id) ?? []) }),
      optional: step.optional,
      repeatable: step.repeatable,
      does: text(step.does),
      thinks: text(step.thinks),
      feels: text(step.feels),
      emotion: step.emotion,
      painPoints: step.painPoints.map((one) => one.trim()).filter((one) => one !== ""),
      owner: text(step.owner),
      expectedWait: step.expectedWait,
      delay: draft.kind === "SERIES" ? step.delay : null,
    })),
  };
}

/** Whether both drafts would be saved as the same blueprint, however their durations are written. */
export const isSame = (a: Draft, b: Draft): boolean =>
  JSON.stringify(inputOf(a), byLength) === JSON.stringify(inputOf(b), byLength);

/** Replaces durations by their milliseconds, so that equal durations such as P0D and PT0S are equal texts. */
function byLength(field: string, value: unknown): unknown {
  const isDuration = (field === "expectedWait" || field === "delay") && typeof value === "string";
  return isDuration ? (milliseconds(value) ?? value) : value;
}

/** The ids of the steps that may follow a step. */
export function followers(draft: Draft, index: number): readonly number[] {
  const step = draft.steps[index];
  if (step === undefined) return [];
  if (step.next !== null) return step.next.filter((id) => draft.steps.some((one) => one.id === id));
  const following = draft.steps[index + 1];
  return following === undefined ? [] : [following.id];
}

export function withStep(draft: Draft, id: number, change: Partial<StepDraft>): Draft {
  return { ...draft, steps: draft.steps.map((step) => (step.id === id ? { ...step, ...change } : step)) };
}

/** Moves a step to a position. Steps without a list of followers then lead to their new next step. */
export function moved(draft: Draft, id: number, to: number): Draft {
  const step = draft.steps.find((one) => one.id === id);
  if (step === undefined) return draft;
  const rest = draft.steps.filter((one) => one !== step);
  const at = Math.max(0, Math.min(rest.length, to));
  return { ...draft, steps: [...rest.slice(0, at), step, ...rest.slice(at)] };
}

export function removed(draft: Draft, id: number): Draft {
  return {
    ...draft,
    steps: draft.steps
      .filter((step) => step.id !== id)
      .map((step) => (step.next?.includes(id) ? { ...step, next: step.next.filter((one) => one !== id) } : step)),
  };
}

/** Adds an empty step at a position, with a key that no other step has. */
export function added(draft: Draft, to: number): { readonly draft: Draft; readonly id: number } {
  const id = 1 + Math.max(-1, ...draft.steps.map((step) => step.id));
  const keys = new Set(draft.steps.map(({ key }) => key));
  let number = draft.steps.length + 1;
  while (keys.has(`step-${number}`)) number++;
  const step: StepDraft = {
    id,
    key: `step-${number}`,
    name: `Step ${number}`,
    at: [],
    next: null,
    optional: false,
    repeatable: false,
    does: "",
    thinks: "",
    feels: "",
    emotion: null,
    painPoints: [],
    owner: "",
    expectedWait: null,
    delay: null,
  };
  return { draft: { ...draft, steps: [...draft.steps.slice(0, to), step, ...draft.steps.slice(to)] }, id };
}
