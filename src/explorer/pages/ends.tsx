// The page of the beginnings and ends: with which labels do journeys begin, and with which do they end?
import type { Breakdown, JourneyEnd, PathOptions } from "../../client/client.js";
import { view } from "../../views/ends/index.js";
import { format } from "../../views/format.js";
import { BreakdownFields, MOST_GROUPS } from "../shell/breakdownField.js";
import { Form, Select } from "../shell/fields.js";
import { GrainField, MoreLabels } from "../shell/pathFields.js";
import { QuestionPage } from "../shell/questionPage.js";
import { RouteTabs } from "../shell/subTabs.js";
import { scopeOf, withField } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";

/** The number of labels that are requested. The picture draws the first of them. */
const MOST_LABELS = 100;
const ENDS: readonly (readonly [JourneyEnd, string])[] = [
  ["FIRST", "the first interaction"],
  ["LAST", "the last interaction"],
];

export default function EndsPage() {
  const { state, set, setAll } = useExplorer();
  const { args } = state;
  const options = (args.options as PathOptions | undefined) ?? {};
  const breakdown = args.breakdown as Breakdown | undefined;
  const setOption = (next: PathOptions) => set("options", Object.keys(next).length === 0 ? undefined : next);
  return (
    <>
      <RouteTabs />
      <QuestionPage
        title="Beginnings and ends"
        lead="Where do journeys begin, and where do they end? Each journey has one beginning and one end. Each count opens its journeys."
        view={view}
        variables={{ first: MOST_LABELS, firstGroups: MOST_GROUPS, ...args, ...scopeOf(state) }}
        form={
          <Form label="Beginnings and ends">
            <GrainField label="Labels are" options={options} onChange={setOption} />
            <BreakdownFields
              args={args}
              onChange={(next) =>
                setAll(
                  (next.breakdown as Breakdown | undefined)?.property == null
                    ? withField(next, "groupedBy", undefined)
                    : next,
                )
              }
            />
            {breakdown?.property != null && (
              <Select
                label="Property of"
                value={(args.groupedBy as JourneyEnd | undefined) ?? "FIRST"}
                options={ENDS}
                onChange={(end) => set("groupedBy", end === "FIRST" ? undefined : end)}
              />
            )}
            <MoreLabels options={options} onChange={setOption} />
          </Form>
        }
        summary={({ totals, entries: [entry], exits: [exit] }) =>
          entry === undefined || exit === undefined ? (
            "After hiding, no journey has any interaction left."
          ) : (
            <>
              <strong>
                {format.percent(entry.share)} begin with {entry.label.label}, and {format.percent(exit.share)} end with{" "}
                {exit.label.label}.
              </strong>{" "}
              {totals.open > 0 &&
                `${format.plural(totals.open, "journey")} of ${format.count(totals.counted)} are open and may continue.`}
            </>
          )
        }
      />
    </>
  );
}
