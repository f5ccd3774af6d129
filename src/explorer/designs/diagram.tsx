// The communications diagram of a draft, with a row for each channel, a column for each step, and arrows to the steps
// that may follow. It shows where and when customers and the brand meet, and which messages are planned.
import { useMemo } from "react";
import { format } from "../../views/format.js";
import { useChannelLook } from "../../views/look.js";
import { LINE, SMALL, SMALLEST, shorten, widthOf, wrap } from "../../views/text.js";
import { type Draft, followers, type StepDraft } from "./draft.js";

const LABEL = 116;
const LEAST_COLUMN = 132;
const ROW = 84;
const HEAD = 30;
const BOX = 46;

interface Node {
  readonly step: StepDraft;
  readonly index: number;
  readonly x: number;
  readonly y: number;
}

interface DiagramProps {
  readonly draft: Draft;
  readonly width: number;
  readonly chosen: number | null;
  readonly onChoose: (id: number) => void;
}

export function Diagram({ draft, width, chosen, onChoose }: DiagramProps) {
  const look = useChannelLook();
  const { rows, column, all, nodes } = useMemo(() => laidOut(draft, width), [draft, width]);
  const height = HEAD + Math.max(1, rows.length) * ROW + 8;
  const room = column - 24;
  if (draft.steps.length === 0) return <p className="hint">The diagram appears with the first step.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard.
    <section className="diagram tl-picture" aria-label="Communications diagram" tabIndex={0}>
      <svg width={all} height={height} viewBox={`0 0 ${all} ${height}`} role="img" aria-label={described(draft)}>
        {rows.map(({ key, name }, i) => (
          <g key={key}>
            <rect
              x={0}
              y={HEAD + i * ROW}
              width={all}
              height={ROW}
              style={{ fill: i % 2 === 0 ? "var(--tl-surface)" : "var(--tl-bg)" }}
            />
            <rect x={0} y={HEAD + i * ROW} width={4} height={ROW} style={{ fill: look(key).colour }} />
            <text x={12} y={HEAD + i * ROW + 24} className="tl-small tl-strong">
              {shorten(name, LABEL - 18, { size: SMALL, weight: 600 })}
            </text>
          </g>
        ))}
        {draft.steps.map((step, i) => (
          <text key={step.id} x={LABEL + (i + 0.5) * column} y={18} textAnchor="middle" className="tl-small tl-quiet">
            {i + 1}
          </text>
        ))}
        {nodes.flatMap((node) =>
          followers(draft, node.index).flatMap((id) => {
            const to = nodes.find(({ step }) => step.id === id);
            return to === undefined ? [] : [<Arrow key={`${node.step.id}→${id}`} from={node} to={to} room={room} />];
          }),
        )}
        {draft.steps.map((step, i) => (
          <Alternatives key={step.id} step={step} x={LABEL + (i + 0.5) * column} rows={rows} room={room} />
        ))}
        {nodes.map((node) => (
          <StepBox
            key={node.step.id}
            node={node}
            room={room}
            isSeries={draft.kind === "SERIES"}
            isChosen={node.step.id === chosen}
            onChoose={onChoose}
          />
        ))}
      </svg>
    </section>
  );
}

const NOWHERE = { key: "", name: "No touchpoint" };

function laidOut(draft: Draft, width: number) {
  const rows: { readonly key: string; readonly name: string }[] = [];
  for (const { at } of draft.steps)
    for (const channel of at.length === 0 ? [NOWHERE] : at.map((place) => place.channel ?? NOWHERE))
      if (!rows.some(({ key }) => key === channel.key)) rows.push(channel);
  const column = Math.max(LEAST_COLUMN, (width - LABEL) / Math.max(1, draft.steps.length));
  const nodes = draft.steps.map((step, index): Node => {
    const row = rows.findIndex(({ key }) => key === (step.at[0]?.channel ?? NOWHERE).key);
    return { step, index, x: LABEL + (index + 0.5) * column, y: HEAD + (row + 0.5) * ROW };
  });
  return { rows, column, all: LABEL + column * draft.steps.length, nodes };
}

