// The commonest variants under the columns of the design. A row shows for each step whether it is present or missing,
// and between the steps what is extra or out of order.
import { format } from "../format.js";
import { Mark } from "../Mark.js";
import { SMALL, shorten, widthOf } from "../text.js";
import { type Answer, fitnessText, variantMark, variantOpening } from "./answer.js";
import { Glyph, SIGN_NAMES, type Sign } from "./glyphs.js";
import { columnCentre, type Layout, VARIANT_ROW, VARIANT_ROW_NARROW, type VariantRow } from "./layout.js";
import { movesText } from "./moves.js";
import { StepNumber } from "./steps.js";

interface VariantsProps {
  readonly answer: Answer;
  readonly layout: Layout;
}

export function Variants({ answer, layout }: VariantsProps) {
  const { wide, width, variantsTop, variants, otherVariantsTop } = layout;
  if (variants.length === 0) return null;
  const most = variants.length;
  const { totals } = answer;
  return (
    <g>
      <text x={0} y={variantsTop - 8} className="tl-strong">
        {wide ? "Commonest variants against the design" : "Commonest variants"}
      </text>
      <Legend layout={layout} />
      {!wide &&
        answer.steps.length <= 12 &&
        answer.steps.map(({ key }, i) => (
          <StepNumber key={key} x={columnCentre(layout, i)} y={variantsTop + 50} number={i + 1} />
        ))}
      {variants.map((row, i) => (
        <Row key={variantMark(row.variant)} answer={answer} layout={layout} row={row} rank={i + 1} />
      ))}
      {otherVariantsTop !== null && (
        <text x={0} y={otherVariantsTop} className="tl-quiet">
          {shorten(
            `${format.plural((totals.variants ?? most) - most, "other variant")} with ${format.plural(
              totals.journeys - variants.reduce((sum, { variant }) => sum + variant.journeys, 0),
              "journey",
            )}`,
            width,
          )}
        </text>
      )}
    </g>
  );
}

function Legend({ layout: { wide, variantsTop, width, right } }: { layout: Layout }) {
  let x = wide ? width - right - 350 : 0;
  return (
    <g>
      {(Object.entries(SIGN_NAMES) as [Sign, string][]).map(([sign, full]) => {
        const at = x;
        const name = wide ? full : full.replace(/ \(.*/, "");
        x += 16 + widthOf(name, { size: SMALL }) + 14;
        return (
          <g key={sign}>
            <Glyph sign={sign} x={at + 6} y={variantsTop + (wide ? -12 : 16)} size={5} />
            <text x={at + 16} y={variantsTop + (wide ? -8 : 20)} className="tl-small tl-quiet">
              {name}
            </text>
          </g>
        );
      })}
      {wide && (
        <text x={width} y={variantsTop - 8} textAnchor="end" className="tl-small tl-quiet">
          Fitness
        </text>
      )}
    </g>
  );
}

interface RowProps extends VariantsProps {
  readonly row: VariantRow;
  readonly rank: number;
}

function Row({ answer, layout, row: { variant, aligned, top }, rank }: RowProps) {
  const { wide, width, column } = layout;
  const height = wide ? VARIANT_ROW : VARIANT_ROW_NARROW;
  const y = wide ? top + 15 : top + 40;
  const size = Math.min(8, column / 4);
  const count = `${format.count(variant.journeys)}${variant.open ? " open" : ""}`;
  const share = format.percent(variant.share);
  const nameOfStep = (key: string) => answer.steps.find((step) => step.key === key)?.name ?? key;
  const nameOfTouchpoint = (key: string) => answer.adHoc.find(({ label }) => label.key === key)?.label.label ?? key;
  return (
    <Mark
      id={variantMark(variant)}
      name={`Variant ${rank}: ${format.plural(variant.journeys, "journey")}${variant.open ? ", open" : ""}`}
      value={variant.journeys}
      details={[
        `${share} of the journeys, fitness ${fitnessText(variant.fitness)}`,
        ...movesText(variant, nameOfStep, nameOfTouchpoint),
      ]}
      opening={variantOpening(variant, rank)}
    >
      <line x1={0} x2={width} y1={top - 4} y2={top - 4} style={{ stroke: "var(--tl-line)" }} />
      <rect className="tl-ring" x={-4} y={top - 3} width={width + 8} height={height - 2} rx={6} fill="transparent" />
      <text x={0} y={wide ? y + 4 : top + 14} style={{ fill: "var(--tl-accent)" }}>
        {count}
      </text>
      <text x={wide ? 150 : 110} y={wide ? y + 4 : top + 14} textAnchor="end" className="tl-small tl-quiet">
        {share}
      </text>
      {aligned.cells.map((cell, i) => {
        const x = columnCentre(layout, i);
        const sign: Sign = cell.matched > 0 ? "present" : cell.isMissing ? "missing" : "absent";
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a column has no identity but its position.
          <g key={i}>
            <Glyph sign={sign} x={x} y={y} size={size} />
            {wide && cell.matched > 1 && (
              <text x={x + size + 3} y={y + 4} className="tl-wait">
                ×{cell.matched}
              </text>
            )}
          </g>
        );
      })}
      {aligned.gaps.map((gap, i) => {
        const x = layout.left + i * column;
        const both = gap.adHoc > 0 && gap.outOfOrder > 0 ? Math.min(7, column / 6) : 0;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a gap has no identity but its position.
          <g key={i}>
            {gap.adHoc > 0 && <Glyph sign="extra" x={x - both} y={y} size={size * 0.8} />}
            {gap.outOfOrder > 0 && <Glyph sign="outOfOrder" x={x + both} y={y} size={size * 0.8} />}
            {wide && gap.adHoc > 1 && (
              <text x={x - both} y={y + 18} textAnchor="middle" className="tl-wait">
                {gap.adHoc}
              </text>
            )}
          </g>
        );
      })}
      <text x={width} y={wide ? y + 4 : top + 14} textAnchor="end" className="tl-small">
        {wide ? fitnessText(variant.fitness) : `fitness ${fitnessText(variant.fitness)}`}
      </text>
    </Mark>
  );
}
