// A count of the panel of a pair, which opens the journeys that it counts.
import type { ReactNode } from "react";
import type { Opening } from "../../views/view.js";
import { journeysBehind } from "../shell/opening.js";
import { PlaceLink } from "../shell/placeLink.js";

/** A count that opens its journeys, as a link that can be opened in another tab. */
export function CountLink({
  opening,
  mark,
  value,
  children,
}: {
  readonly opening: Opening | null;
  readonly mark: string;
  readonly value: number;
  readonly children: ReactNode;
}) {
  const content = (
    <span data-count={mark} data-value={value}>
      {children}
    </span>
  );
  return opening === null ? (
    content
  ) : (
    <PlaceLink to={journeysBehind(opening)} title={opening.what}>
      {content}
    </PlaceLink>
  );
}
