// The page of routes: the routes that journeys take from a start to a target.
import type { PathOptions, PointSelector } from "../../client/client.js";
import { view } from "../../views/commonRoutes/index.js";
import { format } from "../../views/format.js";
import { useCatalogue } from "../answers/useCatalogue.js";
import { PointPicker } from "../fields/pointPicker.js";
import { Field, Form, Select, Window } from "../shell/fields.js";
import { GroupsField, PathFields, SelectorsField } from "../shell/pathFields.js";
import { Problem } from "../shell/problem.js";
import { QuestionPage } from "../shell/questionPage.js";
import { RouteTabs } from "../shell/subTabs.js";
import { scopeOf, withField } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";
import { countedRoutes } from "./sentences.js";

/** The settings with which the page opens, so that the first picture has few, short and readable routes. */
const OPTIONS: PathOptions = { grain: "CHANNEL", repeats: "COLLAPSE" };

/** In the address, this value means that the user removed the target, so that routes lead to the end of the journey. */
const TO_THE_END = null;

export default function RoutesPage() {
  const { state, set } = useExplorer();
  const catalogue = useCatalogue();
  const { args } = state;
  const goal = catalogue.data?.goals.find(({ isDefault }) => isDefault) ?? catalogue.data?.goals[0];
  const from = (args.from ?? undefined) as PointSelector | undefined;
  const to = args.to === undefined ? goal && { goal: goal.key } : ((args.to ?? undefined) as PointSelector | undefined);
  const options = (args.options as PathOptions | undefined) ?? OPTIONS;
  const setOption = (name: keyof PathOptions, value: unknown) => set("options", withField(options, name, value));
  // Without a target, a time limit has no meaning.
  const { within: _, ...withoutWindow } = options;
  const asked = to === undefined ? withoutWindow : options;
  return (
    <>
      <RouteTabs start={from} />
      <QuestionPage
        title="Routes"
        lead="Which routes really lead to the target? Each row is a route. The bar at its left shows its share of the counted journeys."
        view={view}
        variables={
          args.to === undefined && catalogue.data === undefined
            ? null
            : { ...args, from: from ?? null, to: to ?? null, options: asked, ...scopeOf(state) }
        }
        incomplete={
          catalogue.error === null ? (
            <p role="status">Asking…</p>
          ) : (
            <Problem
              error={catalogue.error}
              again={() => void catalogue.refetch()}
              missing="The goal to which routes lead is not known. Choose a target, or ask again."
            />
          )
        }
        form={
          <Form label="Routes">
            <Field label="From">
              <PointPicker
                label="From"
                value={from}
                placeholder="the first interaction"
                onChange={(at) => set("from", at)}
              />
            </Field>
            <Field label="To">
              <PointPicker
                label="To"
                value={to}
                placeholder="the end of the journey"
                onChange={(at) => set("to", at ?? TO_THE_END)}
              />
            </Field>
            {to !== undefined && (
              <Window
                label="Within"
                value={options.within ?? undefined}
                onChange={(span) => setOption("within", span)}
              />
            )}
            <PathFields options={options} onChange={(next) => set("options", next)} />
            <details className="more">
              <summary>More settings</summary>
              <div className="more-fields">
                <SelectorsField label="Passing through" value={options.via} onChange={(via) => setOption("via", via)} />
                <SelectorsField
                  label="Not passing through"
                  value={options.exclude}
                  onChange={(exclude) => setOption("exclude", exclude)}
                />
                <SelectorsField label="Hidden" value={options.hide} onChange={(hide) => setOption("hide", hide)} />
                <Select
                  label="Start at"
                  value={options.startAt ?? "FIRST"}
                  options={[
                    ["FIRST", "the first start"],
                    ["LAST", "the last start before the target"],
                  ]}
                  onChange={(startAt) => setOption("startAt", startAt === "FIRST" ? undefined : startAt)}
                />
                <LengthSelect
                  label="At least"
                  value={options.minSteps}
                  onChange={(steps) => setOption("minSteps", steps)}
                />
                <LengthSelect
                  label="At most"
                  value={options.maxSteps}
                  onChange={(steps) => setOption("maxSteps", steps)}
                />
                <GroupsField value={options.groups} onChange={(groups) => setOption("groups", groups)} />
              </div>
            </details>
          </Form>
        }
        summary={({ totals, routes }) => {
          const { rate, text } = countedRoutes(totals, routes.length, to !== undefined);
          return (
            <>
              <strong>{rate}</strong> {text}
            </>
          );
        }}
        empty={({ routes, totals }) =>
          routes.length > 0 ? null : (
            <div className="empty">
              <p>
                {totals.matched === 0
                  ? `None of the ${format.plural(totals.journeys, "journey")} touches the start.`
                  : `${format.plural(totals.matched, "journey")} touched the start, and none arrived by a route that the settings allow.`}
              </p>
            </div>
          )
        }
      />
    </>
  );
}

const LENGTHS = [2, 3, 4, 5, 6, 8, 10, 15, 20];

interface LengthSelectProps {
  readonly label: string;
  readonly value: number | null | undefined;
  readonly onChange: (steps: number | undefined) => void;
}

/** A field for a number of labels. If the number in a link is not one of the choices, it is added to them. */
function LengthSelect({ label, value, onChange }: LengthSelectProps) {
  const lengths = value == null || LENGTHS.includes(value) ? LENGTHS : [...LENGTHS, value];
  return (
    <Select
      label={label}
      value={String(value ?? "")}
      options={[["", "any length"], ...lengths.map((n) => [String(n), format.plural(n, "label")] as const)]}
      onChange={(steps) => onChange(steps === "" ? undefined : Number(steps))}
    />
  );
}
