// The fields of the path options that the pictures of routes share: the labels of steps, and the interactions that are
// hidden or required.
import { useState } from "react";
import type { PathOptions, PointSelector } from "../../client/client.js";
import { PointPicker } from "../fields/pointPicker.js";
import { PropertyKeyPicker } from "../fields/propertyKey.js";
import { withField } from "../state/state.js";
import { Field, Select } from "./fields.js";

type Grain = NonNullable<PathOptions["grain"]>;
type Repeats = NonNullable<PathOptions["repeats"]>;

const GRAINS: readonly (readonly [Grain, string])[] = [
  ["CHANNEL", "channels"],
  ["STAGE", "stages"],
  ["KIND", "kinds"],
  ["TOUCHPOINT", "touchpoints"],
  ["PROPERTY", "values of a property…"],
];

const REPEATS: readonly (readonly [Repeats, string])[] = [
  ["COLLAPSE", "count once"],
  ["KEEP", "count each"],
];

interface PathFieldsProps {
  readonly options: PathOptions;
  readonly onChange: (options: PathOptions) => void;
}

/**
 * The field that chooses what a label is, such as a touchpoint or a channel. If a label is a property, the field also
 * chooses the key of the property.
 */
export function GrainField({ label, options, onChange }: PathFieldsProps & { readonly label: string }) {
  /** Whether the grain is a property that has no key yet. */
  const [isBegun, setBegun] = useState(false);
  const grain = isBegun ? "PROPERTY" : (options.grain ?? "TOUCHPOINT");
  const choose = (next: Grain) => {
    setBegun(next === "PROPERTY");
    if (next !== "PROPERTY") onChange({ ...withField(options, "property", undefined), grain: next });
  };
  return (
    <>
      <Select label={label} value={grain} options={GRAINS} onChange={choose} />
      {grain === "PROPERTY" && (
        <Field label="Property">
          <PropertyKeyPicker
            label="Property of the labels"
            value={isBegun ? undefined : (options.property ?? undefined)}
            onChange={(property) => {
              if (property === undefined) return setBegun(true);
              setBegun(false);
              onChange({ ...options, grain: "PROPERTY", property });
            }}
          />
        </Field>
      )}
    </>
  );
}

export function PathFields({ options, onChange }: PathFieldsProps) {
  return (
    <>
      <GrainField label="Steps are" options={options} onChange={onChange} />
      <Select
        label="Equal neighbours"
        value={options.repeats ?? "KEEP"}
        options={REPEATS}
        onChange={(repeats) => onChange({ ...options, repeats })}
      />
    </>
  );
}

type LabelGroup = NonNullable<PathOptions["groups"]>[number];

/** The largest length of the name of a group that the service accepts. */
const LONGEST_NAME = 100;

interface GroupsFieldProps {
  readonly value: readonly LabelGroup[] | null | undefined;
  readonly onChange: (value: readonly LabelGroup[] | undefined) => void;
}

/**
 * Named groups of interactions. The first group that selects an interaction gives it the name of the group as its
 * label. A group is passed on as soon as it has a name and a selector.
 */
export function GroupsField({ value, onChange }: GroupsFieldProps) {
  const [draft, setDraft] = useState<Partial<LabelGroup>>({});
  const given = value ?? [];
  const set = (index: number, next: Partial<LabelGroup>) => {
    const all = [...given];
    if (next.name && next.at !== undefined) {
      all[index] = { name: next.name, at: next.at };
      setDraft({});
    } else {
      all.splice(index, 1);
      setDraft(next);
    }
    if (JSON.stringify(all) !== JSON.stringify(given)) onChange(all.length === 0 ? undefined : all);
  };
  return (
    <div className="label-groups">
      <Field label="Named groups" hint="steps of a name of your own; the first that fits counts">
        {[...given, draft].map((group, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a group has no identity but its position.
          <div key={i} className="label-group">
            <input
              aria-label={`Name of group ${i + 1}`}
              placeholder="Name"
              maxLength={LONGEST_NAME}
              key={group.name}
              defaultValue={group.name ?? ""}
              onBlur={(event) => {
                const name = event.target.value.trim();
                if (name !== (group.name ?? "")) set(i, { ...group, name });
              }}
              onKeyDown={(event) => {
                if (event.key === "Enter") event.currentTarget.blur();
              }}
            />
            <PointPicker
              label={`Interactions of group ${i + 1}`}
              value={group.at}
              onChange={(at) => set(i, { ...group, at })}
            />
          </div>
        ))}
      </Field>
    </div>
  );
}

interface SelectorsFieldProps {
  readonly label: string;
  readonly value: readonly PointSelector[] | null | undefined;
  readonly onChange: (value: PointSelector[] | undefined) => void;
}

/** Edits the first selector of a list. If a link contains more selectors, these are kept, and their number is shown. */
export function SelectorsField({ label, value, onChange }: SelectorsFieldProps) {
  const [first, ...others] = value ?? [];
  return (
    <Field label={others.length === 0 ? label : `${label} (and ${others.length} more)`}>
      <PointPicker
        label={label}
        value={first}
        placeholder="nothing"
        onChange={(next) => {
          const all = next === undefined ? others : [next, ...others];
          onChange(all.length === 0 ? undefined : all);
        }}
      />
    </Field>
  );
}

/** The further settings of labels: interactions that are hidden, and named groups of interactions. */
export function MoreLabels({ options, onChange }: PathFieldsProps) {
  return (
    <details className="more">
      <summary>More settings</summary>
      <div className="more-fields">
        <SelectorsField
          label="Hidden"
          value={options.hide}
          onChange={(hide) => onChange(withField(options, "hide", hide))}
        />
        <GroupsField value={options.groups} onChange={(groups) => onChange(withField(options, "groups", groups))} />
      </div>
    </details>
  );
}
