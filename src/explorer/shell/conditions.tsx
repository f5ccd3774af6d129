// The conditions of the filter bar: for each field of JourneyFilter its name, its short text on a chip, and its editor.
// The list must have an entry for every field of the filter; otherwise, it does not compile.
import { type ReactNode, useState } from "react";
import type { JourneyFilter, PointSelector } from "../../client/client.js";
import {
  searchAttributeKeys,
  searchAttributeValues,
  searchCustomers,
  searchPersonas,
  searchSegments,
} from "../answers/people.js";
import { usePointNames } from "../answers/points.js";
import { Picker } from "./picker.js";
import { PointPicker, partsOf } from "./pointPicker.js";

type Field = keyof JourneyFilter;
type Given<F extends Field> = NonNullable<JourneyFilter[F]>;

interface EditorProps<V> {
  readonly value: V | undefined;
  readonly onChange: (value: V | undefined) => void;
}

interface Condition<F extends Field> {
  /** The name in the menu of conditions; null for conditions that the period or another page sets. */
  readonly menu: string | null;
  readonly Chip: (props: { readonly value: Given<F> }) => ReactNode;
  /** Without an editor, the condition can only be removed. */
  readonly Editor?: (props: EditorProps<Given<F>>) => ReactNode;
}

const listed = (values: readonly unknown[]): string =>
  values.length <= 2 ? values.join(" or ") : `${values.slice(0, 2).join(", ")} or ${values.length - 2} more`;

function Points({ value }: { readonly value: readonly PointSelector[] }) {
  const selectors = value.map((selector) => ({ ...partsOf(selector), selector }));
  const nameOf = usePointNames(
    selectors.flatMap(({ sort, keys }) => (sort === null ? [] : keys.map((key) => ({ sort, key })))),
  );
  return selectors
    .map(({ sort, keys, selector }) => {
      if (selector.any) return "anything";
      return sort === null ? JSON.stringify(selector) : listed(keys.map((key) => nameOf(sort, key)));
    })
    .join(", and ");
}

/** One field for each selector, and an empty field for the next one. */
function PointsEditor({ value = [], onChange }: EditorProps<Given<"touches">>) {
  const given: readonly PointSelector[] = value;
  return (
    <div className="stack">
      {[...given, undefined].map((selector, i) => (
        <PointPicker
          // biome-ignore lint/suspicious/noArrayIndexKey: selectors have no identity but their position.
          key={i}
          label={`Interactions ${i + 1}`}
          value={selector}
          autoFocus={i === given.length}
          onChange={(next) => {
            const all = given.filter((_, at) => at !== i);
            if (next !== undefined) all.splice(i, 0, next);
            onChange(all.length === 0 ? undefined : all);
          }}
        />
      ))}
    </div>
  );
}

