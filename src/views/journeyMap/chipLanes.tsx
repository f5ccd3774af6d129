// The lanes of channels and owners, as chips. A filled dot marks a channel that customers use. A ring marks a channel
// that only the design contains.
import { useChannelLook } from "../look.js";
import { SMALL, shorten, widthOf } from "../text.js";
import type { Stage } from "./answer.js";
import { type Cell, laneOf, type MakeLane, NOTHING } from "./cell.js";

interface Chip {
  readonly key: string;
  readonly name: string;
  readonly channel?: string;
  /**
   * Whether customers use the channel, and whether the design contains it. An owner has no dot, so it needs neither.
   */
  readonly isMeasured: boolean;
  readonly isDesigned: boolean;
}

export const channelsLane: MakeLane = (making) =>
  laneOf(
    {
      key: "channels",
      title: "Channels",
      note: "The channels of the touchpoints and steps. A ring: only in the design.",
    },
    making,
    (stage) => chipsCell(channelsOf(stage), making.width),
  );

export const ownersLane: MakeLane = (making) =>
  laneOf({ key: "owners", title: "Owners", note: "Who is responsible." }, making, (stage) =>
    chipsCell(ownersOf(stage), making.width),
  );

function channelsOf({ touchpoints, steps }: Stage): readonly Chip[] {
  const chips = new Map<string, Chip>();
  for (const { label } of touchpoints) {
    const channel = label.touchpoint?.channel;
    if (channel != null)
      chips.set(channel.key, {
        key: channel.key,
        name: channel.name,
        channel: channel.key,
        isMeasured: true,
        isDesigned: false,
      });
  }
  for (const { channel } of steps.flatMap((step) => step.touchpoints))
    if (channel != null)
      chips.set(channel.key, {
        key: channel.key,
        name: channel.name,
        channel: channel.key,
        isMeasured: chips.has(channel.key) && chips.get(channel.key)!.isMeasured,
        isDesigned: true,
      });
  return [...chips.values()];
}

function ownersOf({ touchpoints, steps, unmeasured }: Stage): readonly Chip[] {
  const names = [
    ...steps.map(({ owner }) => owner),
    ...touchpoints.map(({ label }) => label.touchpoint?.owner),
    ...unmeasured.map(({ touchpoint }) => touchpoint?.owner),
  ].filter((owner): owner is string => owner != null && owner !== "");
  return [...new Set(names)].map((name) => ({ key: name, name, isMeasured: true, isDesigned: false }));
}

const CHIP = 22;
const GAP = 4;

function chipsCell(chips: readonly Chip[], width: number): Cell {
  if (chips.length === 0) return NOTHING;
  let [x, row] = [0, 0];
  const placed = chips.map((chip) => {
    const before = chip.channel === undefined ? 8 : 20;
    const name = shorten(chip.name, width - before - 8, { size: SMALL });
    const wide = widthOf(name, { size: SMALL }) + before + 8;
    if (x > 0 && x + wide > width) {
      x = 0;
      row += 1;
    }
    const at = { chip, name, wide, x, y: row * (CHIP + GAP) };
    x += wide + GAP;
    return at;
  });
  return {
    height: (row + 1) * (CHIP + GAP) - GAP,
    draw: (left, top) =>
      placed.map(({ chip, name, wide, x, y }) => (
        <ChipMark key={chip.key} chip={chip} name={name} x={left + x} y={top + y} width={wide} />
      )),
  };
}

function ChipMark({ chip, name, x, y, width }: { chip: Chip; name: string; x: number; y: number; width: number }) {
  const lookOf = useChannelLook();
  const { colour } = lookOf(chip.channel);
  return (
    <g>
      <rect
        x={x + 0.5}
        y={y + 0.5}
        width={width - 1}
        height={CHIP - 1}
        rx={11}
        style={{
          fill: "var(--tl-bg)",
          stroke: chip.isDesigned ? "var(--tl-accent)" : "var(--tl-line-2)",
        }}
      />
      {chip.channel !== undefined && (
        <circle
          cx={x + 11}
          cy={y + CHIP / 2}
          r={4}
          style={chip.isMeasured ? { fill: colour } : { fill: "none", stroke: colour, strokeWidth: 1.5 }}
        />
      )}
      <text x={x + (chip.channel === undefined ? 8 : 20)} y={y + 15} className="tl-small">
        {name}
      </text>
    </g>
  );
}
