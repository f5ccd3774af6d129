// The positions of the parts of the map of touchpoints. Channels are rows, and stages are columns. Without stages,
// kinds are columns if there are few of them. A touchpoint is a circle with its name beside it, and the area of the
// circle shows its interactions. The largest touchpoints and channels are drawn, and the others are counted as Other.
import { format } from "../format.js";
import { LINE, wrap } from "../text.js";
import type { MapTransitionsViewFragment, MapVisitsViewFragment } from "./generated/graphql.js";

type Visit = MapVisitsViewFragment["labels"][number];
type Transition = MapTransitionsViewFragment["edges"][number];

/** The largest numbers of touchpoints per channel, channels, columns of kinds, and edges that are drawn. */
const MOST_OF_CHANNEL = 12;
const MOST_CHANNELS = 20;
const MOST_KINDS = 6;
const MOST_EDGES = 30;

const LEAST_RADIUS = 3;
const MOST_RADIUS = 22;
/** The distance from the left edge of a cell to the middle of its circles. */
const MIDDLE = 30;
const NAME = 58;
const CELL_PAD = 10;
const HEAD = 44;
/**
 * The space before and after the name of a channel, the space for the two letters of its code, and the space above the
 * name.
 */
const ROW_NAME = 20;
const CODE = 24;
const ROW_TOP = 12;
const NO_STAGE = "";

