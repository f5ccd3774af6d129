// The fields that choose a blueprint and one of its versions.
import { useDesigns } from "../answers/useDesigns.js";
import { Select } from "../shell/fields.js";

interface BlueprintFieldProps {
  readonly blueprint: string | undefined;
  readonly version: number | undefined;
  /** `version` is undefined for the latest version, which is chosen together with another blueprint. */
  readonly onChange: (blueprint: string, version: number | undefined) => void;
}

export function BlueprintField({ blueprint, version, onChange }: BlueprintFieldProps) {
  const all = useDesigns().data?.blueprints ?? [];
  const chosen = all.find(({ key }) => key === blueprint);
  const isUnknown = blueprint !== undefined && chosen === undefined;
  return (
    <>
      <Select
        label="Blueprint"
        value={blueprint ?? ""}
        options={[
          ...(blueprint === undefined ? [["", "choose one"] as const] : []),
          ...(isUnknown ? [[blueprint, blueprint] as const] : []),
          ...all.map(({ key, name }) => [key, name] as const),
        ]}
        onChange={(key) => onChange(key, undefined)}
      />
      <Select
        label="Version"
        value={version === undefined ? "" : String(version)}
        options={[
          ["", chosen === undefined ? "Latest" : `Latest (${chosen.version})`],
          ...(chosen?.versions ?? []).map((one) => [String(one), `Version ${one}`] as const),
        ]}
        onChange={(text) => onChange(blueprint ?? "", text === "" ? undefined : Number(text))}
      />
    </>
  );
}
