// Chooses the interactions that an argument means: touchpoints, kinds, channels, stages, or a goal. A selector has
// names of a single kind, so after the first name, the search offers only names of the same kind.
import type { PointSelector } from "../../client/client.js";
import { type PointSort, searchPoints, usePointNames } from "../answers/points.js";
import { type Choice, Picker } from "./picker.js";

interface PointPickerProps {
  readonly label: string;
  readonly value: PointSelector | undefined;
  readonly onChange: (value: PointSelector | undefined) => void;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
}

const FIELDS = {
  touchpoint: "touchpoints",
  kind: "kinds",
  channel: "channels",
  stage: "stages",
} as const satisfies Partial<Record<PointSort, keyof PointSelector>>;

/** The kind and the key, such as "channel:web", because keys of different kinds may be equal. */
const SEPARATOR = ":";

export function PointPicker({ label, value, onChange, placeholder, autoFocus }: PointPickerProps) {
  const { sort, keys } = partsOf(value);
  const nameOf = usePointNames(sort === null ? [] : keys.map((key) => ({ sort, key })));
  return (
    <Picker
      label={sort === null ? label : `${label} (${sort})`}
      values={keys.map((key) => `${sort}${SEPARATOR}${key}`)}
      onChange={(values) => onChange(selectorOf(values))}
      search={async (text, signal): Promise<readonly Choice[]> =>
        (await searchPoints(text, sort, signal)).map((point) => ({
          key: `${point.sort}${SEPARATOR}${point.key}`,
          name: point.name,
          note: point.note,
        }))
      }
      nameOf={(composed) => {
        const [sort, key] = split(composed);
        return nameOf(sort, key);
      }}
      placeholder={placeholder ?? "Touchpoint, kind, channel, stage or goal"}
      single={sort === "goal"}
      autoFocus={autoFocus ?? false}
    />
  );
}

export function partsOf(value: PointSelector | undefined): { sort: PointSort | null; keys: readonly string[] } {
  if (value?.goal != null) return { sort: "goal", keys: [value.goal] };
  for (const [sort, field] of Object.entries(FIELDS) as [keyof typeof FIELDS, (typeof FIELDS)[keyof typeof FIELDS]][]) {
    const keys = value?.[field];
    if (Array.isArray(keys)) return { sort, keys };
  }
  return { sort: null, keys: [] };
}

function selectorOf(values: readonly string[]): PointSelector | undefined {
  const points = values.map(split);
  const [first] = points;
  if (first === undefined) return undefined;
  const [sort] = first;
  const keys = points.filter(([other]) => other === sort).map(([, key]) => key);
  return (sort === "goal" ? { goal: keys.at(-1)! } : { [FIELDS[sort]]: keys }) as PointSelector;
}

function split(composed: string): [PointSort, string] {
  const at = composed.indexOf(SEPARATOR);
  return [composed.slice(0, at) as PointSort, composed.slice(at + 1)];
}
