// The picture of the time to convert: a distribution of durations, for all journeys, each period and each group.
import { useMemo } from "react";
import { DistributionPicture } from "../distribution/picture.js";
import type { PictureProps } from "../view.js";
import { type Answer, distributionOf } from "./answer.js";

export function TimeToConvertPicture({ answer, ...props }: PictureProps<Answer>) {
  const distribution = useMemo(() => distributionOf(answer), [answer]);
  return <DistributionPicture distribution={distribution} {...props} />;
}
