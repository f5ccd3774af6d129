// The view of interactionsToGoal: how many interactions does it take to reach the goal?
import { InteractionsToGoalPictureDocument, InteractionsToGoalViewFragmentDoc } from "../generated/graphql.js";
import type { View } from "../view.js";
import type { Answer } from "./answer.js";
import { InteractionsToGoalPicture } from "./picture.js";
import { table } from "./table.js";

export const view: View<Answer, never> = {
  question: "interactionsToGoal",
  title: "Interactions to the goal",
  query: InteractionsToGoalPictureDocument as View<Answer, never>["query"],
  fragment: InteractionsToGoalViewFragmentDoc,
  Picture: InteractionsToGoalPicture,
  table,
};
