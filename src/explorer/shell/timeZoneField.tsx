// Chooses the time zone that names and divides months, weeks, days of the week and hours.
import { useStatus } from "../answers/useStatus.js";
import { Select } from "./fields.js";

interface TimeZoneFieldProps {
  /** An IANA name; undefined for the time zone of the store. */
  readonly value: string | undefined;
  readonly onChange: (zone: string | undefined) => void;
}

export function TimeZoneField({ value, onChange }: TimeZoneFieldProps) {
  const store = useStatus().data?.status.timeZone;
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const named = [
    ...new Set(["UTC", own, ...(value === undefined ? [] : [value]), ...Intl.supportedValuesOf("timeZone")]),
  ];
  return (
    <Select
      label="Time zone"
      value={value ?? ""}
      options={[
        ["", store === undefined ? "of the store" : `of the store (${store})`],
        ...named.map((zone) => [zone, zone === own ? `${zone} (yours)` : zone] as const),
      ]}
      onChange={(zone) => onChange(zone === "" ? undefined : zone)}
    />
  );
}
