// The view of feedback: what did customers answer, and where?
import { FeedbackPictureDocument, FeedbackViewFragmentDoc } from "../generated/graphql.js";
import type { View } from "../view.js";
import { FeedbackPicture } from "./picture.js";
import type { Answer } from "./scores.js";
import { table } from "./table.js";

export const view: View<Answer, never> = {
  question: "feedback",
  title: "Feedback",
  query: FeedbackPictureDocument as View<Answer, never>["query"],
  fragment: FeedbackViewFragmentDoc,
  Picture: FeedbackPicture,
  table,
};
