// The page of feedback: what customers answered per touchpoint, channel, stage or another label, and the comments about
// the selected label.
import type { PathOptions } from "../../client/client.js";
import { view } from "../../views/feedback/index.js";
import {
  type Answer,
  answersText,
  givenScores,
  intervalText,
  journeysText,
  type LabelRow,
  labelOfMark,
  valueText,
} from "../../views/feedback/scores.js";
import { format } from "../../views/format.js";
import { opening } from "../../views/view.js";
import { Form } from "../shell/fields.js";
import { Opens } from "../shell/opens.js";
import { GrainField, SelectorsField } from "../shell/pathFields.js";
import { PlaceLink } from "../shell/placeLink.js";
import { QuestionPage } from "../shell/questionPage.js";
import { SidePanel } from "../shell/sidePanel.js";
import { MapTabs } from "../shell/subTabs.js";
import { stateAt, withField } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";
import { GroupComments, type GroupCommentsProps, TouchpointComments } from "./comments.js";
import "./feedback.css";

type Grain = NonNullable<PathOptions["grain"]>;

export default function FeedbackPage() {
  const { state, set } = useExplorer();
  const { args, filter, look } = state;
  const options = (args.options ?? {}) as PathOptions;
  const setOptions = (next: PathOptions) => set("options", Object.keys(next).length === 0 ? undefined : next);
  const mark = look.select ?? null;
  return (
    <>
      <MapTabs />
      <QuestionPage
        title="Feedback"
        lead="What did customers answer, and where? A dot is a score, the band its 95 % interval, and the dashed line the score of all answers. A score needs 5 answers."
        view={view}
        variables={{ ...args, filter }}
        form={
          <Form label="Feedback">
            <GrainField label="Answers about" options={options} onChange={setOptions} />
            <SelectorsField
              label="Hidden"
              value={options.hide}
              onChange={(hide) => setOptions(withField(options, "hide", hide))}
            />
          </Form>
        }
        summary={({ totals }) => (
          <>
            <strong>{answersText({ answers: totals.answers, customers: totals.answeringCustomers })}</strong>
            {totals.comments > 0 && `, ${format.count(totals.comments)} with a comment`}.{" "}
            {totals.unjoined > 0 &&
              (totals.unjoined === 1
                ? "1 answer belongs to no interaction, and counts at its touchpoint."
                : `${format.count(totals.unjoined)} answers belong to no interaction, and count at their touchpoint.`)}
          </>
        )}
        empty={({ totals }) => (totals.answers > 0 ? null : <NoAnswers isFiltered={Object.keys(filter).length > 0} />)}
        aside={(answer) => mark !== null && <Aside answer={answer} mark={mark} grain={options.grain ?? "TOUCHPOINT"} />}
      />
    </>
  );
}

function NoAnswers({ isFiltered }: { readonly isFiltered: boolean }) {
  return (
    <div className="empty">
      <h2>{isFiltered ? "Nobody answered in these journeys" : "There are no answers yet"}</h2>
      <p>
        {isFiltered ? (
          "No answer belongs to an interaction of the journeys that the filter leaves."
        ) : (
          <>
            Scores and comments of customers are imported from a file with{" "}
            <code>throughline import --kind feedback</code>, or recorded with the mutation <code>recordFeedback</code>.
          </>
        )}
      </p>
      {!isFiltered && (
        <a className="control" href="/docs/data-teams">
          How to import them
        </a>
      )}
    </div>
  );
}

interface AsideProps {
  readonly answer: Answer;
  readonly mark: string;
  readonly grain: Grain;
}

function Aside({ answer, mark, grain }: AsideProps) {
  const key = labelOfMark(mark);
  const row = answer.labels.find(({ label }) => label.key === key);
  return (
    <SidePanel mark={mark} title={row === undefined ? "The selected label" : row.label.label}>
      {row === undefined ? (
        <p>The answer does not contain this label: under this filter and with these settings, nobody answered.</p>
      ) : (
        <LabelPanel answer={answer} row={row} grain={grain} />
      )}
    </SidePanel>
  );
}

function LabelPanel({
  answer,
  row,
  grain,
}: {
  readonly answer: Answer;
  readonly row: LabelRow;
  readonly grain: Grain;
}) {
  const { state } = useExplorer();
  const name = row.label.label;
  const of = commentsOf(grain, row.label);
  return (
    <>
      <dl>
        {givenScores(answer)
          .filter(({ kind }) => row[kind].answers > 0)
          .map((sort) => {
            const score = row[sort.kind];
            return [
              <dt key={sort.kind}>{sort.name}</dt>,
              <dd key={`${sort.kind}/value`}>
                <strong>{valueText(sort, score)}</strong>{" "}
                <Opens opening={opening(journeysText(sort, score, name), score.journeys, score.behind)}>
                  {answersText(score)}
                </Opens>
                <br />
                <small>{intervalText(sort, score) ?? sort.means}</small>
              </dd>,
            ];
          })}
        <dt>Journeys</dt>
        <dd>
          <Opens
            opening={opening(
              `${format.plural(row.journeys, "journey")} with an answer: ${name}`,
              row.journeys,
              row.behind,
            )}
          >
            {format.plural(row.journeys, "journey")}
          </Opens>{" "}
          of {format.plural(row.customers, "customer")}
        </dd>
        {row.interactions > 0 && (
          <>
            <dt>Answered</dt>
            <dd>
              {format.rate(row.answered, row.interactions)} <small>of the interactions</small>
            </dd>
          </>
        )}
      </dl>
      {grain === "TOUCHPOINT" && of !== null && (
        <div className="side-panel-links">
          <PlaceLink
            to={stateAt("flow", state.filter, { anchor: { touchpoints: [row.label.key] } })}
            className="control"
          >
            What happens next
          </PlaceLink>
        </div>
      )}
      <section>
        <h3>Comments, lowest scores first</h3>
        {of === null ? (
          <p className="quiet">Comments are listed per touchpoint, kind, channel and stage.</p>
        ) : (
          <>
            {Object.keys(state.filter).length > 0 && <p className="quiet">Of all customers, whatever the filter is.</p>}
            {"touchpoint" in of ? <TouchpointComments touchpoint={of.touchpoint} /> : <GroupComments of={of} />}
          </>
        )}
      </section>
    </>
  );
}

/**
 * Selects the comments about the label. Null if the label is not an entry of the catalogue, because it is a group, a
 * value, or the label of touchpoints without a stage. Its key alone does not say so: a channel may have any key.
 */
function commentsOf(
  grain: Grain,
  { key, touchpoint, channel, stage, kind }: LabelRow["label"],
): { readonly touchpoint: string } | GroupCommentsProps["of"] | null {
  if (grain === "CHANNEL") return channel && { channel: key };
  if (grain === "STAGE") return stage && { stage: key };
  if (grain === "KIND") return kind === null ? null : { kind: key };
  return grain === "TOUCHPOINT" ? touchpoint && { touchpoint: key } : null;
}
