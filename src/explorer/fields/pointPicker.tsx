// Chooses the interactions that an argument means. Names are chosen in the field itself. The button beside it opens the
// editor for all other selectors. The field then shows the selector in words.
import { Popover, PopoverButton, PopoverPanel } from "@headlessui/react";
import { type ComponentType, useEffect, useState } from "react";
import type { PointSelector } from "../../client/client.js";
import { NamePicker } from "./namePicker.js";
import { isOfNames } from "./selectorDraft.js";
import { useSelectorTexts } from "./useSelectorTexts.js";

interface PointPickerProps {
  readonly label: string;
  readonly value: PointSelector | undefined;
  readonly onChange: (value: PointSelector | undefined) => void;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
  /** Whether the editor is shown below the field instead of in a panel above the page. */
  readonly isInline?: boolean;
}

export function PointPicker({ isInline = false, ...props }: PointPickerProps) {
  const { label, value, onChange, placeholder, autoFocus } = props;
  const [isOpen, setOpen] = useState(false);
  const field = isOfNames(value) ? (
    <NamePicker
      label={label}
      value={value}
      onChange={onChange}
      {...(placeholder === undefined ? {} : { placeholder })}
      autoFocus={autoFocus ?? false}
    />
  ) : (
    <InWords label={label} value={value!} onRemove={() => onChange(undefined)} />
  );
  const name = `${label}: properties, and, or, not`;
  if (isInline)
    return (
      <div className="stack">
        <div className="point-picker">
          {field}
          <button
            type="button"
            className="icon-button"
            aria-label={name}
            title={name}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            ⋯
          </button>
        </div>
        {isOpen && <Editor label={label} value={value} onChange={onChange} />}
      </div>
    );
  return (
    <Popover className="point-picker">
      {field}
      <PopoverButton className="icon-button" aria-label={name} title={name}>
        ⋯
      </PopoverButton>
      <PopoverPanel anchor={{ to: "bottom start", gap: 6, padding: 12 }} className="panel editor" focus>
        <Editor label={label} value={value} onChange={onChange} />
      </PopoverPanel>
    </Popover>
  );
}

interface InWordsProps {
  readonly label: string;
  readonly value: PointSelector;
  readonly onRemove: () => void;
}

function InWords({ label, value, onRemove }: InWordsProps) {
  const [text] = useSelectorTexts([value]);
  return (
    <div className="picker">
      <span className="chip">
        {text}
        <button type="button" aria-label={`Remove ${label}`} onClick={onRemove}>
          ×
        </button>
      </span>
    </div>
  );
}

type EditorProps = Pick<PointPickerProps, "label" | "value" | "onChange">;

/** The editor is loaded when it is opened for the first time. */
function Editor(props: EditorProps) {
  const [Loaded, setLoaded] = useState<ComponentType<EditorProps> | null>(null);
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    import("./selectorEditor.js").then(
      ({ SelectorEditor }) => setLoaded(() => SelectorEditor),
      () => setMissing(true),
    );
  }, []);
  if (isMissing) return <p role="alert">This editor cannot be loaded. Load the page again.</p>;
  return Loaded === null ? <div className="loading" role="status" /> : <Loaded {...props} />;
}
