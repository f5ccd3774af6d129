// The picture of opportunities: the findings, ranked by the number of customers affected times the difference. A click
// on a finding selects it, and a click on a count opens its journeys.
import { useMemo } from "react";
import { format } from "../format.js";
import { Picture } from "../Picture.js";
import { LINE, SMALL, shorten, widthOf } from "../text.js";
import type { PictureProps } from "../view.js";
import { type Answer, markOf, testedText } from "./finding.js";
import { COUNTS, CUSTOMERS, GAP, type Layout, layoutOf, RANK } from "./layout.js";
import { FindingRow } from "./row.js";

export function OpportunitiesPicture({ answer, width, selected, onSelect, onOpen }: PictureProps<Answer>) {
  const layout = useMemo(() => layoutOf(answer, width), [answer, width]);
  return (
    <Picture
      label={`${testedText(answer.totals)}, ranked by customers affected × difference.`}
      width={width}
      height={layout.height}
      selected={selected}
      onSelect={onSelect}
      {...(onOpen === undefined ? {} : { onOpen })}
    >
      {layout.rows.length === 0 ? (
        <text x={0} y={20} className="tl-quiet">
          {shorten(`Nothing stands out among ${format.plural(answer.totals.tested, "gap")}.`, width)}
        </text>
      ) : (
        <Head layout={layout} />
      )}
      {layout.rows.map((row, i) => (
        <FindingRow
          key={markOf(row.finding)}
          row={row}
          layout={layout}
          rank={i + 1}
          isSelected={markOf(row.finding) === selected}
        />
      ))}
      {layout.beyond > 0 && (
        <text x={RANK} y={layout.height - 12} className="tl-quiet">
          {shorten(`${format.plural(layout.beyond, "more finding")} of the answer: see the table.`, width - RANK)}
        </text>
      )}
    </Picture>
  );
}

function Head({ layout }: { layout: Layout }) {
  const { wide, width, x, ticks, plotLeft, plotRoom, head, rows } = layout;
  if (!wide)
    return (
      <text x={0} y={14} className="tl-small tl-quiet">
        {shorten("Difference with its 95 % interval, from none (line)", width, { size: SMALL })}
      </text>
    );
  const end = rows.at(-1);
  return (
    <g>
      <text x={RANK} y={12} className="tl-small tl-quiet">
        Finding
      </text>
      <text x={plotLeft} y={12} className="tl-small tl-quiet">
        {["Difference from elsewhere, with its 95 % interval", "Difference, 95 % interval", "Difference"].find(
          (text) => widthOf(text, { size: SMALL }) <= plotRoom,
        ) ?? ""}
      </text>
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            x1={x(tick)}
            x2={x(tick)}
            y1={head - 8}
            y2={end === undefined ? head : end.top + end.height}
            style={{ stroke: "var(--tl-line)" }}
          />
          <text x={x(tick)} y={head - 12} textAnchor="middle" className="tl-small tl-quiet">
            {`${format.number(tick * 100, 1)}\u00a0pp`}
          </text>
        </g>
      ))}
      <text x={width - CUSTOMERS - GAP - COUNTS} y={12} className="tl-small tl-quiet">
        It went wrong
      </text>
      <text x={width - CUSTOMERS} y={12} className="tl-small tl-quiet">
        Customers
      </text>
      <text x={width - CUSTOMERS} y={12 + LINE} className="tl-small tl-quiet">
        affected
      </text>
    </g>
  );
}
