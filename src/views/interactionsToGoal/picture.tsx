// The picture of the interactions to the goal: a distribution of numbers, for all journeys and each group.
import { useMemo } from "react";
import { DistributionPicture } from "../distribution/picture.js";
import type { PictureProps } from "../view.js";
import { type Answer, distributionOf } from "./answer.js";

export function InteractionsToGoalPicture({ answer, ...props }: PictureProps<Answer>) {
  const distribution = useMemo(() => distributionOf(answer), [answer]);
  return <DistributionPicture distribution={distribution} {...props} />;
}
