// The view of the performance of touchpoints. It shows how each touchpoint performs, and whether a change helped.
import { TouchpointPerformancePictureDocument, TouchpointPerformanceViewFragmentDoc } from "../generated/graphql.js";
import type { View } from "../view.js";
import type { Answer } from "./answer.js";
import { PerformancePicture } from "./picture.js";
import { table } from "./table.js";

export const view: View<Answer, never> = {
  question: "touchpointPerformance",
  title: "Touchpoints",
  query: TouchpointPerformancePictureDocument as View<Answer, never>["query"],
  fragment: TouchpointPerformanceViewFragmentDoc,
  Picture: PerformancePicture,
  table,
};
