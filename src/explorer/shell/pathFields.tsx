// The fields of the path options that the pictures of routes share.
import type { PathOptions, PointSelector } from "../../client/client.js";
import { PointPicker } from "../fields/pointPicker.js";
import { Field, Select } from "./fields.js";

type Grain = NonNullable<PathOptions["grain"]>;
type Repeats = NonNullable<PathOptions["repeats"]>;

const GRAINS: readonly (readonly [Grain, string])[] = [
  ["CHANNEL", "channels"],
  ["STAGE", "stages"],
  ["KIND", "kinds"],
  ["TOUCHPOINT", "touchpoints"],
];

const REPEATS: readonly (readonly [Repeats, string])[] = [
  ["COLLAPSE", "count once"],
  ["KEEP", "count each"],
];

interface PathFieldsProps {
  readonly options: PathOptions;
  readonly onChange: (options: PathOptions) => void;
}

export function PathFields({ options, onChange }: PathFieldsProps) {
  return (
    <>
      <Select
        label="Steps are"
        value={options.grain ?? "TOUCHPOINT"}
        options={GRAINS}
        onChange={(grain) => onChange({ ...options, grain })}
      />
      <Select
        label="Equal neighbours"
        value={options.repeats ?? "KEEP"}
        options={REPEATS}
        onChange={(repeats) => onChange({ ...options, repeats })}
      />
    </>
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
