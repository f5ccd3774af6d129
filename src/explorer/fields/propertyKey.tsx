// Chooses the key of one property of interactions, with the number of interactions that have it.
import { searchProperties } from "../answers/properties.js";
import { Picker } from "./picker.js";

interface PropertyKeyPickerProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (key: string | undefined) => void;
}

export function PropertyKeyPicker({ label, value, onChange }: PropertyKeyPickerProps) {
  return (
    <Picker
      label={label}
      placeholder="Property, such as campaign"
      single
      values={value === undefined ? [] : [value]}
      search={searchProperties}
      none="No interaction has properties. The import keeps columns of a file that it is told to keep."
      onChange={([key]) => onChange(key)}
    />
  );
}
