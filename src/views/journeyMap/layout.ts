// The positions of the parts of the map. On a wide page, stages are columns and lanes are rows. If there are more
// stages than fit, they continue in another band. On a narrow page, stages are below each other, and so are the lanes
// of each stage.
import { SMALLEST, wrap } from "../text.js";
import { adHocLane } from "./adHocLane.js";
import { type MapAnswer, type Stage, shownStages } from "./answer.js";
import { betweenLane } from "./betweenLane.js";
import type { Cell, Column, Lane, MakeLane } from "./cell.js";
import { channelsLane, ownersLane } from "./chipLanes.js";
import { compareLane } from "./compareLane.js";
import { emotionLane } from "./emotionLane.js";
import { headCell } from "./head.js";
import { legendCell } from "./legend.js";
import { painLane } from "./painLane.js";
import { scoresLane } from "./scoresLane.js";
import { stageLane } from "./stageLane.js";
import { stepsLane } from "./stepsLane.js";
import { doesLane, feelsLane, goalLane, thinksLane } from "./textLanes.js";
import { touchpointsLane } from "./touchpointsLane.js";

/** The lanes from top to bottom. A map has only the lanes for which it has data. */
const LANES: readonly MakeLane[] = [
  stageLane,
  goalLane,
  stepsLane,
  adHocLane,
  doesLane,
  thinksLane,
  feelsLane,
  emotionLane,
  betweenLane,
  touchpointsLane,
  channelsLane,
  scoresLane,
  painLane,
  compareLane,
  ownersLane,
];

/** With less space, the map is a list of stages. */
const WIDE = 720;
const GUTTER = 136;
const LEAST_COLUMN = 176;
const MOST_COLUMN = 900;
/** The space at each side of a cell. */
const ASIDE = 10;
const ABOVE = 11;
const BETWEEN_BANDS = 24;
/** The height of the title of a lane on a narrow page. */
const NARROW_TITLE = 20;

export interface PlacedLane {
  readonly lane: Lane;
  readonly y: number;
  readonly height: number;
  /** The lines of the note below the title. */
  readonly note: readonly string[];
}

export interface Band {
  readonly stages: readonly Stage[];
  readonly columns: readonly Column[];
  readonly lanes: readonly PlacedLane[];
  readonly top: number;
  readonly bottom: number;
}

export interface MapLayout {
  readonly head: Cell;
  readonly bands: readonly Band[];
  readonly isNarrow: boolean;
  readonly legend: Cell;
  readonly legendTop: number;
  readonly height: number;
}

export function mapLayout(map: MapAnswer, width: number): MapLayout {
  const isNarrow = width < WIDE;
  const head = headCell(map, width);
  const legend = legendCell(map, width);
  const stages = shownStages(map);
  const beside = isNarrow ? 1 : Math.max(1, Math.floor((width - GUTTER) / LEAST_COLUMN));
  const bands: Band[] = [];
  let y = head.height + 18;
  // Bands have about the same length. If there are seven stages and six would fit, the bands have four and three
  // stages.
  const count = Math.max(1, Math.ceil(stages.length / beside));
  const each = Math.max(1, Math.ceil(stages.length / count));
  for (let first = 0; first < stages.length; first += each) {
    const members = stages.slice(first, first + each);
    const band = isNarrow ? narrowBand(map, members, width, y) : wideBand(map, members, each, width, y);
    bands.push(band);
    y = band.bottom + BETWEEN_BANDS;
  }
  return { head, bands, isNarrow, legend, legendTop: y - 6, height: y - 6 + legend.height + 4 };
}

function wideBand(map: MapAnswer, stages: readonly Stage[], each: number, width: number, top: number): Band {
  const room = Math.min(MOST_COLUMN, Math.floor((width - GUTTER - ASIDE) / each));
  const columns = stages.map((_, i) => ({ x: GUTTER + i * room, width: room }));
  let y = top;
  const lanes = LANES.flatMap((make): PlacedLane[] => {
    const lane = make({ map, stages, width: room - 2 * ASIDE });
    if (lane === null) return [];
    const note = wrap(lane.note, GUTTER - (lane.noteIndent ?? 20), { size: SMALLEST }, 6);
    const inner = Math.max(lane.across?.height ?? 0, ...(lane.across ? [] : lane.cells.map(({ height }) => height)));
    const height = Math.max(inner, 17 + note.length * 14) + 2 * ABOVE;
    const placed = { lane, y, height, note };
    y += height;
    return [placed];
  });
  return { stages, columns, lanes, top, bottom: y };
}

function narrowBand(map: MapAnswer, stages: readonly Stage[], width: number, top: number): Band {
  let y = top;
  const lanes = LANES.flatMap((make): PlacedLane[] => {
    const lane = make({ map, stages, width: width - 2 * ASIDE });
    const inner = lane?.cells[0]?.height ?? 0;
    if (lane === null || inner === 0) return [];
    const height = inner + (lane.key === "stages" ? 0 : NARROW_TITLE) + 12;
    const placed = { lane, y, height, note: [] };
    y += height;
    return [placed];
  });
  return { stages, columns: [{ x: 0, width }], lanes, top, bottom: y };
}

/** The height of a sheet of paper in landscape as a share of its width. It is the same for A4 and A3. */
const SHEET = 1 / Math.SQRT2;

/** The width at which the map has the shape of a sheet of paper in landscape, so that it fills one page. */
export function sheetWidth(map: MapAnswer): number {
  let best = 1200;
  let least = Number.POSITIVE_INFINITY;
  for (let width = 1100; width <= 3000; width += 50) {
    const off = Math.abs(mapLayout(map, width).height / width - SHEET);
    if (off < least) {
      least = off;
      best = width;
    }
  }
  return best;
}

export { ABOVE, ASIDE, NARROW_TITLE };