/** The rows of the other channels at which a step can take place. */
function Alternatives({
  step,
  x,
  rows,
  room,
}: {
  step: StepDraft;
  x: number;
  rows: readonly { readonly key: string }[];
  room: number;
}) {
  const own = step.at[0]?.channel?.key;
  const others = [...new Set(step.at.slice(1).map(({ channel }) => channel?.key ?? ""))].filter((key) => key !== own);
  return others.map((key) => {
    const y = HEAD + (rows.findIndex((row) => row.key === key) + 0.5) * ROW;
    return (
      <g key={key}>
        <rect
          x={x - room / 2 + 10}
          y={y - 13}
          width={room - 20}
          height={26}
          rx={6}
          style={{ fill: "var(--tl-bg)", stroke: "var(--tl-line-2)", strokeDasharray: "4 3" }}
        />
        <text x={x} y={y + 4} textAnchor="middle" className="tl-wait tl-quiet">
          {shorten(`or: ${step.at.find(({ channel }) => channel?.key === key)?.name ?? ""}`, room - 28, {
            size: SMALLEST,
          })}
        </text>
      </g>
    );
  });
}

interface StepBoxProps {
  readonly node: Node;
  readonly room: number;
  readonly isSeries: boolean;
  readonly isChosen: boolean;
  readonly onChoose: (id: number) => void;
}

function StepBox({ node: { step, x, y }, room, isSeries, isChosen, onChoose }: StepBoxProps) {
  const look = useChannelLook();
  const isMessage = isSeries && step.delay !== null;
  const lines = wrap(`${isMessage ? "✉ " : ""}${step.name}`, room - 14, { size: SMALL, weight: 600 }, 2);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the list of steps does the same by keyboard.
    <g className="diagram-step" onClick={() => onChoose(step.id)}>
      <rect
        x={x - room / 2}
        y={y - BOX / 2}
        width={room}
        height={BOX}
        rx={8}
        style={{
          fill: isChosen ? "var(--tl-accent-soft)" : "var(--tl-raised)",
          stroke: isChosen ? "var(--tl-accent)" : look(step.at[0]?.channel?.key).colour,
          strokeWidth: isChosen ? 2.5 : 1.8,
          ...(step.optional ? { strokeDasharray: "6 3" } : {}),
        }}
      />
      <text x={x} y={y + (lines.length === 1 ? 4 : 4 - LINE / 2)} textAnchor="middle" className="tl-small tl-strong">
        {lines.map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text have no other identity.
          <tspan key={i} x={x} dy={i === 0 ? 0 : LINE}>
            {line}
          </tspan>
        ))}
      </text>
    </g>
  );
}

/** An arrow from a step to a step that may follow, with the wait or the delay. */
function Arrow({ from, to, room }: { from: Node; to: Node; room: number }) {
  const isBack = to.x <= from.x;
  const x1 = from.x + room / 2;
  const x2 = to.x - room / 2;
  const lift = to.index === from.index + 1 ? 0 : -BOX;
  const bend = Math.max(12, (x2 - x1) / 2);
  const path = isBack
    ? `M${from.x},${from.y + BOX / 2} C${from.x},${from.y + BOX + 6} ${to.x},${to.y + BOX + 6} ${to.x},${to.y + BOX / 2 + 4}`
    : `M${x1},${from.y} C${x1 + bend},${from.y + lift} ${x2 - bend},${to.y + lift} ${x2 - 4},${to.y}`;
  const wait = to.step.delay ?? to.step.expectedWait;
  const text = wait === null ? "" : `${to.step.delay === null ? "≤ " : "+ "}${format.duration(wait)}`;
  const [tipX, tipY] = isBack ? [to.x, to.y + BOX / 2] : [x2, to.y];
  return (
    <g>
      <path d={path} style={{ fill: "none", stroke: "var(--tl-open)", strokeWidth: 1.5 }} />
      <path
        d={
          isBack
            ? `M${tipX - 4},${tipY + 7} L${tipX},${tipY} L${tipX + 4},${tipY + 7}`
            : `M${tipX - 7},${tipY - 4} L${tipX},${tipY} L${tipX - 7},${tipY + 4}`
        }
        style={{ fill: "none", stroke: "var(--tl-open)", strokeWidth: 1.5 }}
      />
      {text !== "" && !isBack && to.index === from.index + 1 && (
        <text x={to.x} y={to.y + BOX / 2 + 14} textAnchor="middle" className="tl-wait tl-quiet">
          {shorten(text, Math.max(room, widthOf(text, { size: SMALLEST })), { size: SMALLEST })}
        </text>
      )}
    </g>
  );
}

function described(draft: Draft): string {
  const steps = draft.steps.map(
    (step, i) => `${i + 1} ${step.name} at ${step.at.map(({ name }) => name).join(" or ") || "no touchpoint"}`,
  );
  return `Communications diagram: ${steps.join("; ")}.`;
}
