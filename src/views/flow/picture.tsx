// The picture of a flow: where journeys go from a point on, or what led to it. Columns are steps, and a ribbon shows
// the journeys that go from one label to the next. Journeys that ended have a part of their own, and the open journeys
// among them are hatched. On a narrow page, the flow is a list of steps.
import type { PictureProps } from "../view.js";
import type { Answer } from "./marks.js";
import { Sankey } from "./sankey.js";
import { StepList } from "./steps.js";

const WIDE = 720;

export function FlowPicture(props: PictureProps<Answer>) {
  return props.width >= WIDE ? <Sankey {...props} /> : <StepList {...props} />;
}
