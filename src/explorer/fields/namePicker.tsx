// Chooses the interactions that an argument means, by names of touchpoints, kinds, channels, stages, or by a goal. All
// names of a selector are of one kind, so after the first name, the search offers only names of the same kind.
import type { PointSelector } from "../../client/client.js";
import { searchPoints, usePointNames } from "../answers/points.js";
import { type Choice, Picker } from "./picker.js";
import { composed, partsOf, selectorOf, split } from "./pointSelector.js";

interface NamePickerProps {
  readonly label: string;
  readonly value: PointSelector | undefined;
  readonly onChange: (value: PointSelector | undefined) => void;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
}

export function NamePicker({ label, value, onChange, placeholder, autoFocus }: NamePickerProps) {
  const { sort, keys } = partsOf(value);
  const { nameOf } = usePointNames(sort === null ? [] : keys.map((key) => ({ sort, key })));
  return (
    <Picker
      label={sort === null ? label : `${label} (${sort})`}
      values={keys.map((key) => composed(sort!, key))}
      onChange={(values) => onChange(selectorOf(values))}
      search={async (text, signal): Promise<readonly Choice[]> =>
        (await searchPoints(text, sort, signal)).map((point) => ({
          key: composed(point.sort, point.key),
          name: point.name,
          note: point.note,
        }))
      }
      nameOf={(value) => {
        const [sort, key] = split(value);
        return nameOf(sort, key);
      }}
      placeholder={placeholder ?? "Touchpoint, stage, goal…"}
      single={sort === "goal"}
      autoFocus={autoFocus ?? false}
    />
  );
}
