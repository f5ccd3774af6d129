// The list of handoffs: the pairs in order of excess failures. Each row shows three things: the fail rate with its 95 %
// interval on an axis that all rows share, with a tick at the baseline; the rate with its counts; and the settled and
// pending handoffs of the pair.
import { format } from "../format.js";
import { Mark } from "../Mark.js";
import { LINE, SMALL, shorten, widthOf } from "../text.js";
import { columns, GAP, type ListLayout, RATE, ROW, smallWidth } from "./listLayout.js";
import { PairRow } from "./listRow.js";
import { type Answer, handoffsBeyond, markOf, sumOf } from "./pair.js";

interface ListProps {
  readonly answer: Answer;
  readonly layout: ListLayout;
  readonly selected: string | null;
}

export function HandoffList({ answer, layout, selected }: ListProps) {
  const most = Math.max(1, ...layout.rows.map(({ count }) => count));
  return (
    <g>
      <Head layout={layout} />
      {layout.rows.map((pair, i) => (
        <PairRow
          key={markOf(pair)}
          pair={pair}
          layout={layout}
          top={layout.tops[i + 1]! - layout.row}
          start={layout.tops[i]!}
          most={most}
          isSelected={markOf(pair) === selected}
        />
      ))}
      {layout.hasOther && <OtherRow answer={answer} layout={layout} top={layout.tops.at(-1)!} />}
    </g>
  );
}

function Head({ layout }: { layout: ListLayout }) {
  const { wide, width, x, ticks, plotLeft, plotRoom, head, tops } = layout;
  if (!wide)
    return (
      <text x={0} y={12} className="tl-small tl-quiet">
        {shorten("Fail rate with its 95 % interval; the tick is the baseline", width, { size: SMALL })}
      </text>
    );
  const [rate, excess] = columns(layout);
  return (
    <g>
      <text x={0} y={12} className="tl-small tl-quiet">
        Handoff
      </text>
      <text x={plotLeft} y={12} className="tl-small tl-quiet">
        {[
          "Fail rate with its 95 % interval; the tick is the baseline",
          "Fail rate, 95 % interval, baseline (tick)",
          "Fail rate; tick: baseline",
        ].find((text) => smallWidth(text) <= plotRoom) ?? "Fail rate"}
      </text>
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={x(tick)} x2={x(tick)} y1={head - 8} y2={tops.at(-1)!} style={{ stroke: "var(--tl-line)" }} />
          <text x={x(tick)} y={head - 12} textAnchor="middle" className="tl-small tl-quiet">
            {tickText(tick)}
          </text>
        </g>
      ))}
      <text x={rate} y={12} textAnchor="end" className="tl-small tl-quiet">
        Failed
      </text>
      <text x={excess} y={12} textAnchor="end" className="tl-small tl-quiet">
        Excess
      </text>
      <text x={excess} y={12 + LINE} textAnchor="end" className="tl-small tl-quiet">
        failures
      </text>
      <text x={width - layout.volume} y={12} className="tl-small tl-quiet">
        Handoffs
      </text>
    </g>
  );
}

const tickText = (rate: number): string => `${format.number(rate * 100, 1)}\u00a0%`;

/** The row with the number of pairs that are not shown. */
function OtherRow({ answer, layout, top }: { answer: Answer; layout: ListLayout; top: number }) {
  const { others, wide, width } = layout;
  const { pairs, count, settled, failed } = sumOf(others);
  const beyond = handoffsBeyond(answer);
  const parts: string[] = [];
  if (pairs > 0) parts.push(`${format.plural(pairs, "other pair")}: ${format.plural(count, "handoff")}`);
  if (beyond === null) parts.push(`${pairs > 0 ? "more" : "other"} pairs may follow`);
  else if (beyond > 0)
    parts.push(`${format.plural(beyond, "handoff")} of pairs beyond the first ${format.count(answer.handoffs.length)}`);
  const rate = pairs > 0 ? format.rate(failed, settled) : "";
  const text = parts.join("; ");
  const y = top + 25;
  const oneLine = wide || widthOf(`${text} ${rate}`) < width;
  return (
    <Mark
      id="other"
      name="Other pairs"
      value={count + (beyond ?? 0)}
      details={[
        ...parts,
        ...(rate === "" ? [] : [`${rate} of the other pairs failed`]),
        "the table has every pair of the answer",
      ]}
    >
      <rect className="tl-ring" x={-6} y={top + 1} width={width + 12} height={ROW - 2} rx={6} fill="transparent" />
      <text x={0} y={oneLine ? y : top + 16} className="tl-quiet">
        {shorten(text, wide ? columns(layout)[0] - RATE - GAP : width)}
      </text>
      {rate !== "" && (
        <text
          x={wide ? columns(layout)[0] : oneLine ? width : 0}
          y={oneLine ? y : top + 16 + LINE}
          textAnchor={oneLine ? "end" : "start"}
          className="tl-quiet"
        >
          {rate}
        </text>
      )}
    </Mark>
  );
}
