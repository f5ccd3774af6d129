// Shows the differences between two saved versions of a blueprint.
import { format } from "../../views/format.js";
import { useAnswer } from "../answers/useAnswer.js";
import { ExplorerBlueprintDiffDocument } from "../generated/graphql.js";
import { Shown } from "../shell/questionPage.js";

interface DiffProps {
  readonly blueprint: string;
  readonly from: number;
  readonly to: number;
}

const CHANGES = {
  ADDED: "+ added",
  REMOVED: "− removed",
  CHANGED: "≠ changed",
  MOVED: "↕ moved",
} as const;

const DURATIONS: ReadonlySet<string> = new Set(["expectedWait", "delay"]);

export function Diff({ blueprint, from, to }: DiffProps) {
  const asked = useAnswer(ExplorerBlueprintDiffDocument, { key: blueprint, from, to });
  const steps = asked.data?.blueprintDiff;
  return (
    <section className="diff" aria-label={`Version ${to} compared with version ${from}`}>
      <h2>
        What is new in version {to}, compared with version {from}
      </h2>
      <Shown asked={asked} has={steps !== undefined}>
        {steps !== undefined &&
          (steps.length === 0 ? (
            <p>The steps of both versions are the same.</p>
          ) : (
            <ul>
              {steps.map(({ key, name, change, fields }) => (
                <li key={key} data-change={change}>
                  <strong>{name}</strong> <span>{CHANGES[change]}</span>
                  {fields.length > 0 && (
                    <dl>
                      {fields.map((field) => (
                        <div key={field.name}>
                          <dt>{field.name}</dt>
                          <dd>
                            <del>{valueText(field.name, field.before)}</del> →{" "}
                            <ins>{valueText(field.name, field.after)}</ins>
                          </dd>
                        </div>
                      ))}
                    </dl>
                  )}
                </li>
              ))}
            </ul>
          ))}
      </Shown>
    </section>
  );
}

/** The value of a field. Durations are in milliseconds. */
function valueText(field: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "nothing" : value.join(", ");
  if (typeof value === "number" && DURATIONS.has(field)) return format.duration(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
}
