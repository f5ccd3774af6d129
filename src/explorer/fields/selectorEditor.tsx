// Edits a selector of any depth: names, a property, several selectors of which all or any must select, or the negation
// of a selector. If the editor cannot edit a part, it shows the part as text.
import { useState } from "react";
import type { PointSelector } from "../../client/client.js";
import { NamePicker } from "./namePicker.js";
import { PropertyEditor } from "./propertyEditor.js";
import { changedTo, type Draft, draftOf, EMPTY, selectorOfDraft, type Way } from "./selectorDraft.js";

/** The depth to which the service accepts nested selectors. */
const DEEPEST = 5;

const WAYS = [
  ["names", "by name"],
  ["property", "by a property"],
  ["all", "all of several"],
  ["anyOf", "any of several"],
  ["not", "all but these"],
  ["any", "every interaction"],
] as const satisfies readonly (readonly [Way, string])[];

interface SelectorEditorProps {
  /** The name of the field for screen readers. */
  readonly label: string;
  readonly value: PointSelector | undefined;
  readonly onChange: (value: PointSelector | undefined) => void;
}

export function SelectorEditor({ label, value, onChange }: SelectorEditorProps) {
  const [draft, setDraft] = useState(() => draftOf(value));
  const change = (next: Draft) => {
    setDraft(next);
    const selector = selectorOfDraft(next);
    if (JSON.stringify(selector) !== JSON.stringify(value)) onChange(selector);
  };
  return <Part label={label} draft={draft} depth={1} onChange={change} />;
}

interface PartProps {
  readonly label: string;
  readonly draft: Draft;
  readonly depth: number;
  readonly onChange: (draft: Draft) => void;
  /** Removes the part from its list. */
  readonly onRemove?: () => void;
}

function Part({ label, draft, depth, onChange, onRemove }: PartProps) {
  const ways = depth < DEEPEST ? WAYS : WAYS.filter(([way]) => way !== "all" && way !== "anyOf" && way !== "not");
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset in a fieldset cannot be laid out.
    <div className="selector-part" role="group" aria-label={label}>
      <div className="selector-way">
        {draft.is === "text" ? (
          <span className="form-label">as the link has it</span>
        ) : (
          <select
            aria-label={`${label}: how interactions are selected`}
            value={draft.is}
            onChange={(event) => onChange(changedTo(draft, event.target.value as Way))}
          >
            {ways.map(([way, name]) => (
              <option key={way} value={way}>
                {name}
              </option>
            ))}
          </select>
        )}
        {onRemove !== undefined && (
          <button type="button" className="icon-button" aria-label={`Remove ${label}`} onClick={onRemove}>
            ×
          </button>
        )}
      </div>
      <Content label={label} draft={draft} depth={depth} onChange={onChange} />
    </div>
  );
}

function Content({ label, draft, depth, onChange }: PartProps) {
  switch (draft.is) {
    case "names":
      return (
        <NamePicker label={label} value={draft.selector} onChange={(selector) => onChange({ is: "names", selector })} />
      );
    case "property":
      return (
        <PropertyEditor
          label={label}
          value={draft.condition}
          onChange={(condition) => onChange({ is: "property", condition })}
        />
      );
    case "not":
      return (
        <Part
          label={`${label}, except`}
          draft={draft.part}
          depth={depth + 1}
          onChange={(part) => onChange({ is: "not", part })}
        />
      );
    case "all":
    case "anyOf": {
      const { is, parts } = draft;
      const set = (next: readonly Draft[]) => onChange({ is, parts: next });
      return (
        <>
          {parts.map((part, i) => (
            <Part
              // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their position.
              key={i}
              label={`${label}, part ${i + 1}`}
              draft={part}
              depth={depth + 1}
              onChange={(next) => set(parts.map((other, at) => (at === i ? next : other)))}
              onRemove={() => set(parts.filter((_, at) => at !== i))}
            />
          ))}
          <button type="button" className="control" onClick={() => set([...parts, EMPTY])}>
            + {is === "all" ? "And" : "Or"}
          </button>
        </>
      );
    }
    case "text":
      return <code className="selector-text">{JSON.stringify(draft.selector)}</code>;
    default:
      return null;
  }
}
