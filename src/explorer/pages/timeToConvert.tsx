// The page of the time to convert: how long journeys take from the first step to the last one, and whether this
// changes.
import type { Breakdown, Period } from "../../client/client.js";
import { format } from "../../views/format.js";
import { view } from "../../views/timeToConvert/index.js";
import { BreakdownField, MOST_GROUPS } from "../shell/breakdownField.js";
import { Form, Select, Window } from "../shell/fields.js";
import { StepFields, TooFewSteps, useFunnelSteps } from "../shell/funnelFields.js";
import { QuestionPage } from "../shell/questionPage.js";
import { FunnelTabs } from "../shell/subTabs.js";
import { TimeZoneField } from "../shell/timeZoneField.js";
import { scopeOf } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";

const PERIODS: readonly (readonly [Period, string])[] = [
  ["MONTH", "month"],
  ["WEEK", "week"],
  ["WEEKDAY", "day of the week"],
  ["HOUR_OF_DAY", "hour of the day"],
];

export default function TimeToConvertPage() {
  const { state, set } = useExplorer();
  const { args } = state;
  const { steps, named, isPending } = useFunnelSteps();
  return (
    <>
      <FunnelTabs />
      <QuestionPage
        title="Time to convert"
        lead="How long do journeys take from the first step to the last one, and does this change? The steps are those of the funnel. Each count opens its journeys."
        view={view}
        variables={named === null ? null : { firstGroups: MOST_GROUPS, ...args, steps: named, ...scopeOf(state) }}
        incomplete={<TooFewSteps isPending={isPending} onChange={(next) => set("steps", next)} />}
        form={
          <Form label="Time to convert">
            <StepFields steps={steps} onChange={(next) => set("steps", next)} />
            <Window
              label="All steps within"
              value={args.within as string | undefined}
              onChange={(within) => set("within", within)}
            />
            <Select
              label="Over time by"
              value={(args.by as Period | undefined) ?? "MONTH"}
              options={PERIODS}
              onChange={(by) => set("by", by === "MONTH" ? undefined : by)}
            />
            <BreakdownField
              value={args.breakdown as Breakdown | undefined}
              onChange={(breakdown) => set("breakdown", breakdown)}
            />
            <TimeZoneField value={args.timeZone as string | undefined} onChange={(zone) => set("timeZone", zone)} />
          </Form>
        }
        summary={({ totals, duration, quartiles }) =>
          totals.matched === 0 ? (
            "No journey took the first step."
          ) : duration.n === 0 ? (
            `${format.plural(totals.matched, "journey")} took the first step. None of them has taken the last one yet.`
          ) : (
            <>
              <strong>Half of the conversions took at most {format.duration(duration.median)}.</strong> A quarter took
              at most {format.duration(quartiles.lower)}, and a quarter longer than {format.duration(quartiles.upper)}.{" "}
              {totals.pending > 0 && `${format.plural(totals.pending, "journey")} can still convert.`}
            </>
          )
        }
      />
    </>
  );
}
