// What the page of handoffs says above the picture: which pairs fail more often than the others.
import { format } from "../../views/format.js";
import { type Answer, markOf, nameOf, settingsOf, thanWhat, verdictOf } from "../../views/handoffs/pair.js";
import { PlaceLink } from "../shell/placeLink.js";
import { withLook } from "../shell/questionPage.js";
import { useExplorer } from "../state/useExplorer.js";

export function Summary({ answer }: { answer: Answer }) {
  const { state } = useExplorer();
  const { totals, handoffs } = answer;
  if (handoffs.length === 0) return null;
  const broken = handoffs.filter((pair) => verdictOf(pair) === "broken");
  const { baselineBy, isChosen } = settingsOf(answer);
  const ranked = handoffs.filter((pair) => pair.ranked).length;
  const isAll = ranked === totals.rankedPairs;
  const pairs = `${isAll ? "" : `${format.count(ranked)} of `}${format.plural(totals.rankedPairs, "pair")}${isAll ? "" : " shown"}`;
  const isTested = handoffs.some((pair) => pair.significant !== null);
  return (
    <>
      {isTested &&
        (broken.length === 0 ? (
          <strong>Nothing stands out among {pairs}. </strong>
        ) : (
          <strong>
            {format.count(broken.length)} of {pairs} {broken.length === 1 ? "fails" : "fail"} more often than{" "}
            {thanWhat(baselineBy)}:{" "}
            {broken.slice(0, 3).map((pair, i) => (
              <span key={markOf(pair)}>
                {i > 0 && ", "}
                <PlaceLink to={withLook(state, "select", markOf(pair))}>{nameOf(pair)}</PlaceLink>
              </span>
            ))}
            {broken.length > 3 && " and others"}.{" "}
          </strong>
        ))}
      {isChosen && "Of all pairs, shown or not: "}
      {format.rate(totals.failed, totals.settled)} of the settled handoffs failed, in{" "}
      {format.plural(totals.multiChannelJourneys, "journey")} on several channels.{" "}
      {totals.pending > 0 && `${format.count(totals.pending)} more ${totals.pending === 1 ? "is" : "are"} pending. `}
      <small className="quiet">Broken means different from the others, not proven to be at fault.</small>
    </>
  );
}
