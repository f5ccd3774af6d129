// The view of feedback. It shows the scores that customers gave at each touchpoint or other label.
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
