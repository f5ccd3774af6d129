// The page of handoffs: a list and a matrix of the pairs of channels, and the panel of the selected pair.
import type { HandoffSettings, PointSelector } from "../../client/client.js";
import { view } from "../../views/handoffs/index.js";
import { type Answer, type BaselineBy, markOf, nameOf } from "../../views/handoffs/pair.js";
import { useCatalogue } from "../answers/useCatalogue.js";
import { PointPicker } from "../fields/pointPicker.js";
import { Field, Form, Select } from "../shell/fields.js";
import { NameGoal } from "../shell/nameGoal.js";
import { usePanelFocus } from "../shell/panelFocus.js";
import { QuestionPage, withLook } from "../shell/questionPage.js";
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
  const { state, go } = useExplorer();
  const { args, filter, look } = state;
  const catalogue = useCatalogue();
  const settings = (args.settings ?? {}) as HandoffSettings;
  const from = args.from as PointSelector | undefined;
  const to = args.to as PointSelector | undefined;
  const set = (name: string, value: unknown) => go({ ...state, args: withField(args, name, value), look: {} });
  const setSetting = (name: keyof HandoffSettings, value: unknown) => {
    const next = withField(settings, name, value);
    set("settings", Object.keys(next).length === 0 ? undefined : next);
  };

  const defaultGoal = catalogue.data?.goals.find(({ isDefault }) => isDefault);
  const needsGoal = settings.goal == null && catalogue.data !== undefined && defaultGoal === undefined;
  const needsPeriod = settings.baselineBy === "EARLIER" && filter.startedFrom == null && filter.startedWithin == null;
  const isOneChannel = catalogue.data !== undefined && catalogue.data.channels.length <= 1;
  // The breakdown is left out here, because the groups below the picture are requested separately.
  const { breakdown: _, timeZone: __, ...asked } = args;
  const variables =
    catalogue.isPending || needsGoal || needsPeriod ? null : { first: MOST_PAIRS, ...asked, ...scopeOf(state) };

  const selectMark = look.select ?? null;
  const close = () => {
    go(withLook(state, "select", null), "replace");
    focusMark(selectMark);
  };

  const goalPicker = (label: string) => (
    <PointPicker
      label={label}
      value={settings.goal ?? undefined}
      onChange={(goal) => setSetting("goal", goal)}
      placeholder={defaultGoal === undefined ? "A goal, kind or touchpoint" : `${defaultGoal.name} (default)`}
    />
  );

  return (
    <>
      <QuestionPage
        title="Handoffs"
        lead="Which changes of channel fail, and why? A change is not bad in itself: each is judged by what follows it, and pairs that fail more often than the others come first."
        view={view}
        variables={variables}
        incomplete={
          needsGoal ? (
            isOneChannel ? (
              <OneChannel />
            ) : (
              <NameGoal
                why="A handoff has failed if the customer gave up, turned back or had to repeat themselves. To tell, Throughline must know what customers are meant to reach. The catalogue has no default goal."
                onUse={(goal) => setSetting("goal", goal)}
              />
            )
          ) : needsPeriod ? (
            <p>
              To compare each pair with the span before, choose a period in the bar above that has a beginning: the span
              before it is as long as the period.
            </p>
          ) : (
            <p role="status">Asking…</p>
          )
        }
        form={
          <Form label="Handoffs">
            <Field label="Goal">{goalPicker("Goal")}</Field>
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
              onUnchoose={() =>
                go({ ...state, args: withField(withField(args, "from", undefined), "to", undefined), look: {} })
              }
            />
          )
        }
        aside={(answer) => selectMark !== null && <Aside answer={answer} mark={selectMark} onClose={close} />}
      />
      {variables !== null && <HandoffGroups />}
    </>
  );
}

/**
 * The panel of the selected pair. The panel receives the focus when a pair is selected. On a small screen, it is below
 * the picture.
 */
function Aside({ answer, mark, onClose }: { answer: Answer; mark: string; onClose: () => void }) {
  const pair = answer.handoffs.find((one) => markOf(one) === mark);
  const panel = usePanelFocus(mark);
  return (
    <aside
      className="pair"
      ref={panel}
      tabIndex={-1}
      aria-label={pair === undefined ? "The selected pair" : nameOf(pair)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onClose();
      }}
    >
      {pair === undefined ? (
        <>
          <PairHead title="The selected pair" onClose={onClose} />
          <p>
            The answer does not contain this pair: under this filter and with these settings, no handoff of it was
            found.
          </p>
        </>
      ) : (
        <>
          <PairHead title={nameOf(pair)} onClose={onClose} />
          <PairPanel key={mark} answer={answer} pair={pair} />
        </>
      )}
    </aside>
  );
}

function PairHead({ title, onClose }: { title: string; onClose: () => void }) {
  return (
    <header className="pair-head">
      <h2>{title}</h2>
      <button type="button" className="icon-button" aria-label="Close" title="Close (Escape)" onClick={onClose}>
        ×
      </button>
    </header>
  );
}

/** Moves the focus back to the row of the pair, or to its cell if it has no row. */
function focusMark(mark: string | null): void {
  if (mark === null) return;
  const find = (id: string) => document.querySelector<SVGElement>(`[data-mark="${CSS.escape(id)}"]`);
  (find(mark) ?? find(`cell:${mark}`))?.focus();
}
