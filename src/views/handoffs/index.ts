// The view of handoffs: which changes of channel fail more often than the others?
import { HandoffsPictureDocument, HandoffsViewFragmentDoc } from "../generated/graphql.js";
import type { View } from "../view.js";
import type { Answer } from "./pair.js";
import { HandoffsPicture } from "./picture.js";
import { table } from "./table.js";

export const view: View<Answer, never> = {
  question: "handoffs",
  title: "Handoffs",
  query: HandoffsPictureDocument as View<Answer, never>["query"],
  fragment: HandoffsViewFragmentDoc,
  Picture: HandoffsPicture,
  table,
};
