// Chooses the criterion that divides journeys into groups: the channel of their first interaction, the period of their
// start, a property of an interaction, an attribute of the customer, or segments.
import { useState } from "react";
import type { Breakdown } from "../../client/client.js";
import { searchAttributeKeys, searchSegments } from "../answers/people.js";
import { Picker } from "../fields/picker.js";
import { PropertyKeyPicker } from "../fields/propertyKey.js";
import { type Args, withField } from "../state/state.js";
import { Field, Select } from "./fields.js";
import { TimeZoneField } from "./timeZoneField.js";

/** The number of groups of a breakdown that pages request. The others are combined into Other. */
export const MOST_GROUPS = 12;

type By = "" | "firstChannel" | "MONTH" | "WEEK" | "WEEKDAY" | "HOUR_OF_DAY" | "property" | "attribute" | "segments";

const CHOICES: readonly (readonly [By, string])[] = [
  ["", "nothing"],
  ["firstChannel", "first channel"],
  ["MONTH", "month of the start"],
  ["WEEK", "week of the start"],
  ["WEEKDAY", "day of the week of the start"],
  ["HOUR_OF_DAY", "hour of the day of the start"],
  ["property", "a property of the interaction…"],
  ["attribute", "an attribute of the customer…"],
  ["segments", "segments…"],
];

interface BreakdownFieldsProps {
  /** The arguments of the page, of which the fields change `breakdown` and `timeZone`. */
  readonly args: Args;
  readonly onChange: (args: Args) => void;
}

/** The breakdown, and its time zone if groups are periods of time. */
export function BreakdownFields({ args, onChange }: BreakdownFieldsProps) {
  const breakdown = args.breakdown as Breakdown | undefined;
  return (
    <>
      <BreakdownField
        value={breakdown}
        onChange={(next) => {
          const changed = withField(args, "breakdown", next);
          onChange(next?.started == null ? withField(changed, "timeZone", undefined) : changed);
        }}
      />
      {breakdown?.started != null && (
        <TimeZoneField
          value={args.timeZone as string | undefined}
          onChange={(zone) => onChange(withField(args, "timeZone", zone))}
        />
      )}
    </>
  );
}

interface BreakdownFieldProps {
  readonly value: Breakdown | undefined;
  readonly onChange: (value: Breakdown | undefined) => void;
}

export function BreakdownField({ value, onChange }: BreakdownFieldProps) {
  /** The choice that the user has begun, but that has no value yet. */
  const [begun, setBegun] = useState<By | null>(null);
  const by = begun ?? byOf(value);
  const give = (next: Breakdown | undefined) => {
    setBegun(null);
    onChange(next);
  };
  const choose = (next: By) => {
    if (next === "property" || next === "attribute" || next === "segments") return setBegun(next);
    if (next === "") return give(undefined);
    give(next === "firstChannel" ? { firstChannel: true } : { started: next });
  };
  return (
    <>
      <Select label="Break down by" value={by} options={CHOICES} onChange={choose} />
      {by === "property" && (
        <Field label="Property">
          <PropertyKeyPicker
            label="Property of the breakdown"
            value={value?.property ?? undefined}
            onChange={(property) => give(property === undefined ? undefined : { property })}
          />
        </Field>
      )}
      {by === "attribute" && (
        <Field label="Attribute">
          <Picker
            label="Attribute of the breakdown"
            placeholder="Attribute"
            values={value?.attribute == null ? [] : [value.attribute]}
            search={searchAttributeKeys}
            single
            onChange={([attribute]) => give(attribute === undefined ? undefined : { attribute })}
          />
        </Field>
      )}
      {by === "segments" && (
        <Field label="Segments">
          <Picker
            label="Segments of the breakdown"
            placeholder="Segment"
            values={value?.segments ?? []}
            search={searchSegments}
            onChange={(segments) => give(segments.length === 0 ? undefined : { segments: [...segments] })}
          />
        </Field>
      )}
    </>
  );
}

function byOf(value: Breakdown | undefined): By {
  if (value?.started != null) return value.started;
  if (value?.firstChannel === true) return "firstChannel";
  if (value?.property != null) return "property";
  if (value?.attribute != null) return "attribute";
  return value?.segments == null ? "" : "segments";
}
