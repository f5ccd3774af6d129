// The view of timeToConvert: how long do journeys take from the first step to the last one?
import { TimeToConvertPictureDocument, TimeToConvertViewFragmentDoc } from "../generated/graphql.js";
import type { View } from "../view.js";
import type { Answer } from "./answer.js";
import { TimeToConvertPicture } from "./picture.js";
import { table } from "./table.js";

export const view: View<Answer, never> = {
  question: "timeToConvert",
  title: "Time to convert",
  query: TimeToConvertPictureDocument as View<Answer, never>["query"],
  fragment: TimeToConvertViewFragmentDoc,
  Picture: TimeToConvertPicture,
  table,
};
