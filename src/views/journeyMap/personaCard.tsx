// The card of a persona: portrait, description, goals, needs, pain points and preferred channels.
import { useId } from "react";
import { format } from "../format.js";
import { SMALL, wrap } from "../text.js";
import type { Persona } from "./answer.js";
import { type Cell, NOTHING, paragraph, SmallLines, stack } from "./cell.js";

const PAD = 14;
const PORTRAIT = 64;
const GAP = 20;
/** The least width of a column of facts. */
const LEAST = 150;

export function personaCell(persona: Persona, width: number): Cell {
  const inner = width - 2 * PAD - PORTRAIT - GAP;
  const facts = [
    ["Who", whoOf(persona)],
    ["Goals", persona.goals],
    ["Needs", persona.needs],
    ["Expected pain points", persona.painPoints],
    ["Prefers", persona.preferredChannels.map(({ name }) => name)],
  ] as const;
  const shown = facts.filter(([, texts]) => texts.length > 0);
  const about = Math.max(LEAST, Math.min(300, inner * 0.3));
  const beside = Math.max(1, Math.floor((inner - about) / (LEAST + GAP)));
  const isBeside = inner >= about + GAP + LEAST;
  const columns = isBeside ? Math.min(shown.length, beside) : 1;
  const room = isBeside ? (inner - about) / Math.max(1, columns) - GAP : width - 2 * PAD;
  const intro = introCell(persona, isBeside ? about : inner);
  const blocks = shown.map(([title, texts]) => factCell(title, texts, room));
  const rows = Array.from({ length: Math.ceil(blocks.length / columns) }, (_, row): Cell => {
    const members = blocks.slice(row * columns, (row + 1) * columns);
    return {
      height: Math.max(...members.map(({ height }) => height)),
      draw: (x, y) =>
        members.map((block, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the facts of a persona have a fixed order.
          <g key={i}>{block.draw(x + i * (room + GAP), y)}</g>
        )),
    };
  });
  const body = stack(rows, 10);
  const head = Math.max(PORTRAIT, intro.height);
  const height = 2 * PAD + (isBeside ? Math.max(head, body.height) : head + (body.height === 0 ? 0 : 12 + body.height));
  return {
    height,
    draw: (x, y) => (
      <g>
        <rect
          x={x + 0.5}
          y={y + 0.5}
          width={width - 1}
          height={height - 1}
          rx={10}
          style={{ fill: "var(--tl-surface)", stroke: "var(--tl-line)" }}
        />
        <Portrait persona={persona} x={x + PAD} y={y + PAD} />
        {intro.draw(x + PAD + PORTRAIT + GAP, y + PAD)}
        {isBeside
          ? body.draw(x + PAD + PORTRAIT + GAP + about + GAP, y + PAD)
          : body.draw(x + PAD, y + PAD + head + 12)}
      </g>
    ),
  };
}

function introCell({ name, description, size, behaviours }: Persona, width: number): Cell {
  return stack(
    [
      nameCell(name, width),
      paragraph(`Persona of ${format.plural(size, "customer")}`, width, "tl-small tl-quiet"),
      description === null ? NOTHING : paragraph(description, width),
      ...(behaviours.length === 0 ? [] : [paragraph(behaviours.join("; "), width, "tl-small tl-quiet", 3)]),
    ],
    3,
  );
}

function nameCell(name: string, width: number): Cell {
  const lines = wrap(name, width, { size: 16, weight: 650 });
  return {
    height: lines.length * 20,
    draw: (x, y) => (
      <text x={x} y={y + 15} className="tl-name">
        {lines.map((line, i) => (
          <tspan key={line} x={x} dy={i === 0 ? 0 : 20}>
            {line}
          </tspan>
        ))}
      </text>
    ),
  };
}

/** One text for each demographic fact, such as "age: 25–40". */
function whoOf({ demographics }: Persona): readonly string[] {
  if (typeof demographics !== "object" || demographics === null) return [];
  return Object.entries(demographics).map(([name, value]) => `${name}: ${String(value)}`);
}

function factCell(title: string, texts: readonly string[], width: number): Cell {
  const heading: Cell = {
    height: 16,
    draw: (x, y) => <SmallLines x={x} y={y + 11} lines={[title]} className="tl-small tl-strong" />,
  };
  return stack([heading, ...texts.slice(0, 5).map((text) => bulletCell(text, width))], 3);
}

function bulletCell(text: string, width: number): Cell {
  const lines = wrap(text, width - 10, { size: SMALL }, 3);
  return {
    height: lines.length * 15,
    draw: (x, y) => (
      <g>
        <circle cx={x + 2.5} cy={y + 7} r={2} style={{ fill: "var(--tl-ink-2)" }} />
        <SmallLines x={x + 10} y={y + 11} lines={lines} />
      </g>
    ),
  };
}

const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? "")
    .join("");

function Portrait({ persona, x, y }: { readonly persona: Persona; readonly x: number; readonly y: number }) {
  const id = useId().replaceAll(":", "");
  const r = PORTRAIT / 2;
  if (persona.picture === null)
    return (
      <g>
        <circle cx={x + r} cy={y + r} r={r} style={{ fill: "var(--tl-rate-2)" }} />
        <text x={x + r} y={y + r + 8} textAnchor="middle" className="tl-initials">
          {initialsOf(persona.name)}
        </text>
      </g>
    );
  return (
    <g>
      <clipPath id={`${id}-portrait`}>
        <circle cx={x + r} cy={y + r} r={r} />
      </clipPath>
      <image
        href={persona.picture}
        x={x}
        y={y}
        width={PORTRAIT}
        height={PORTRAIT}
        preserveAspectRatio="xMidYMid slice"
        clipPath={`url(#${id}-portrait)`}
      />
    </g>
  );
}