function CountEditor({ value, onChange }: EditorProps<number>) {
  return (
    <label className="field">
      Interactions
      <input
        type="number"
        min={1}
        step={1}
        value={value ?? ""}
        onChange={(event) => onChange(event.target.value === "" ? undefined : Number(event.target.value))}
      />
    </label>
  );
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
    Editor: ({ value = [], onChange }) => (
      <Picker
        label="Segments"
        values={value}
        search={searchSegments}
        autoFocus
        onChange={(next) => onChange(next.length === 0 ? undefined : [...next])}
      />
    ),
  },
  persona: {
    menu: "Customers with a persona",
    Chip: ({ value }) => `Persona: ${value}`,
    Editor: ({ value, onChange }) => (
      <Picker
        label="Persona"
        single
        values={value === undefined ? [] : [value]}
        search={searchPersonas}
        autoFocus
        onChange={([next]) => onChange(next)}
      />
    ),
  },
  attributes: {
    menu: "An attribute of the customer",
    Chip: ({ value }) => value.map(({ key, in: values }) => `${key}: ${listed(values)}`).join(", and "),
    Editor: AttributesEditor,
  },
  touches: {
    menu: "Touches",
    Chip: ({ value }) => (
      <>
        Touches <Points value={value} />
      </>
    ),
    Editor: PointsEditor,
  },
  avoids: {
    menu: "Avoids",
    Chip: ({ value }) => (
      <>
        Avoids <Points value={value} />
      </>
    ),
    Editor: PointsEditor,
  },
  reachedGoal: {
    menu: "Reached a goal",
    Chip: ({ value }) => (
      <>
        Reached <Points value={[{ goal: value }]} />
      </>
    ),
    Editor: ({ value, onChange }) => (
      <PointPicker
        label="Goal"
        placeholder="Goal"
        value={value === undefined ? undefined : { goal: value }}
        autoFocus
        onChange={(next) => onChange(next?.goal ?? undefined)}
      />
    ),
  },
  matches: {
    menu: "Matches a pattern",
    Chip: ({ value }) => `Matches ${value}`,
    Editor: ({ value, onChange }) => (
      <label className="field">
        Pattern
        <input
          className="wide code"
          defaultValue={value ?? ""}
          placeholder="channel:web .* channel:store"
          spellCheck={false}
          onKeyDown={(event) => {
            if (event.key === "Enter") onChange(event.currentTarget.value.trim() || undefined);
          }}
          onBlur={(event) => onChange(event.target.value.trim() || undefined)}
        />
      </label>
    ),
  },
  minInteractions: {
    menu: "At least so many interactions",
    Chip: ({ value }) => `At least ${value} interactions`,
    Editor: CountEditor,
  },
  maxInteractions: {
    menu: "At most so many interactions",
    Chip: ({ value }) => `At most ${value} interactions`,
    Editor: CountEditor,
  },
  customers: {
    menu: "Certain customers",
    Chip: ({ value }) => `Customer: ${listed(value)}`,
    Editor: ({ value = [], onChange }) => (
      <Picker
        label="Customers"
        placeholder="Key of a customer"
        values={value}
        search={searchCustomers}
        autoFocus
        onChange={(next) => onChange(next.length === 0 ? undefined : [...next])}
      />
    ),
  },
  behind: { menu: null, Chip: () => "Journeys behind a number" },
};

function AttributesEditor({ value = [], onChange }: EditorProps<Given<"attributes">>) {
  const given: readonly { readonly key: string; readonly in: readonly string[] }[] = value;
  const set = (next: typeof given) =>
    onChange(next.length === 0 ? undefined : next.map((a) => ({ ...a, in: [...a.in] })));
  return (
    <div className="stack">
      {given.map((attribute, i) => (
        <div key={attribute.key} className="stack">
          <strong>{attribute.key}</strong>
          <Picker
            label={`Values of ${attribute.key}`}
            placeholder="Value"
            values={attribute.in}
            search={(text, signal) => searchAttributeValues(attribute.key, text, signal)}
            autoFocus
            onChange={(values) =>
              set(
                values.length === 0
                  ? given.filter((_, at) => at !== i)
                  : given.map((other, at) => (at === i ? { ...other, in: values } : other)),
              )
            }
          />
        </div>
      ))}
      <NewAttribute onAdd={(key, first) => set([...given, { key, in: [first] }])} taken={given.map(({ key }) => key)} />
    </div>
  );
}

/** Chooses a key first, then a value of it. */
function NewAttribute({
  taken,
  onAdd,
}: {
  readonly taken: readonly string[];
  readonly onAdd: (key: string, value: string) => void;
}) {
  const [key, setKey] = useState<string>();
  if (key === undefined)
    return (
      <Picker
        label="Attribute"
        placeholder="Attribute"
        values={[]}
        autoFocus={taken.length === 0}
        search={async (text, signal) =>
          (await searchAttributeKeys(text, signal)).filter((choice) => !taken.includes(choice.key))
        }
        onChange={([chosen]) => setKey(chosen)}
      />
    );
  return (
    <div className="stack">
      <strong>{key}</strong>
      <Picker
        label={`Values of ${key}`}
        placeholder="Value"
        values={[]}
        autoFocus
        search={(text, signal) => searchAttributeValues(key, text, signal)}
        onChange={([value]) => {
          if (value === undefined) return;
          setKey(undefined);
          onAdd(key, value);
        }}
      />
    </div>
  );
}
