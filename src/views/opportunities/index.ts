// The view of opportunities: where is it worth improving?
import { OpportunitiesPictureDocument, OpportunitiesViewFragmentDoc } from "../generated/graphql.js";
import type { View } from "../view.js";
import type { Answer } from "./finding.js";
import { OpportunitiesPicture } from "./picture.js";
import { table } from "./table.js";

export const view: View<Answer, never> = {
  question: "opportunities",
  title: "Opportunities",
  query: OpportunitiesPictureDocument as View<Answer, never>["query"],
  fragment: OpportunitiesViewFragmentDoc,
  Picture: OpportunitiesPicture,
  table,
};
