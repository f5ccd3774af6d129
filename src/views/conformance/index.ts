// The view of conformance: do journeys go as they were designed, and where do they deviate?
import { ConformancePictureDocument, ConformanceViewFragmentDoc } from "../generated/graphql.js";
import type { View } from "../view.js";
import type { Answer } from "./answer.js";
import { ConformancePicture } from "./picture.js";
import { table } from "./table.js";

export const view: View<Answer, never> = {
  question: "conformance",
  title: "Conformance",
  query: ConformancePictureDocument as View<Answer, never>["query"],
  fragment: ConformanceViewFragmentDoc,
  Picture: ConformancePicture,
  table,
};
