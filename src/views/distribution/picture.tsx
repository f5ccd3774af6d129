// The picture of a distribution. From top to bottom: what became of the journeys that could reach the goal, the
// distribution over those that did, and the same for each period and group.
import { useMemo } from "react";
import { Picture } from "../Picture.js";
import type { PictureProps } from "../view.js";
import { Columns, columnsHeight } from "./columns.js";
import { type Distribution, layoutOf } from "./distribution.js";
import { Facts, factsHeight } from "./facts.js";
import { Outcome, outcomeHeight } from "./outcome.js";
import { Ranges, rangesHeight } from "./ranges.js";
import { Steps, stepsHeight } from "./steps.js";

type DistributionProps = Omit<PictureProps<unknown>, "answer"> & { readonly distribution: Distribution };

export function DistributionPicture({ distribution, width, selected, onSelect, onOpen }: DistributionProps) {
  const layout = useMemo(() => layoutOf(distribution, width), [distribution, width]);
  const { bins, sections } = distribution;
  const { wide } = layout;
  const factsTop = outcomeHeight(distribution, width);
  const top = factsTop + factsHeight(layout);
  const below = bins.length === 0 ? 0 : wide ? columnsHeight : stepsHeight(distribution, width);
  let bottom = top + below;
  const tops = sections.map((section) => {
    const at = bottom;
    bottom += rangesHeight(section, layout);
    return at;
  });
  return (
    <Picture
      label={distribution.label}
      width={width}
      height={bottom}
      selected={selected}
      onSelect={onSelect}
      onOpen={onOpen}
    >
      <Outcome distribution={distribution} width={width} />
      {bins.length > 0 && (
        <>
          <Facts distribution={distribution} layout={layout} top={factsTop} />
          {wide ? (
            <Columns distribution={distribution} layout={layout} top={top} />
          ) : (
            <Steps distribution={distribution} width={width} top={top} />
          )}
          {sections.map((section, i) => (
            <Ranges key={section.title} section={section} distribution={distribution} layout={layout} top={tops[i]!} />
          ))}
        </>
      )}
    </Picture>
  );
}
