// A list of journeys: customer, start, length, and the channels in order. The list is shown in pages.
import { format } from "../../views/format.js";
import { useChannelLook } from "../../views/look.js";
import type { JourneyRowFragment } from "../generated/graphql.js";
import { stateAt } from "../state/state.js";
import { PlaceLink } from "./placeLink.js";

/** The number of channels shown for a journey. One more is requested, to find out whether there are more. */
const SHOWN = 8;

interface JourneyListProps {
  readonly journeys: readonly JourneyRowFragment[];
}

export function JourneyList({ journeys }: JourneyListProps) {
  const lookOf = useChannelLook();
  return (
    <ul className="journeys">
      {journeys.map(({ key, customer, startedAt, endedAt, length, value, route }) => (
        <li key={key}>
          <PlaceLink to={stateAt("journey", {}, { key })} className="journey-row">
            <span className="journey-head">
              <strong>{customer.key}</strong>
              <span>
                {`${format.date(startedAt)} · `}
                {format.plural(length, "interaction")}
                {length > 1 && ` in ${format.duration(Date.parse(endedAt) - Date.parse(startedAt))}`}
                {value !== null && ` · value ${format.number(value)}`}
              </span>
            </span>
            <span className="journey-route">
              {route.slice(0, SHOWN).map((step, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a channel may come several times.
                <span key={i} className="hop">
                  {i > 0 && <span>→</span>}
                  <i style={{ background: lookOf(step.key).colour }} aria-hidden="true" />
                  {step.label}
                </span>
              ))}
              {route.length > SHOWN && <span className="hop">→ …</span>}
            </span>
          </PlaceLink>
        </li>
      ))}
    </ul>
  );
}

interface PagerProps {
  readonly shown: number;
  readonly total: number;
  readonly unit: string;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly isFirst: boolean;
  readonly onPage: (after: string | null) => void;
}

export function Pager({ shown, total, unit, pageInfo, isFirst, onPage }: PagerProps) {
  return (
    <nav className="pager" aria-label="Pages">
      <span>{shown < total && `${format.count(shown)} of ${format.plural(total, unit)} on this page`}</span>
      {!isFirst && (
        <button type="button" className="control" onClick={() => onPage(null)}>
          First page
        </button>
      )}
      {pageInfo.hasNextPage && (
        <button type="button" className="control" onClick={() => onPage(pageInfo.endCursor)}>
          Next page
        </button>
      )}
    </nav>
  );
}
