// The view of funnel: how far do journeys get?
import { FunnelPictureDocument, FunnelViewFragmentDoc } from "../generated/graphql.js";
import type { View } from "../view.js";
import type { Answer } from "./answer.js";
import { FunnelPicture } from "./picture.js";
import { table } from "./table.js";

export const view: View<Answer, never> = {
  question: "funnel",
  title: "Funnel",
  query: FunnelPictureDocument as View<Answer, never>["query"],
  fragment: FunnelViewFragmentDoc,
  Picture: FunnelPicture,
  table,
};