export interface MapNode {
  readonly key: string;
  readonly name: readonly string[];
  readonly fullName: string;
  readonly channel: string;
  readonly channelName: string;
  readonly column: string;
  readonly interactions: number;
  readonly journeys: number;
  readonly share: number;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

export interface MapOther {
  readonly channel: string;
  readonly touchpoints: number;
  readonly interactions: number;
  readonly x: number;
  readonly y: number;
}

export interface MapRow {
  readonly key: string;
  readonly name: string;
  readonly lines: readonly string[];
  readonly interactions: number;
  readonly top: number;
  readonly height: number;
}

export interface MapEdge {
  readonly from: MapNode;
  readonly to: MapNode;
  readonly count: number;
  readonly journeys: number;
}

export interface MapLayout {
  readonly columns: readonly { readonly key: string; readonly name: string; readonly left: number }[];
  readonly columnWidth: number;
  readonly rows: readonly MapRow[];
  readonly nodes: readonly MapNode[];
  readonly others: readonly MapOther[];
  /** The number of channels that are not drawn, and the number of their interactions. */
  readonly otherChannels: number;
  readonly otherInteractions: number;
  /** The touchpoints that the answer counts but does not name; null if it names all of them. */
  readonly beyond: string | null;
  readonly edges: readonly MapEdge[];
  readonly left: number;
  readonly height: number;
}

export function mapLayout(visits: MapVisitsViewFragment, edges: readonly Transition[], width: number): MapLayout {
  const channels = channelsOf(visits.labels);
  const drawn = channels.slice(0, MOST_CHANNELS);
  const columnOf = columnsOf(visits.labels);
  const left = Math.round(Math.min(140, width * 0.12));
  const columnWidth = Math.floor((width - left) / columnOf.columns.length);
  const columns = columnOf.columns.map((column, i) => ({ ...column, left: left + i * columnWidth }));
  const most = Math.max(1, ...visits.labels.map(({ interactions }) => interactions));
  const radiusOf = (interactions: number) => Math.max(LEAST_RADIUS, MOST_RADIUS * Math.sqrt(interactions / most));

  const rows: MapRow[] = [];
  const nodes: MapNode[] = [];
  const others: MapOther[] = [];
  let top = HEAD;
  for (const channel of drawn) {
    const shown = channel.visits.slice(0, MOST_OF_CHANNEL);
    const rest = channel.visits.slice(MOST_OF_CHANNEL);
    const used = new Map<string, number>();
    const put = (column: string, height: number): { x: number; y: number } => {
      const y = used.get(column) ?? CELL_PAD;
      used.set(column, y + height);
      const at = columns.find(({ key }) => key === column) ?? columns.at(-1)!;
      return { x: at.left + MIDDLE, y: top + y + height / 2 };
    };
    for (const visit of shown) {
      const name = wrap(visit.label.label, columnWidth - NAME - 6);
      const radius = radiusOf(visit.interactions);
      const column = columnOf.of(visit);
      const at = put(column, Math.max(2 * radius + 6, (name.length + 1) * LINE + 6));
      nodes.push({
        key: visit.label.key,
        name,
        fullName: visit.label.label,
        channel: channel.key,
        channelName: channel.name,
        column,
        interactions: visit.interactions,
        journeys: visit.journeys,
        share: visit.share,
        radius,
        ...at,
      });
    }
    if (rest.length > 0) {
      const at = put(columns.at(-1)!.key, 2 * LINE + 6);
      others.push({ channel: channel.key, touchpoints: rest.length, interactions: sum(rest), ...at });
    }
    const lines = wrap(channel.name, left - ROW_NAME - CODE, { weight: 600 });
    const height = Math.max(Math.max(...used.values()) + CELL_PAD, ROW_TOP + (lines.length + 1) * LINE + 4);
    rows.push({ key: channel.key, name: channel.name, lines, interactions: channel.interactions, top, height });
    top += height;
  }
  const hidden = channels.slice(MOST_CHANNELS);
  return {
    columns,
    columnWidth,
    rows,
    nodes,
    others,
    otherChannels: hidden.length,
    otherInteractions: sum(hidden),
    beyond: beyondOf(visits),
    edges: edgesOf(edges, nodes),
    left,
    height: top + (hidden.length > 0 ? 34 : 8) + (beyondOf(visits) === null ? 0 : LINE + 8),
  };
}

function beyondOf({ totals: { otherLabels, otherInteractions } }: MapVisitsViewFragment): string | null {
  if (otherLabels === 0) return null;
  const touchpoints = format.plural(otherLabels, "rarer touchpoint");
  return `Not in these counts: ${touchpoints} with ${format.plural(otherInteractions, "interaction")}.`;
}

interface ChannelVisits {
  readonly key: string;
  readonly name: string;
  readonly visits: Visit[];
  interactions: number;
}

/** The channels, most interactions first, each with its touchpoints in the order of the answer. */
function channelsOf(visits: readonly Visit[]): readonly ChannelVisits[] {
  const channels = new Map<string, ChannelVisits>();
  for (const visit of visits) {
    const { key, name } = visit.label.channel ?? { key: "unknown", name: "Unknown" };
    const channel = channels.get(key) ?? { key, name, visits: [], interactions: 0 };
    channels.set(key, channel);
    channel.visits.push(visit);
    channel.interactions += visit.interactions;
  }
  return [...channels.values()].sort((a, b) => b.interactions - a.interactions || (a.key < b.key ? -1 : 1));
}

interface Columns {
  readonly columns: readonly { readonly key: string; readonly name: string }[];
  readonly of: (visit: Visit) => string;
}

function columnsOf(visits: readonly Visit[]): Columns {
  const stages = new Map(
    visits.flatMap(({ label: { stage } }) => (stage === null ? [] : [[stage.key, stage] as const])),
  );
  if (stages.size > 0) {
    const ordered = [...stages.values()].sort(
      (a, b) =>
        (a.position ?? Number.POSITIVE_INFINITY) - (b.position ?? Number.POSITIVE_INFINITY) || (a.key < b.key ? -1 : 1),
    );
    const columns = ordered.map(({ key, name }) => ({ key, name }));
    if (visits.some(({ label }) => label.stage === null)) columns.push({ key: NO_STAGE, name: "No stage" });
    return { columns, of: ({ label }) => label.stage?.key ?? NO_STAGE };
  }
  const kinds = [...new Set(visits.map(({ label }) => label.kind ?? NO_STAGE))];
  if (kinds.length <= MOST_KINDS)
    return { columns: kinds.map((kind) => ({ key: kind, name: kind })), of: ({ label }) => label.kind ?? NO_STAGE };
  // If there are many kinds, a column for each would be too narrow to read, so the touchpoints of a channel are drawn
  // side by side.
  const slots = Array.from({ length: MOST_KINDS }, (_, slot) => ({ key: `${slot}`, name: "" }));
  const seen = new Map<string, number>();
  return {
    columns: slots,
    of: ({ label }) => {
      const channel = label.channel?.key ?? "";
      const rank = seen.get(channel) ?? 0;
      seen.set(channel, rank + 1);
      return `${rank % MOST_KINDS}`;
    },
  };
}

/** The most frequent changes of channel between touchpoints that are drawn. */
function edgesOf(edges: readonly Transition[], nodes: readonly MapNode[]): readonly MapEdge[] {
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  return edges
    .flatMap(({ from, to, count, journeys, isHandoff }) => {
      const [a, b] = [byKey.get(from.key), byKey.get(to.key)];
      return isHandoff && a !== undefined && b !== undefined ? [{ from: a, to: b, count, journeys }] : [];
    })
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_EDGES);
}

function sum(rows: readonly { readonly interactions: number }[]): number {
  return rows.reduce((total, { interactions }) => total + interactions, 0);
}
