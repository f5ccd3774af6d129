// Chooses the unit of analysis: what counts as one journey in every question. By default, it is the stored journey.
import { type ComponentType, useEffect, useState } from "react";
import type { Unit } from "../../client/client.js";
import { format } from "../../views/format.js";
import { kindOf, type UnitKind } from "./unitText.js";

const KINDS: readonly (readonly [UnitKind, string])[] = [
  ["journey", "Journeys as stored"],
  ["customer", "All of a customer"],
  ["gap", "Split at pauses"],
  ["case", "By case id"],
  ["property", "By a property…"],
];

const GAPS = ["PT30M", "PT1H", "PT24H", "P3D", "P7D", "P30D"] as const;

interface UnitFieldProps {
  readonly unit: Unit | null;
  readonly onChange: (unit: Unit | null) => void;
}

export function UnitField({ unit, onChange }: UnitFieldProps) {
  /** Whether the user is choosing a property that has no key yet. */
  const [isBegun, setBegun] = useState(false);
  const kind = isBegun ? "property" : kindOf(unit);
  const choose = (next: UnitKind) => {
    setBegun(next === "property" && unit?.property == null);
    if (next !== "property") onChange(unitOf(next));
  };
  const gaps: readonly string[] = GAPS.includes((unit?.gap ?? "PT30M") as (typeof GAPS)[number])
    ? GAPS
    : [...GAPS, unit!.gap!];
  return (
    <>
      <select
        aria-label="What counts as one journey"
        title="What counts as one journey"
        className="control"
        value={kind}
        onChange={(event) => choose(event.target.value as UnitKind)}
      >
        {KINDS.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
      {kind === "gap" && (
        <select
          aria-label="A journey ends after a pause of more than"
          className="control"
          value={unit?.gap ?? "PT30M"}
          onChange={(event) => onChange({ gap: event.target.value })}
        >
          {gaps.map((gap) => (
            <option key={gap} value={gap}>
              longer than {format.duration(gap)}
            </option>
          ))}
        </select>
      )}
      {kind === "property" && (
        <PropertyKey
          value={unit?.property ?? undefined}
          onChange={(property) => {
            setBegun(false);
            onChange(property === undefined ? null : { property });
          }}
        />
      )}
    </>
  );
}

function unitOf(kind: Exclude<UnitKind, "property">): Unit | null {
  if (kind === "customer") return { customer: true };
  if (kind === "case") return { case: true };
  return kind === "gap" ? { gap: "PT30M" } : null;
}

interface PropertyKeyProps {
  readonly value: string | undefined;
  readonly onChange: (key: string | undefined) => void;
}

/** The search field, which is loaded when it is needed for the first time. */
function PropertyKey(props: PropertyKeyProps) {
  const [Loaded, setLoaded] = useState<ComponentType<PropertyKeyProps & { readonly label: string }> | null>(null);
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    import("./propertyKey.js").then(
      ({ PropertyKeyPicker }) => setLoaded(() => PropertyKeyPicker),
      () => setMissing(true),
    );
  }, []);
  if (isMissing) return <p role="alert">This field cannot be loaded. Load the page again.</p>;
  return (
    <div className="unit-property">
      {Loaded === null ? (
        <span className="hint">{props.value}</span>
      ) : (
        <Loaded label="Property whose value a journey has" {...props} />
      )}
    </div>
  );
}
