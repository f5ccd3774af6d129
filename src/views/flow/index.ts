// The view of flow: where do journeys go, step by step?
import { FlowPictureDocument, FlowViewFragmentDoc } from "../generated/graphql.js";
import type { View } from "../view.js";
import type { Answer } from "./marks.js";
import { FlowPicture } from "./picture.js";
import { table } from "./table.js";

export const view: View<Answer, never> = {
  question: "flow",
  title: "Flow",
  query: FlowPictureDocument as View<Answer, never>["query"],
  fragment: FlowViewFragmentDoc,
  Picture: FlowPicture,
  table,
};
