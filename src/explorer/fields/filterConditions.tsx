// The fields of a filter: the period, a chip for each condition, and a menu to add one. All conditions must hold.
import { Menu, MenuButton, MenuItem, MenuItems, Popover, PopoverButton, PopoverPanel } from "@headlessui/react";
import { type ReactNode, useEffect, useState } from "react";
import type { JourneyFilter } from "../../client/client.js";
import { withField } from "../state/state.js";
import { CONDITIONS, type Field } from "./conditions.js";
import { Period } from "./period.js";

/** The conditions that the field of the period shows. */
const OF_PERIOD: ReadonlySet<string> = new Set(["startedFrom", "startedBefore", "startedWithin"]);

interface FilterConditionsProps {
  readonly filter: JourneyFilter;
  /** A text that describes the journeys behind a number, if the filter has such a condition. */
  readonly behindName: string | undefined;
  readonly onChange: (filter: JourneyFilter) => void;
  /** Shown after the period. */
  readonly children?: ReactNode;
}

export function FilterConditions({ filter, behindName, onChange, children }: FilterConditionsProps) {
  /** The condition that was selected in the menu and has no value yet. */
  const [added, setAdded] = useState<Field | null>(null);
  const given = (Object.keys(filter) as Field[]).filter((field) => filter[field] != null && !OF_PERIOD.has(field));
  const shown = added === null || given.includes(added) ? given : [...given, added];
  const offered = (Object.keys(CONDITIONS) as Field[]).filter(
    (field) => CONDITIONS[field].menu !== null && !shown.includes(field),
  );
  return (
    <section className="conditions" aria-label="Filter" onPointerEnter={loadEditorsAhead} onFocus={loadEditorsAhead}>
      <Period filter={filter} onChange={onChange} />
      {children}
      {shown.map((field) => (
        <ConditionChip
          key={field}
          field={field}
          value={filter[field]}
          behindName={behindName}
          onChange={(value) => {
            if (value === undefined) setAdded(null);
            onChange(withField(filter, field, value));
          }}
        />
      ))}
      <Menu>
        <MenuButton className="control quiet">+ Condition</MenuButton>
        <MenuItems anchor={{ to: "bottom start", gap: 6, padding: 12 }} className="panel menu" modal={false}>
          {offered.map((field) => (
            <MenuItem key={field}>
              <button type="button" className="menu-item" onClick={() => setAdded(field)}>
                {CONDITIONS[field].menu}
              </button>
            </MenuItem>
          ))}
        </MenuItems>
      </Menu>
      {given.length > 0 && (
        <button type="button" className="control quiet" onClick={() => onChange(periodOf(filter))}>
          Clear
        </button>
      )}
    </section>
  );
}

interface ConditionChipProps {
  readonly field: Field;
  readonly value: unknown;
  readonly behindName: string | undefined;
  readonly onChange: (value: unknown) => void;
}

function ConditionChip({ field, value, behindName, onChange }: ConditionChipProps) {
  // Each condition has its own type of value, so a cast is needed here.
  const { Chip, menu } = CONDITIONS[field] as {
    Chip: (props: { value: unknown }) => ReactNode;
    menu: string | null;
  };
  const isNew = value == null;
  const text = isNew ? `${menu}…` : field === "behind" && behindName ? behindName : <Chip value={value} />;
  const remove = (
    <button
      type="button"
      className="chip-remove"
      aria-label="Remove this condition"
      onClick={() => onChange(undefined)}
    >
      ×
    </button>
  );
  if (menu === null)
    return (
      <span className="condition">
        <span className="condition-text">{text}</span>
        {remove}
      </span>
    );
  return (
    <Popover className="condition">
      <PopoverButton className="condition-text" ref={isNew ? openAtOnce : undefined}>
        {text}
      </PopoverButton>
      {remove}
      <PopoverPanel anchor={{ to: "bottom start", gap: 6, padding: 12 }} className="panel editor">
        <Editor field={field} value={value ?? undefined} onChange={onChange} />
      </PopoverPanel>
    </Popover>
  );
}

type AnyEditor = (props: { value: unknown; onChange: (value: unknown) => void }) => ReactNode;

let editors: Readonly<Record<string, AnyEditor>> | null = null;

async function loadEditors(): Promise<void> {
  editors ??= (await import("./conditionEditors.js")).EDITORS as unknown as Readonly<Record<string, AnyEditor>>;
}

/** Loads the editors before they are needed. If one cannot be loaded, this is reported when it is opened. */
const loadEditorsAhead = () => void loadEditors().catch(() => {});

interface EditorProps {
  readonly field: Field;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

function Editor({ field, value, onChange }: EditorProps) {
  const [isLoaded, setLoaded] = useState(editors !== null);
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    if (!isLoaded)
      loadEditors().then(
        () => setLoaded(true),
        () => setMissing(true),
      );
  }, [isLoaded]);
  if (isMissing) return <p role="alert">This editor cannot be loaded. Load the page again.</p>;
  const Own = editors?.[field];
  return Own === undefined ? <div className="loading" role="status" /> : <Own value={value} onChange={onChange} />;
}

/** Opens the editor of a new condition. */
function openAtOnce(button: HTMLButtonElement | null): void {
  if (button !== null && button.dataset.opened === undefined) {
    button.dataset.opened = "";
    queueMicrotask(() => button.click());
  }
}

function periodOf({ startedFrom, startedBefore, startedWithin }: JourneyFilter): JourneyFilter {
  const period: JourneyFilter = { startedFrom, startedBefore, startedWithin };
  return Object.fromEntries(Object.entries(period).filter(([, value]) => value != null));
}
