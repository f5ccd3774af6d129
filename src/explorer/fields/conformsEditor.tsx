// The editor of the condition that journeys follow a blueprint, or deviate from it.
import type { JourneyFilter } from "../../client/client.js";
import { useDesigns } from "../answers/useDesigns.js";
import { Select } from "../shell/fields.js";
import { LookupProblem } from "./lookupProblem.js";

type Conforms = NonNullable<JourneyFilter["conforms"]>;

interface ConformsEditorProps {
  readonly value: Conforms | undefined;
  readonly onChange: (value: Conforms | undefined) => void;
}

export function ConformsEditor({ value, onChange }: ConformsEditorProps) {
  const { data, error, refetch } = useDesigns();
  if (error !== null) return <LookupProblem error={error} again={() => void refetch()} />;
  if (data === undefined) return <div className="loading" role="status" />;
  if (data.blueprints.length === 0)
    return <p className="hint">There is no blueprint yet. Design one under “Blueprints”.</p>;
  const blueprint = data.blueprints.find(({ key }) => key === value?.blueprint);
  return (
    <div className="stack">
      <Select
        label="Blueprint"
        value={value?.blueprint ?? ""}
        options={[
          ["", "Choose a blueprint"],
          ...(value !== undefined && blueprint === undefined ? [[value.blueprint, value.blueprint] as const] : []),
          ...data.blueprints.map(({ key, name }) => [key, name] as const),
        ]}
        onChange={(key) =>
          onChange(key === "" ? undefined : { blueprint: key, ...(value?.deviating ? { deviating: true } : {}) })
        }
      />
      {value !== undefined && (
        <>
          <Select
            label="Version"
            value={value.version == null ? "" : String(value.version)}
            options={[
              ["", "Latest"],
              ...(blueprint?.versions ?? []).map((version) => [String(version), `Version ${version}`] as const),
            ]}
            onChange={(version) => {
              const { version: _, ...rest } = value;
              onChange(version === "" ? rest : { ...rest, version: Number(version) });
            }}
          />
          <Select
            label="Journeys that"
            value={value.deviating ? "deviating" : "conforming"}
            options={[
              ["conforming", "conform: no step missing, extra or out of order"],
              ["deviating", "deviate"],
            ]}
            onChange={(which) => {
              const { deviating: _, ...rest } = value;
              onChange(which === "deviating" ? { ...rest, deviating: true } : rest);
            }}
          />
        </>
      )}
    </div>
  );
}
