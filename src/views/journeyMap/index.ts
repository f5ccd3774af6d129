// The view of journeyMap: the touchpoints that customers meet, stage by stage, compared with the design.
import { JourneyMapPictureDocument, JourneyMapViewFragmentDoc } from "../generated/graphql.js";
import type { View } from "../view.js";
import type { MapAnswer } from "./answer.js";
import { sheetWidth } from "./layout.js";
import { JourneyMapPicture } from "./picture.js";
import { table } from "./table.js";

export const view: View<MapAnswer, never> = {
  question: "journeyMap",
  title: "Journey map",
  query: JourneyMapPictureDocument as View<MapAnswer, never>["query"],
  fragment: JourneyMapViewFragmentDoc,
  Picture: JourneyMapPicture,
  table,
  sheetWidth,
};
