// The page of handoffs: a list and a matrix of the pairs of channels, and the panel of the selected pair.
import type { HandoffSettings, PointSelector } from "../../client/client.js";
import { view } from "../../views/handoffs/index.js";
import { type Answer, type BaselineBy, markOf, nameOf } from "../../views/handoffs/pair.js";
import { useCatalogue } from "../answers/useCatalogue.js";
import { PointPicker } from "../fields/pointPicker.js";
import { Field, Form, Select } from "../shell/fields.js";
import { GoalField, GoalNeeded, useGoal } from "../shell/goalField.js";
import { QuestionPage } from "../shell/questionPage.js";
import { SidePanel } from "../shell/sidePanel.js";
import { scopeOf, withField } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";
import { HandoffGroups } from "./handoffGroups.js";
import { PairPanel } from "./handoffPanel.js";
import "./handoffs.css";
import { Empty, OneChannel } from "./handoffsEmpty.js";
import { More } from "./handoffsMore.js";
import { Summary } from "./handoffsSummary.js";

/**
 * The largest number of pairs that the service returns. It is enough for a complete matrix and table of 30 channels.
 */
const MOST_PAIRS = 1000;

const GRAINS = [
  ["CHANNEL", "channels"],
  ["TOUCHPOINT", "touchpoints"],
] as const;

const BASELINES = [
  ["ALL", "all other handoffs"],
  ["TARGET", "others into the same channel"],
  ["EARLIER", "the span before"],
] as const satisfies readonly (readonly [BaselineBy, string])[];

export default function HandoffsPage() {
  const { state, go, set, setAll } = useExplorer();
  const { args, filter, look } = state;
  const catalogue = useCatalogue();
  const settings = (args.settings ?? {}) as HandoffSettings;
  const from = args.from as PointSelector | undefined;
  const to = args.to as PointSelector | undefined;
  const setSetting = (name: keyof HandoffSettings, value: unknown) => {
    const next = withField(settings, name, value);
    set("settings", Object.keys(next).length === 0 ? undefined : next);
  };

  const goalState = useGoal(settings.goal);
  const needsPeriod = settings.baselineBy === "EARLIER" && filter.startedFrom == null && filter.startedWithin == null;
  const isOneChannel = catalogue.data !== undefined && catalogue.data.channels.length <= 1;
  // The breakdown is left out here, because the groups below the picture are requested separately.
  const { breakdown: _, timeZone: __, ...asked } = args;
  const variables =
    goalState.isPending || goalState.isMissing || needsPeriod
      ? null
      : { first: MOST_PAIRS, ...asked, ...scopeOf(state) };

  return (
    <>
      <QuestionPage
        title="Handoffs"
        lead="Which changes of channel fail, and why? A change is not bad in itself: each is judged by what follows it, and pairs that fail more often than the others come first."
        view={view}
        variables={variables}
        incomplete={
          goalState.isMissing && isOneChannel ? (
            <OneChannel />
          ) : needsPeriod && !goalState.isMissing ? (
            <p>
              To compare each pair with the span before, choose a period in the bar above that has a beginning: the span
              before it is as long as the period.
            </p>
          ) : (
            <GoalNeeded
              {...goalState}
              why="A handoff has failed if the customer gave up, turned back or had to repeat themselves. To tell, Throughline must know what customers are meant to reach."
              onUse={(goal) => setSetting("goal", goal)}
            />
          )
        }
        form={
          <Form label="Handoffs">
            <GoalField value={settings.goal} onChange={(goal) => setSetting("goal", goal)} />
            <Select
              label="Between"
              value={settings.grain ?? "CHANNEL"}
              options={GRAINS}
              onChange={(grain) => setSetting("grain", grain === "CHANNEL" ? undefined : grain)}
            />
            <Field label="From">
              <PointPicker label="From" value={from} onChange={(at) => set("from", at)} placeholder="any channel" />
            </Field>
            <Field label="To">
              <PointPicker label="To" value={to} onChange={(at) => set("to", at)} placeholder="any channel" />
            </Field>
            <Select
              label="Compared with"
              value={settings.baselineBy ?? "ALL"}
              options={BASELINES}
              onChange={(by) => setSetting("baselineBy", by === "ALL" ? undefined : by)}
            />
            <More settings={settings} onChange={setSetting} />
          </Form>
        }
        summary={(answer) => <Summary answer={answer} />}
        empty={(answer) =>
          answer.handoffs.length > 0 ? null : (
            <Empty
              answer={answer}
              isOneChannel={isOneChannel}
              channel={catalogue.data?.channels[0]?.key}
              isFiltered={Object.values(filter).some((value) => value !== undefined)}
              isChosen={from !== undefined || to !== undefined}
              onUnfilter={() => go({ ...state, filter: {}, look: {} })}
              onUnchoose={() => setAll(withField(withField(args, "from", undefined), "to", undefined))}
            />
          )
        }
        aside={(answer) => look.select !== undefined && <Aside answer={answer} mark={look.select} />}
      />
      {variables !== null && <HandoffGroups />}
    </>
  );
}

/** The panel of the selected pair. If the pair has no row in the list, the focus returns to its cell in the matrix. */
function Aside({ answer, mark }: { answer: Answer; mark: string }) {
  const pair = answer.handoffs.find((one) => markOf(one) === mark);
  return (
    <SidePanel
      mark={mark}
      otherMark={`cell:${mark}`}
      className="pair"
      title={pair === undefined ? "The selected pair" : nameOf(pair)}
    >
      {pair === undefined ? (
        <p>
          The answer does not contain this pair: under this filter and with these settings, no handoff of it was found.
        </p>
      ) : (
        <PairPanel key={mark} answer={answer} pair={pair} />
      )}
    </SidePanel>
  );
}
