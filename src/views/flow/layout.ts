// The positions of the parts of a flow. Each step is a column. The height of a node and the width of a ribbon are
// proportional to their journeys. At the right edge of a node, its ribbons come first, then the journeys that ended
// there. Every node is high enough for its two lines of text, so that labels never overlap.
import { format } from "../format.js";
import type { FlowViewFragment } from "../generated/graphql.js";
import { LINE, SMALL, shorten, widthOf, wrap } from "../text.js";

type Answer = FlowViewFragment;
export type FlowNode = Answer["steps"][number]["nodes"][number];
export type FlowEdge = Answer["edges"][number];

/** The number of columns that are drawn. The table has all columns. */
export const MOST_COLUMNS = 7;
/** Edges below this share of all journeys are drawn only if one of their nodes is selected. */
export const LEAST_SHARE = 0.02;

const NODE = 12;
/** The width of the part beside a node that shows the journeys that ended there. */
export const STUB = 10;
const GAP = 12;
/** The height of all journeys together. */
const FULL = 380;
const LEAST_NODE = 3;
const TEXT_ROOM = 2 * LINE + 4;
const HEAD = 44;

export const nodeMark = (step: number, key: string): string => `${step}/${key}`;
export const edgeMarkOf = ({ step, from, to }: FlowEdge): string => `${step}/${from.key}→${to.key}`;

export interface PlacedNode {
  readonly id: string;
  readonly step: number;
  readonly node: FlowNode;
  readonly x: number;
  readonly y: number;
  readonly height: number;
  /** The height of the part at the bottom of the node that shows the journeys that ended there. */
  readonly ended: number;
  readonly open: number;
  readonly lines: readonly string[];
  readonly textX: number;
  readonly textY: number;
  readonly anchor: "start" | "end";
}

export interface PlacedEdge {
  readonly id: string;
  readonly edge: FlowEdge;
  readonly from: PlacedNode;
  readonly to: PlacedNode;
  /** The middle of the ribbon at each end, and its width. */
  readonly y1: number;
  readonly y2: number;
  readonly width: number;
}

export interface FlowLayout {
  readonly columns: readonly { readonly step: number; readonly journeys: number; readonly x: number }[];
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly anchor: "start" | "end";
  readonly height: number;
}

export function isBackward({ answer }: Answer): boolean {
  return (answer.settings as { direction?: string }).direction === "BACKWARD";
}

export function flowLayout(answer: Answer, width: number): FlowLayout {
  const steps = answer.steps.slice(0, MOST_COLUMNS);
  const column = width / Math.max(steps.length, 2);
  const backward = isBackward(answer);
  const anchor = backward ? "end" : "start";
  const all = Math.max(1, answer.totals.counted);
  const heightOf = (journeys: number) => (journeys === 0 ? 0 : Math.max(1, (FULL * journeys) / all));
  const nodes: PlacedNode[] = [];
  const columns = steps.map(({ step, journeys, nodes: own }, i) => {
    const x = backward ? width - i * column - NODE : i * column;
    let y = HEAD;
    for (const node of own) {
      const height = Math.max(LEAST_NODE, heightOf(node.journeys));
      const room = column - NODE - STUB - 22;
      const journeys = format.plural(node.journeys, "journey");
      const withShare = `${journeys} · ${format.percent(node.journeys / all)}`;
      const lines = wrap(node.point.label, room, { weight: 600 }, 1).concat(
        widthOf(withShare, { size: SMALL }) <= room ? withShare : shorten(journeys, room, { size: SMALL }),
      );
      nodes.push({
        id: nodeMark(step, node.point.key),
        step,
        node,
        x,
        y,
        height,
        ended: heightOf(node.dropOff),
        open: heightOf(node.dropOffOpen),
        lines,
        textX: backward ? x - STUB - 8 : x + NODE + STUB + 8,
        textY: y + 13,
        anchor,
      });
      y += Math.max(height, TEXT_ROOM) + GAP;
    }
    return { step, journeys, x: backward ? x + NODE : x, bottom: y };
  });
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const used = new Map<string, number>();
  const taken = (side: string, node: PlacedNode, part: number): number => {
    const before = used.get(`${side}${node.id}`) ?? 0;
    used.set(`${side}${node.id}`, before + part);
    return node.y + before + part / 2;
  };
  const edges = [...answer.edges]
    .map((edge) => ({
      edge,
      from: byId.get(nodeMark(edge.step, edge.from.key)),
      to: byId.get(nodeMark(edge.step + 1, edge.to.key)),
    }))
    .sort((a, b) => (a.to?.y ?? 0) - (b.to?.y ?? 0) || (a.from?.y ?? 0) - (b.from?.y ?? 0))
    .flatMap(({ edge, from, to }): PlacedEdge[] => {
      if (from === undefined || to === undefined) return [];
      const part = heightOf(edge.journeys);
      return [
        { id: edgeMarkOf(edge), edge, from, to, y1: taken("out", from, part), y2: taken("in", to, part), width: part },
      ];
    });
  return { columns, nodes, edges, anchor, height: Math.max(HEAD, ...columns.map(({ bottom }) => bottom)) + 4 };
}

export const NODE_WIDTH = NODE;
