// The picture of a flow: from a point onwards, or backwards to what led to it. Columns are steps; a ribbon is the
// journeys that go from one label to the next. Journeys that ended stand apart, and those that are open are hatched. On a
// narrow page, the flow is a list of steps.
import type { PictureProps } from "../view.js";
import type { Answer } from "./marks.js";
import { Sankey } from "./sankey.js";
import { StepList } from "./steps.js";

const WIDE = 720;

export function FlowPicture(props: PictureProps<Answer>) {
  return props.width >= WIDE ? <Sankey {...props} /> : <StepList {...props} />;
}
