// The view of ends: where do journeys begin, and where do they end?
import { EndsPictureDocument, EndsViewFragmentDoc } from "../generated/graphql.js";
import type { View } from "../view.js";
import type { Answer } from "./answer.js";
import { EndsPicture } from "./picture.js";
import { table } from "./table.js";

export const view: View<Answer, never> = {
  question: "ends",
  title: "Beginnings and ends",
  query: EndsPictureDocument as View<Answer, never>["query"],
  fragment: EndsViewFragmentDoc,
  Picture: EndsPicture,
  table,
};
