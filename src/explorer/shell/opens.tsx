// A link from a count to the journeys that it counts. Without a reference, only the text is shown.
import type { ReactNode } from "react";
import type { Opening } from "../../views/view.js";
import { journeysBehind } from "./opening.js";
import { PlaceLink } from "./placeLink.js";

interface OpensProps {
  readonly opening: Opening | null;
  /** The name and the exact value of the count, which tests compare with the answer. */
  readonly count?: readonly [name: string, value: number];
  readonly children: ReactNode;
}

export function Opens({ opening, count, children }: OpensProps) {
  const content =
    count === undefined ? (
      children
    ) : (
      <span data-count={count[0]} data-value={count[1]}>
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
