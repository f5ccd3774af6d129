// The conditions of the filter bar: the name of each field of JourneyFilter, and its short text on a chip. The list
// must have an entry for every field of the filter. Otherwise, the code does not compile. The editors are in
// conditionEditors.tsx.
import type { ReactNode } from "react";
import type { JourneyFilter, PointSelector } from "../../client/client.js";
import { format } from "../../views/format.js";
import { useDesigns } from "../answers/useDesigns.js";
import { conditionText, listed } from "./selectorText.js";
import { useSelectorTexts } from "./useSelectorTexts.js";

export type Field = keyof JourneyFilter;
export type Given<F extends Field> = NonNullable<JourneyFilter[F]>;

interface Condition<F extends Field> {
  /**
   * The name in the menu of conditions. Null for conditions that are not in the menu, because the period or another
   * page sets them.
   */
  readonly menu: string | null;
  readonly Chip: (props: { readonly value: Given<F> }) => ReactNode;
}

function Points({ value }: { readonly value: readonly PointSelector[] }) {
  return useSelectorTexts(value).join(", and ");
}

/** The name of a persona, or what was given until the name is known. */
function PersonaName({ persona }: { readonly persona: string }) {
  return useDesigns().data?.personas.find(({ key }) => key === persona)?.name ?? persona;
}

/** The name of a blueprint, or its key until the name is known. */
function BlueprintName({ blueprint }: { readonly blueprint: string }) {
  return useDesigns().data?.blueprints.find(({ key }) => key === blueprint)?.name ?? blueprint;
}

function DateChip(word: string) {
  return ({ value }: { readonly value: string }) => `${word} ${value.replace(/T00:00:00(\.000)?Z$/, "")}`;
}

export const CONDITIONS: { readonly [F in Field]-?: Condition<F> } = {
  startedFrom: { menu: null, Chip: DateChip("From") },
  startedBefore: { menu: null, Chip: DateChip("Before") },
  startedWithin: { menu: null, Chip: ({ value }) => `Last ${value}` },
  segments: {
    menu: "Customers of a segment",
    Chip: ({ value }) => `Segment: ${listed(value)}`,
  },
  persona: {
    menu: "Customers with a persona",
    Chip: ({ value }) => (
      <>
        Persona: <PersonaName persona={value} />
      </>
    ),
  },
  attributes: {
    menu: "An attribute of the customer",
    Chip: ({ value }) => value.map(conditionText).join(", and "),
  },
  touches: {
    menu: "Touches",
    Chip: ({ value }) => (
      <>
        Touches <Points value={value} />
      </>
    ),
  },
  avoids: {
    menu: "Avoids",
    Chip: ({ value }) => (
      <>
        Avoids <Points value={value} />
      </>
    ),
  },
  reachedGoal: {
    menu: "Reached a goal",
    Chip: ({ value }) => (
      <>
        Reached <Points value={[{ goal: value }]} />
      </>
    ),
  },
  matches: {
    menu: "Matches a pattern",
    Chip: ({ value }) => `Matches ${value}`,
  },
  conforms: {
    menu: "Follows a blueprint, or deviates",
    Chip: ({ value: { blueprint, version, deviating } }) => (
      <>
        {deviating ? "Deviates from" : "Conforms to"} <BlueprintName blueprint={blueprint} />
        {version == null ? "" : `, version ${version}`}
      </>
    ),
  },
  minInteractions: {
    menu: "At least so many interactions",
    Chip: ({ value }) => `At least ${format.plural(value, "interaction")}`,
  },
  maxInteractions: {
    menu: "At most so many interactions",
    Chip: ({ value }) => `At most ${format.plural(value, "interaction")}`,
  },
  customers: {
    menu: "Certain customers",
    Chip: ({ value }) => `Customer: ${listed(value)}`,
  },
  behind: { menu: null, Chip: () => "Journeys behind a number" },
};
