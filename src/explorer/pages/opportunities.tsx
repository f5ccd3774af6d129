// The page of opportunities: the six strategies, the findings in order of impact, and the panel of the selected
// finding. Without a selection, the panel has the notes, which are facts that were not tested.
import { createContext, type ReactNode, useContext, useMemo } from "react";
import type { PointSelector } from "../../client/client.js";
import { format } from "../../views/format.js";
import { type Answer, markOf } from "../../views/opportunities/finding.js";
import { view } from "../../views/opportunities/index.js";
import { STRATEGIES, STRATEGY_KEYS, type Strategy } from "../../views/opportunities/strategies.js";
import type { PictureProps, View } from "../../views/view.js";
import { Form, Window } from "../shell/fields.js";
import { GoalField, GoalNeeded, useGoal } from "../shell/goalField.js";
import { PlaceLink } from "../shell/placeLink.js";
import { QuestionPage, withLook } from "../shell/questionPage.js";
import { SidePanel } from "../shell/sidePanel.js";
import { MapTabs } from "../shell/subTabs.js";
import { useExplorer } from "../state/useExplorer.js";
import { FindingPanel, Notes } from "./opportunityPanel.js";
import "./opportunities.css";

/** The largest number of findings that are requested. The picture draws the first of them. */
const MOST_FINDINGS = 200;

/** The answer with the findings of one strategy only. The query does not change. */
const only = (answer: Answer, strategy: Strategy): Answer => ({
  ...answer,
  opportunities: answer.opportunities.filter((finding) => finding.strategy === strategy),
  notes: answer.notes.filter((note) => note.strategy === strategy),
});

/** The strategy whose findings the picture shows; null for all. */
const Chosen = createContext<Strategy | null>(null);

function ChosenPicture(props: PictureProps<Answer>) {
  const strategy = useContext(Chosen);
  const answer = useMemo(
    () => (strategy === null ? props.answer : only(props.answer, strategy)),
    [props.answer, strategy],
  );
  return <view.Picture {...props} answer={answer} />;
}

const viewOf = (strategy: Strategy | null): View<Answer, never> => ({
  ...view,
  Picture: ChosenPicture,
  table: (answer) => view.table(strategy === null ? answer : only(answer, strategy)),
});

export default function OpportunitiesPage() {
  const { state, set } = useExplorer();
  const { args, look } = state;
  const goal = args.goal as PointSelector | undefined;
  const goalState = useGoal(goal);
  // An empty filter is left out, because the query that a finding shows repeats the filter.
  const filter = Object.keys(state.filter).length === 0 ? {} : { filter: state.filter };
  const strategy = STRATEGY_KEYS.find((key) => key === look.strategy) ?? null;
  const shown = useMemo(() => viewOf(strategy), [strategy]);
  return (
    <Chosen value={strategy}>
      <MapTabs />
      <QuestionPage
        title="Opportunities"
        lead="Where is it worth improving? Each strategy is measured by a gap: something goes wrong more often at one place than elsewhere. Findings with the most affected customers and the largest difference come first."
        view={shown}
        variables={goalState.isPending || goalState.isMissing ? null : { first: MOST_FINDINGS, ...args, ...filter }}
        incomplete={
          <GoalNeeded
            {...goalState}
            why="To tell where journeys are lost, Throughline must know what customers are meant to reach."
            onUse={(named) => set("goal", named)}
          />
        }
        form={
          <Form label="Opportunities">
            <GoalField value={goal} onChange={(at) => set("goal", at)} />
            <Window
              label="Reached within"
              value={args.within as string | undefined}
              onChange={(within) => set("within", within)}
              none="30 days (default)"
            />
          </Form>
        }
        summary={(answer) => <Summary answer={answer} strategy={strategy} />}
        aside={(answer) => <Aside answer={answer} mark={look.select ?? null} strategy={strategy} />}
      />
    </Chosen>
  );
}

function Summary({ answer, strategy }: { answer: Answer; strategy: Strategy | null }): ReactNode {
  const { state } = useExplorer();
  const { tested, found } = answer.totals;
  const rest = tested - found;
  const ofStrategy = (key: Strategy) => answer.opportunities.filter((finding) => finding.strategy === key).length;
  return (
    <>
      <p className="opportunities-tested">
        <strong>
          {found === 0
            ? `Nothing stands out among ${format.plural(tested, "gap")}.`
            : `${format.count(found)} of ${format.plural(tested, "tested gap")} ${found === 1 ? "stands" : "stand"} out.`}
        </strong>{" "}
        {found > 0 &&
          rest > 0 &&
          `The other ${format.count(rest)} ${rest === 1 ? "does" : "do"} not stand out: the differences are small, or chance can explain them. `}
        <small className="quiet">
          All gaps of the six strategies are tested together and corrected once, so that in the long run at most 5 % of
          the findings are false. A finding says where, not why.
        </small>
      </p>
      <ul className="strategies" aria-label="The six strategies">
        {STRATEGY_KEYS.map((key) => {
          const { name, idea, gap } = STRATEGIES[key];
          const count = ofStrategy(key);
          const isChosen = key === strategy;
          return (
            <li key={key}>
              <PlaceLink
                to={withLook(withLook(state, "select", null), "strategy", isChosen ? null : key)}
                className="strategy"
                current={isChosen}
                title={isChosen ? "Show the findings of all strategies" : gap}
              >
                <strong>{name}</strong>
                <span>{idea}</span>
                <span className={count > 0 ? "strategy-found" : "strategy-none"}>
                  {count > 0 ? format.plural(count, "finding") : "no finding"}
                </span>
              </PlaceLink>
            </li>
          );
        })}
      </ul>
      {strategy !== null && (
        <p className="quiet">
          {STRATEGIES[strategy].gap}{" "}
          <PlaceLink to={withLook(withLook(state, "select", null), "strategy", null)}>All strategies</PlaceLink>
        </p>
      )}
    </>
  );
}

interface AsideProps {
  readonly answer: Answer;
  readonly mark: string | null;
  readonly strategy: Strategy | null;
}

function Aside({ answer, mark, strategy }: AsideProps): ReactNode {
  const finding = answer.opportunities.find((one) => markOf(one) === mark);
  if (mark === null) {
    const notes = answer.notes.filter((note) => strategy === null || note.strategy === strategy);
    return notes.length === 0 ? null : (
      <aside className="side-panel side-notes" aria-label="Notes">
        <h2>Notes</h2>
        <p className="quiet">Facts beside the findings, which no test supports.</p>
        <Notes notes={notes} />
      </aside>
    );
  }
  return (
    <SidePanel mark={mark} title={finding === undefined ? "The selected finding" : STRATEGIES[finding.strategy].name}>
      {finding === undefined ? (
        <p>The answer does not contain this finding: under this filter, the gap does not stand out.</p>
      ) : (
        <FindingPanel finding={finding} notes={answer.notes.filter((note) => note.strategy === finding.strategy)} />
      )}
    </SidePanel>
  );
}
