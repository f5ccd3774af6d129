// A field that searches the service for names while the user types, and holds one or several of them. The service
// returns a few names of each kind, and all of them are shown.
import { Combobox, ComboboxInput, ComboboxOption, ComboboxOptions } from "@headlessui/react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { LookupProblem } from "./lookupProblem.js";

export interface Choice {
  readonly key: string;
  readonly name: string;
  /** A note beside the choice, such as its kind ("channel") or its size ("1,204 customers"). */
  readonly note?: string;
}

interface PickerProps {
  /** The name of the field for screen readers, and the name of the search in the cache. */
  readonly label: string;
  readonly values: readonly string[];
  /** The keys of choices that are not offered, because they are chosen elsewhere. */
  readonly without?: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
  /** Finds choices for a text. An empty text finds the first choices. */
  readonly search: (text: string, signal: AbortSignal) => Promise<readonly Choice[]>;
  /** The display name of a value that was selected earlier. */
  readonly nameOf?: (key: string) => string;
  readonly placeholder?: string;
  /** Whether the field holds at most one value. */
  readonly single?: boolean;
  readonly autoFocus?: boolean;
  /** The text that is shown if there is nothing to choose from. */
  readonly none?: string;
}

export function Picker({
  label,
  values,
  without = [],
  onChange,
  search,
  nameOf = (key) => key,
  placeholder = "Type to search",
  single = false,
  autoFocus = false,
  none,
}: PickerProps) {
  const [text, setText] = useState("");
  const found = useQuery({
    queryKey: ["search", label, text],
    queryFn: ({ signal }) => search(text, signal),
    // The choices of another field, such as the values of another attribute, are not choices of this one.
    placeholderData: (previous, query) => (query?.queryKey[1] === label ? previous : undefined),
  });
  // Until the search for this text has its answer, the choices of the previous search remain if they have the text, so
  // that Enter never selects a choice that does not match what the user has typed.
  const matches = ({ key, name }: Choice) =>
    !found.isPlaceholderData || [key, name].some((one) => one.toLowerCase().includes(text.trim().toLowerCase()));
  const choices = (found.data ?? []).filter((choice) => !without.includes(choice.key) && matches(choice));
  const keys = choices.map(({ key }) => key);
  const byKey = new Map(choices.map((choice) => [choice.key, choice]));
  const option = (key: string) => (
    <ComboboxOption key={key} value={key} className="option">
      <span>{byKey.get(key)?.name ?? nameOf(key)}</span>
      <small>{byKey.get(key)?.note}</small>
    </ComboboxOption>
  );
  return (
    <Combobox
      immediate
      multiple
      value={[...values]}
      onChange={(next: string[]) => {
        onChange(single ? next.slice(-1) : next);
        setText("");
      }}
      onClose={() => setText("")}
    >
      {({ open }) => (
        <>
          <div className="picker">
            {values.map((value) => (
              <span key={value} className="chip">
                {byKey.get(value)?.name ?? nameOf(value)}
                <button
                  type="button"
                  aria-label={`Remove ${byKey.get(value)?.name ?? nameOf(value)}`}
                  onClick={() => onChange(values.filter((other) => other !== value))}
                >
                  ×
                </button>
              </span>
            ))}
            <ComboboxInput
              aria-label={label}
              autoFocus={autoFocus}
              autoComplete="off"
              placeholder={values.length === 0 ? placeholder : ""}
              value={text}
              onChange={(event) => setText(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === "Backspace" && text === "" && values.length > 0) onChange(values.slice(0, -1));
              }}
            />
          </div>
          {choices.length === 0 && text === "" && values.length === 0 && none !== undefined && found.isSuccess && (
            <p className="hint">{none}</p>
          )}
          {found.isError && <LookupProblem error={found.error} again={() => void found.refetch()} />}
          {choices.length === 0 && !found.isError && (text !== "" || (open && found.isFetching)) && (
            <p className="hint">{found.isFetching ? "Searching…" : `Nothing matches “${text}”.`}</p>
          )}
          <ComboboxOptions anchor={{ to: "bottom start", gap: 4, padding: 12 }} className="options" modal={false}>
            {keys.map(option)}
          </ComboboxOptions>
        </>
      )}
    </Combobox>
  );
}
