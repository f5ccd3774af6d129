// The handoffs of the page in groups: by a property of the interaction that leaves the channel, an attribute, a
// segment, the first channel or the time of the start. Rates of groups are shown with their intervals, and are not
// tested.
import type { Breakdown } from "../../client/client.js";
import { format } from "../../views/format.js";
import { keyOfGroup, nameOfGroup } from "../../views/groupName.js";
import { opening } from "../../views/view.js";
import { useAnswer } from "../answers/useAnswer.js";
import { ExplorerHandoffGroupsDocument, type ExplorerHandoffGroupsQuery } from "../generated/graphql.js";
import { BreakdownFields } from "../shell/breakdownField.js";
import { Form } from "../shell/fields.js";
import { Opens } from "../shell/opens.js";
import { Shown } from "../shell/questionPage.js";
import { Share } from "../shell/share.js";
import { Warnings } from "../shell/warnings.js";
import { scopeOf } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";

type Answer = ExplorerHandoffGroupsQuery["handoffs"];

export function HandoffGroups() {
  const { state, go } = useExplorer();
  const { args } = state;
  const breakdown = args.breakdown as Breakdown | undefined;
  const { settings, from, to, timeZone } = args;
  const variables =
    breakdown === undefined
      ? null
      : Object.fromEntries(
          Object.entries({ settings, from, to, breakdown, timeZone, ...scopeOf(state) }).filter(
            ([, value]) => value !== undefined,
          ),
        );
  const asked = useAnswer(ExplorerHandoffGroupsDocument, variables as { breakdown: Breakdown } | null);
  const answer = breakdown === undefined ? undefined : asked.data?.handoffs;
  return (
    <section className="handoff-groups" aria-label="Handoffs in groups">
      <header className="question-head">
        <div>
          <h2>In groups</h2>
          <p className="lead">
            How often do the handoffs above fail in each group? A property is that of the last interaction before the
            handoff. Groups are shown with their intervals, and are not tested against each other.
          </p>
        </div>
        {variables !== null && (
          <Share document={ExplorerHandoffGroupsDocument} variables={variables} version={undefined} />
        )}
      </header>
      <Form label="Handoffs in groups">
        <BreakdownFields args={args} onChange={(next) => go({ ...state, args: next })} />
      </Form>
      {breakdown !== undefined && (
        <Shown asked={asked} has={answer !== undefined}>
          {answer !== undefined && <Groups answer={answer} />}
        </Shown>
      )}
    </section>
  );
}

function Groups({ answer: { groups, otherGroups, answer } }: { readonly answer: Answer }) {
  return (
    <>
      <Warnings label="Warnings about the groups" warnings={answer.warnings} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard. */}
      <section className="tl-table" aria-label="Fail rates of the groups" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Group</th>
              <th scope="col" className="tl-right">
                Failed <small>of the settled handoffs</small>
              </th>
              <th scope="col" className="tl-right">
                95 % interval
              </th>
              <th scope="col" className="tl-right">
                Failures <small>journeys</small>
              </th>
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => {
              const { settled, failed, failedJourneys, failRateInterval, behind } = group.totals;
              const name = nameOfGroup(group, otherGroups);
              const what = `${format.plural(failed, "failure")} in ${format.plural(failedJourneys, "journey")}: ${name}`;
              return (
                <tr key={keyOfGroup(group)} className={group.isOther ? "tl-other" : undefined} data-row={group.key}>
                  <th scope="row">{name}</th>
                  <td className="tl-right">{format.rate(failed, settled)}</td>
                  <td className="tl-right">
                    {failRateInterval === null
                      ? "–"
                      : `${format.percent(failRateInterval.low)} to ${format.percent(failRateInterval.high)}`}
                  </td>
                  <td className="tl-right">
                    <Opens opening={opening(what, failedJourneys, behind)}>{format.count(failedJourneys)}</Opens>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
    </>
  );
}
