// The picture of conformance: how many journeys conform, the designed steps with their deviations, the commonest
// variants under the same columns, and the ad hoc touchpoints, which are not in the design. A click on any count opens
// its journeys.
import { useMemo } from "react";
import { format } from "../format.js";
import { Picture } from "../Picture.js";
import type { PictureProps } from "../view.js";
import { AdHocList } from "./adHoc.js";
import { type Answer, fitnessText } from "./answer.js";
import { layoutOf } from "./layout.js";
import { StepList, Steps } from "./steps.js";
import { Totals } from "./totals.js";
import { Variants } from "./variants.js";

export function ConformancePicture({ answer, width, selected, onSelect, onOpen }: PictureProps<Answer>) {
  const layout = useMemo(() => layoutOf(answer, width), [answer, width]);
  const { totals, steps } = answer;
  return (
    <Picture
      label={`${format.plural(totals.conforming, "journey")} of ${format.count(totals.journeys)} conform to the design of ${format.plural(steps.length, "step")}; mean fitness ${fitnessText(totals.fitness)}.`}
      width={width}
      height={layout.height}
      selected={selected}
      onSelect={onSelect}
      {...(onOpen === undefined ? {} : { onOpen })}
    >
      <Totals answer={answer} width={width} />
      {layout.wide ? <Steps answer={answer} layout={layout} /> : <StepList answer={answer} layout={layout} />}
      <Variants answer={answer} layout={layout} />
      <AdHocList answer={answer} layout={layout} />
    </Picture>
  );
}
