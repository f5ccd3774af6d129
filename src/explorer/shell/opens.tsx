// A link from a count to the journeys that it counts. Without a reference, only the text is shown.
import type { ReactNode } from "react";
import type { Opening } from "../../views/view.js";
import { journeysBehind } from "./opening.js";
import { PlaceLink } from "./placeLink.js";

export function Opens({ opening, children }: { readonly opening: Opening | null; readonly children: ReactNode }) {
  return opening === null ? children : <PlaceLink to={journeysBehind(opening)}>{children}</PlaceLink>;
}
