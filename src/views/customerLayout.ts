// The positions of the parts of a customer's timeline: a row per journey, latest start first, with the time between two
// journeys written between them. There are two scales. On the ordinal scale, the interactions of a journey are equally
// far apart, and each is on the lane of its channel. A handoff has a sign at the last interaction before it. On the
// time scale, all journeys share one axis of time, and a journey is a bar on it.
import { scaleLinear } from "d3-scale";
import { format } from "./format.js";
import type { CustomerViewFragment, TimelineEventFragment, TimelineHandoffFragment } from "./generated/graphql.js";
import { SMALL, shorten, widthOf } from "./text.js";
import type { TimelineScale } from "./timelineLayout.js";

export type Answer = CustomerViewFragment;
export type CustomerJourney = Answer["journeys"]["nodes"][number];

/** The least width of the wide layout. With less space, the head of a row is above its interactions. */
const WIDE = 840;
/** The distance between interactions, which leaves space for a handoff's sign. */
export const STEP = 28;
const LANE = 18;
const ROW_PAD = 14;
/** The height of the head of a row. */
const HEAD_WIDE = 56;
export const HEAD_NARROW = 40;
/** The width of the head of a row, which is to the left of its lanes. */
const HEAD_WIDTH = 270;
/** The space around the name of a lane. */
export const LANE_PAD = 24;
const BETWEEN = 30;
const AXIS = 40;
const BAR = 12;
/** The least width of a bar, so that a journey with a single interaction can be seen and focused. */
const LEAST_BAR = 8;
/** The space for a text such as "+1,204 more" after the last interaction. */
const REST = 100;

export interface DotPlace {
  readonly event: TimelineEventFragment;
  readonly x: number;
  readonly y: number;
}

export interface SignPlace {
  readonly handoff: TimelineHandoffFragment;
  readonly x: number;
  readonly y: number;
}

export interface LanePlace {
  readonly key: string;
  readonly name: string;
  readonly y: number;
}

export interface JourneyRow {
  readonly journey: CustomerJourney;
  readonly top: number;
  readonly height: number;
  /** The positions where the head begins, and where the lanes or the bar begin. */
  readonly headY: number;
  readonly lanes: readonly LanePlace[];
  readonly dots: readonly DotPlace[];
  readonly signs: readonly SignPlace[];
  /** The numbers of interactions and handoffs that are not drawn. */
  readonly moreInteractions: number;
  readonly moreHandoffs: number;
  readonly bar: { readonly x: number; readonly width: number; readonly y: number } | null;
  /** The time between this journey and the journey below, which started earlier; null for the last row. */
  readonly gap: string | null;
}

export interface CustomerLayout {
  readonly wide: boolean;
  /** The positions where the names of lanes begin, and where interactions begin. */
  readonly laneLeft: number;
  readonly left: number;
  readonly rows: readonly JourneyRow[];
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
  /** The number of the customer's journeys that are on other pages. */
  readonly others: number;
  readonly othersY: number;
  readonly height: number;
}

export function customerLayout({ journeys }: Answer, width: number, scale: TimelineScale): CustomerLayout {
  const wide = width >= WIDE;
  const laneLeft = wide ? HEAD_WIDTH : 0;
  const lanes = lanesOf(journeys.nodes);
  const isTime = scale === "time";
  const names = Math.max(0, ...lanes.map(({ name }) => widthOf(name, { size: SMALL })));
  const left = isTime ? laneLeft : laneLeft + Math.min(wide ? 140 : 84, names) + LANE_PAD;
  const starts = journeys.nodes.map(({ startedAt }) => Date.parse(startedAt));
  const ends = journeys.nodes.map(({ endedAt }) => Date.parse(endedAt));
  const [first, last] = [Math.min(...starts), Math.max(...ends)];
  const at = scaleLinear()
    .domain([first, Math.max(last, first + 1)])
    .range([left, width - LEAST_BAR]);
  let top = isTime ? AXIS : 8;
  const rows = journeys.nodes.map((journey, i): JourneyRow => {
    const before = journeys.nodes[i + 1];
    const head = wide ? HEAD_WIDE : HEAD_NARROW;
    const gap = before === undefined ? null : gapText(before, journey);
    const below = gap === null ? 16 : BETWEEN;
    const own = { journey, top, headY: top, gap };
    if (isTime) {
      const bodyTop = wide ? top + 12 : top + head + 2;
      const height = wide ? head : head + BAR + 10;
      const x = at(Date.parse(journey.startedAt));
      const end = at(Date.parse(journey.endedAt));
      const row = {
        ...own,
        height,
        lanes: [],
        dots: [],
        signs: [],
        moreInteractions: 0,
        moreHandoffs: 0,
        bar: { x, width: Math.max(LEAST_BAR, end - x), y: bodyTop },
      };
      top += height + below;
      return row;
    }
    const bodyTop = wide ? top : top + head;
    const placed = placesOf(journey, lanes, bodyTop + ROW_PAD, left, width);
    const height = Math.max(head, bodyTop - top + 2 * ROW_PAD + (placed.lanes.length - 1) * LANE);
    top += height + below;
    return { ...own, height, bar: null, ...placed };
  });
  const others = journeys.totalCount - journeys.nodes.length;
  return {
    wide,
    laneLeft,
    left,
    rows,
    ticks: isTime && rows.length > 0 ? ticksOf(at, left, width) : [],
    others,
    othersY: top,
    height: top + (others > 0 ? 34 : 0),
  };
}

