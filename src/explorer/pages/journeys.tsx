// The page that lists the journeys that satisfy the filter, or those that a selected number counts. From here, users
// can ask other questions about these journeys, or save their customers as a segment.
import { format } from "../../views/format.js";
import { useAnswer } from "../answers/useAnswer.js";
import { ExplorerJourneysDocument } from "../generated/graphql.js";
import { Emptied } from "../shell/emptied.js";
import { JourneyList, Pager } from "../shell/journeyList.js";
import { PlaceLink } from "../shell/placeLink.js";
import { Shown } from "../shell/questionPage.js";
import { SaveSegment } from "../shell/saveSegment.js";
import { Share } from "../shell/share.js";
import { UnitNote } from "../shell/unitNote.js";
import { useTitle } from "../shell/useTitle.js";
import type { Place } from "../state/place.js";
import { scopeOf, stateAt, withField } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";

/** The pages on which questions about the listed journeys can be asked. */
const NEXT: readonly (readonly [place: Place, name: string])[] = [
  ["routes", "Their routes"],
  ["handoffs", "Their handoffs"],
  ["funnel", "Their funnel"],
  ["timeToConvert", "Their time to convert"],
  ["overview", "Their map"],
];

export default function JourneysPage() {
  const { state, go } = useExplorer();
  const { filter, args, look } = state;
  const after = args.after as string | undefined;
  const variables = { ...scopeOf(state), ...(after === undefined ? {} : { after }) };
  const asked = useAnswer(ExplorerJourneysDocument, variables);
  const list = asked.data?.journeys;
  const title = look.behind ?? "Journeys";
  useTitle(title);
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <article className="question">
      <header className="question-head">
        <div>
          <h1>{title}</h1>
          <p className="lead" data-old={asked.isOld || undefined}>
            {list === undefined ? "…" : format.plural(list.totalCount, "journey")}
            {look.behind === undefined ? ", latest start first." : " behind this number, latest start first."}
            {look.saved !== undefined && ` Saved as a segment, ${look.saved}.`}
          </p>
        </div>
        <Share document={ExplorerJourneysDocument} variables={variables} version={undefined} />
      </header>
      <div className="actions">
        <PlaceLink to={stateAt("customers", {})} className="control quiet">
          All customers
        </PlaceLink>
        {isFiltered && (
          <>
            {NEXT.map(([place, name]) => (
              <PlaceLink key={place} to={stateAt(place, filter, {}, behindOf(look))} className="control">
                {name}
              </PlaceLink>
            ))}
            {state.unit === null ? (
              <SaveSegment rule={filter} suggested={look.behind ?? ""} />
            ) : (
              <span className="hint">Segments are about stored journeys, so these cannot be saved as one.</span>
            )}
          </>
        )}
      </div>
      <UnitNote />
      <Shown asked={asked} has={list !== undefined}>
        {list !== undefined &&
          (list.totalCount === 0 ? (
            <Emptied />
          ) : (
            <>
              <JourneyList journeys={list.nodes} />
              <Pager
                shown={list.nodes.length}
                total={list.totalCount}
                unit="journey"
                pageInfo={list.pageInfo}
                isFirst={after === undefined}
                onPage={(cursor) => go({ ...state, args: withField(args, "after", cursor ?? undefined) })}
              />
            </>
          ))}
      </Shown>
    </article>
  );
}

/** The name of the selected number, which is kept together with the filter. */
function behindOf({ behind }: { readonly behind?: string }): Record<string, string> {
  return behind === undefined ? {} : { behind };
}
