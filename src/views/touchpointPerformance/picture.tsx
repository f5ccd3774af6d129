// The picture of the performance of touchpoints: a ranking by the chosen measure. A click on a touchpoint selects it,
// and a click on a count opens its journeys.
import { useMemo } from "react";
import { format } from "../format.js";
import { Picture } from "../Picture.js";
import { SMALL, shorten } from "../text.js";
import type { PictureProps } from "../view.js";
import { type Answer, markOf } from "./answer.js";
import { CHANGE, GAP, type Layout, layoutOf, VALUE } from "./layout.js";
import { TouchpointRow } from "./row.js";

export function PerformancePicture({ answer, width, selected, onSelect, onOpen }: PictureProps<Answer>) {
  const layout = useMemo(() => layoutOf(answer, width), [answer, width]);
  return (
    <Picture
      label={`${format.plural(layout.rows.length, "touchpoint")} by ${layout.measure.name.toLowerCase()}.`}
      width={width}
      height={layout.height}
      selected={selected}
      onSelect={onSelect}
      {...(onOpen === undefined ? {} : { onOpen })}
    >
      <Head layout={layout} />
      {layout.rows.map((drawn) => (
        <TouchpointRow
          key={markOf(drawn.row)}
          drawn={drawn}
          layout={layout}
          isSelected={markOf(drawn.row) === selected}
        />
      ))}
      {layout.beyond > 0 && (
        <text x={0} y={layout.height - 10} className="tl-quiet">
          {shorten(`${format.plural(layout.beyond, "other touchpoint")} of the answer: see the table.`, width)}
        </text>
      )}
    </Picture>
  );
}

function Head({ layout }: { layout: Layout }) {
  const { wide, width, measure, plotLeft, plotRoom, hasChange } = layout;
  const hasIntervals = layout.rows.some(({ measured }) => measured.interval !== null);
  const text = `${measure.name}${hasIntervals ? ", with its 95 % interval" : ""}`;
  return (
    <g>
      {wide && (
        <text x={0} y={18} className="tl-small tl-quiet">
          Touchpoint
        </text>
      )}
      <text x={plotLeft} y={18} className="tl-small tl-quiet">
        {shorten(text, wide ? plotRoom : width, { size: SMALL })}
      </text>
      {wide && (
        <text x={plotLeft + plotRoom + GAP + 94} y={18} className="tl-small tl-quiet">
          {shorten("Based on", VALUE - 94, { size: SMALL })}
        </text>
      )}
      {wide && hasChange && (
        <text x={width - CHANGE} y={18} className="tl-small tl-quiet">
          Since the change
        </text>
      )}
    </g>
  );
}