interface Lane {
  readonly key: string;
  readonly name: string;
}

/** All channels of the journeys, in the same order for all: most interactions first. */
function lanesOf(journeys: readonly CustomerJourney[]): readonly Lane[] {
  const lanes = new Map<string, Lane & { count: number }>();
  for (const { interactions } of journeys)
    for (const { touchpoint } of interactions.nodes) {
      const { key, name } = touchpoint.channel;
      lanes.set(key, { key, name, count: (lanes.get(key)?.count ?? 0) + 1 });
    }
  return [...lanes.values()].sort((a, b) => b.count - a.count);
}

type Placed = Pick<JourneyRow, "lanes" | "dots" | "signs" | "moreInteractions" | "moreHandoffs">;

/** The positions of the interactions for which there is space, on lanes for the channels of the journey. */
function placesOf(journey: CustomerJourney, lanes: readonly Lane[], top: number, left: number, width: number): Placed {
  const room = (reserved: number) => Math.max(2, Math.floor((width - left - reserved - 8) / STEP) + 1);
  const events = journey.interactions.nodes;
  const fits = events.length === journey.length && events.length <= room(0) ? events.length : room(REST);
  const drawn = events.slice(0, fits);
  const own = lanes.filter(({ key }) => drawn.some(({ touchpoint }) => touchpoint.channel.key === key));
  const placed = own.map(({ key, name }, i) => ({ key, name, y: top + i * LANE }));
  const dots = drawn.map((event, i) => ({
    event,
    x: left + 8 + i * STEP,
    y: placed.find(({ key }) => key === event.touchpoint.channel.key)!.y,
  }));
  const at = new Map(dots.map((dot, i) => [dot.event.position, i]));
  const taken = new Map<number, number>();
  const signs: SignPlace[] = [];
  for (const handoff of journey.handoffs.nodes) {
    const i = at.get(handoff.leaves.position);
    const from = i === undefined ? undefined : dots[i];
    if (i === undefined || from === undefined) continue;
    // Several attempts may leave from one interaction. Their signs are drawn one above the other.
    const nth = taken.get(i) ?? 0;
    taken.set(i, nth + 1);
    const next = dots[i + 1];
    const y = next === undefined ? from.y : (from.y + next.y) / 2;
    signs.push({ handoff, x: from.x + STEP / 2, y: y - nth * 16 });
  }
  return {
    lanes: placed,
    dots,
    signs,
    moreInteractions: journey.length - drawn.length,
    moreHandoffs: journey.handoffs.totalCount - signs.length,
  };
}

/** A text such as "32 d 4 h between": the time from the end of the previous journey to the start of this journey. */
function gapText(before: CustomerJourney, journey: CustomerJourney): string {
  const millis = gapOf(before, journey);
  if (millis < 0) return "they overlap";
  return millis === 0 ? "directly after it" : `${format.duration(millis)} between`;
}

/** Milliseconds from the end of the previous journey to the start of this journey; negative if they overlap. */
export const gapOf = (before: CustomerJourney, journey: CustomerJourney): number =>
  Date.parse(journey.startedAt) - Date.parse(before.endedAt);

/** The dates along the axis, as many as there is space for. */
function ticksOf(at: { invert(x: number): number }, left: number, width: number): CustomerLayout["ticks"] {
  const room = width - left;
  const count = Math.max(2, Math.min(6, Math.floor(room / 130)));
  const texts = Array.from({ length: count }, (_, i) => {
    const x = left + (i * (room - LEAST_BAR)) / (count - 1);
    return { x, text: shorten(format.date(new Date(at.invert(x)).toISOString()), 120, { size: SMALL }) };
  });
  // If all journeys are within one day, several ticks would have the same date.
  return texts.filter(({ text }, i) => text !== texts[i - 1]?.text);
}
