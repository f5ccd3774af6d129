// The view of commonRoutes: which routes do journeys take?
import { CommonRoutesPictureDocument, CommonRoutesViewFragmentDoc } from "../generated/graphql.js";
import type { View } from "../view.js";
import type { Answer } from "./answer.js";
import { CommonRoutesPicture } from "./picture.js";
import { table } from "./table.js";

export const view: View<Answer, never> = {
  question: "commonRoutes",
  title: "Routes",
  query: CommonRoutesPictureDocument as View<Answer, never>["query"],
  fragment: CommonRoutesViewFragmentDoc,
  Picture: CommonRoutesPicture,
  table,
};
