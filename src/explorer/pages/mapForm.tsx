// The form of the journey map. It chooses the journeys, the version of the blueprint with which they are compared, and
// the second side of a comparison.
import type { ExplorerDesignsQuery } from "../generated/graphql.js";
import { Form, Select } from "../shell/fields.js";
import type { Beside } from "../state/mapSides.js";
import { withField } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";

interface MapFormProps {
  readonly persona: string | null;
  readonly blueprint: string | null;
  readonly beside: Beside | null;
  readonly designs: ExplorerDesignsQuery | undefined;
}

const EARLIER = "earlier";
const PERSONA = "persona:";

export function MapForm({ persona, blueprint, beside, designs }: MapFormProps) {
  const { state, setAll } = useExplorer();
  const change = (changed: Readonly<Record<string, unknown>>) =>
    setAll({ ...state.args, persona, blueprint, ...changed });
  const personas = designs?.personas ?? [];
  const design = designs?.blueprints.find(({ key }) => key === blueprint);
  const version = state.args.version as number | undefined;
  return (
    <Form label="Journey map">
      <Select
        label="Persona"
        value={persona ?? ""}
        options={withChosen(persona, [["", "All customers"], ...personas.map(({ key, name }) => [key, name] as const)])}
        onChange={(key) => change({ persona: key === "" ? null : key })}
      />
      <Select
        label="Blueprint"
        value={blueprint ?? ""}
        options={withChosen(blueprint, [
          ["", "None"],
          ...(designs?.blueprints ?? []).map(({ key, name }) => [key, name] as const),
        ])}
        onChange={(key) => {
          const next = { ...state.args, persona, blueprint: key === "" ? null : key };
          setAll(withField(next, "version", undefined));
        }}
      />
      {design !== undefined && (
        <Select
          label="Version"
          value={version === undefined ? "" : String(version)}
          options={[
            ["", `${design.version}, the latest`],
            ...design.versions
              .filter((one) => one !== design.version)
              .map((one) => [String(one), String(one)] as const),
          ]}
          onChange={(chosen) => change({ version: chosen === "" ? undefined : Number(chosen) })}
        />
      )}
      <Select
        label="Compare with"
        value={beside === null ? "" : "persona" in beside ? PERSONA + beside.persona : EARLIER}
        options={[
          ["", "nothing"],
          [EARLIER, "the period before"],
          ...personas
            .filter(({ key }) => key !== persona)
            .map(({ key, name }) => [PERSONA + key, `persona ${name}`] as const),
        ]}
        onChange={(chosen) =>
          change({
            beside:
              chosen === ""
                ? undefined
                : chosen === EARLIER
                  ? { earlier: true }
                  : { persona: chosen.slice(PERSONA.length) },
          })
        }
      />
    </Form>
  );
}

type Options = readonly (readonly [value: string, name: string])[];

/** If a link contains a choice that the catalogue does not have, it is offered too. */
const withChosen = (chosen: string | null, options: Options): Options =>
  chosen === null || options.some(([value]) => value === chosen) ? options : [...options, [chosen, chosen]];
