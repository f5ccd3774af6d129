// The head of the map: the persona, the number of journeys, and the design with which they are compared.
import { format } from "../format.js";
import { Mark } from "../Mark.js";
import { shorten, TEXT, widthOf, wrap } from "../text.js";
import { journeysOf, type MapAnswer } from "./answer.js";
import { type Cell, ROW, stack } from "./cell.js";
import { personaCell } from "./personaCard.js";

const TITLE = 20;

export function headCell(map: MapAnswer, width: number): Cell {
  const personas = map.personas ?? [];
  const half = personas.length > 1 && width >= 900;
  const each = half ? Math.floor((width - 16) / 2) : width;
  const cards = personas.map((persona) => personaCell(persona, each));
  return stack(
    [
      titleCell(map, width),
      ...(half
        ? [
            {
              height: Math.max(0, ...cards.map(({ height }) => height)),
              draw: (x: number, y: number) =>
                cards.map((card, i) => <g key={personas[i]!.key}>{card.draw(x + i * (each + 16), y)}</g>),
            },
          ]
        : cards),
    ],
    12,
  );
}

function titleCell(map: MapAnswer, width: number): Cell {
  const { design, personas = [], sides } = map;
  const names = sides ?? personas.map(({ name }) => name);
  const title = [names.join(" and ") || "All customers", ...(design === null ? [] : [design.name])].join(": ");
  const lines = [title].flatMap((text) => wrap(text, width, { size: TITLE, weight: 650 }, 2));
  const facts = factsOf(map);
  const placed = inRows(facts, width);
  return {
    height: lines.length * 25 + 6 + placed.rows * 22,
    draw: (x, y) => (
      <g>
        <text x={x} y={y + 19} className="tl-title">
          {lines.map((line, i) => (
            <tspan key={line} x={x} dy={i === 0 ? 0 : 25}>
              {line}
            </tspan>
          ))}
        </text>
        {placed.facts.map(({ fact, x: left, row }) => (
          <Fact key={fact.id} fact={fact} x={x + left} y={y + lines.length * 25 + 6 + row * 22} />
        ))}
      </g>
    ),
  };
}

interface FactShown {
  readonly id: string;
  readonly text: string;
  readonly value: number | null;
  readonly details: readonly string[];
  readonly opening: ReturnType<typeof journeysOf>;
}

function factsOf({ totals, design, other, sides }: MapAnswer): readonly FactShown[] {
  const [a, b] = sides ?? ["A", "B"];
  const journeys = (id: string, prefix: string, { journeys, customers, behind }: MapAnswer["totals"]) => ({
    id,
    text: `${prefix}${format.plural(journeys, "journey")} of ${format.plural(customers, "customer")}`,
    value: journeys,
    details: [],
    opening: journeysOf(journeys, "the journeys of the map", behind),
  });
  const opened = (id: string, text: string, value: number, title: string, behind: string | null): FactShown => ({
    id,
    text,
    value,
    details: [],
    opening: journeysOf(value, title, behind),
  });
  /** The fit and the counts of one side. `side` is appended to the ids, so that both sides have different ids. */
  const ofDesign = (map: Pick<MapAnswer, "totals" | "design">, prefix: string, side: string): readonly FactShown[] => {
    const { totals, design: own } = map;
    if (own === null) return [];
    return [
      {
        id: `fitness${side}`,
        text: `${prefix}fit with the design, version ${own.version}: ${format.percent(own.fitness)}`,
        value: own.fitness,
        details: ["mean fitness of the journeys: 100 % if every journey goes as designed"],
        opening: journeysOf(totals.journeys, "the journeys whose mean fitness this is", totals.behind),
      },
      opened(
        `conforming${side}`,
        `${prefix}${format.count(own.conforming)} as designed`,
        own.conforming,
        "the journeys that go as designed",
        own.behindConforming,
      ),
      opened(
        `deviating${side}`,
        `${prefix}${format.count(own.deviating)} not as designed`,
        own.deviating,
        "the journeys that do not go as designed",
        own.behindDeviating,
      ),
    ];
  };
  // With two sides, every fact says to which of them it belongs.
  const ofA = other === undefined ? "" : "A: ";
  return [
    journeys("journeys", other === undefined ? "" : `A, ${a}: `, totals),
    ...(other === undefined ? [] : [journeys("journeys/b", `B, ${b}: `, other.totals)]),
    opened(
      "conversions",
      `${ofA}goal reached ${format.plural(totals.conversions, "time")}`,
      totals.conversions,
      "the journeys that reach the goal",
      totals.behindConversions,
    ),
    ...ofDesign({ totals, design }, ofA, ""),
    ...(other === undefined ? [] : ofDesign(other, "B: ", "/b")),
  ];
}

function inRows(facts: readonly FactShown[], width: number) {
  let [x, row] = [0, 0];
  const placed = facts.map((fact) => {
    const text = shorten(fact.text, width);
    const wide = widthOf(text) + 24;
    if (x > 0 && x + wide - 24 > width) {
      x = 0;
      row += 1;
    }
    const at = { fact: { ...fact, text }, x, row };
    x += wide;
    return at;
  });
  return { facts: placed, rows: row + 1 };
}

function Fact({ fact, x, y }: { readonly fact: FactShown; readonly x: number; readonly y: number }) {
  const { id, text, value, details, opening } = fact;
  return (
    <Mark id={id} name={text} value={value} details={details} opening={opening}>
      <rect
        className="tl-ring"
        x={x - 2}
        y={y}
        width={widthOf(text) + 4}
        height={ROW + 5}
        style={{ fill: "transparent" }}
      />
      <text x={x} y={y + TEXT} className={opening === null ? "tl-quiet" : "tl-link"}>
        {text}
      </text>
    </Mark>
  );
}
