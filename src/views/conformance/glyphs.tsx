// The signs of moves. Each differs in shape and colour: a full circle is present, a dashed square with a cross is
// missing, a diamond is extra, and a triangle is out of order.

export type Sign = "present" | "missing" | "extra" | "outOfOrder" | "absent";

export const SIGN_NAMES: Readonly<Record<Exclude<Sign, "absent">, string>> = {
  present: "present",
  missing: "missing",
  extra: "extra (ad hoc)",
  outOfOrder: "out of order",
};

export function Glyph({ sign, x, y, size }: { sign: Sign; x: number; y: number; size: number }) {
  switch (sign) {
    case "present":
      return <circle cx={x} cy={y} r={size} style={{ fill: "var(--tl-done)" }} />;
    case "missing":
      return (
        <g style={{ stroke: "var(--tl-more-ink)", strokeWidth: 1.6, fill: "none" }}>
          <rect
            x={x - size}
            y={y - size}
            width={2 * size}
            height={2 * size}
            style={{ fill: "var(--tl-bg)", strokeDasharray: "3 2" }}
          />
          <path d={`M${x - size / 2},${y - size / 2} l${size},${size} m0,${-size} l${-size},${size}`} />
        </g>
      );
    case "extra":
      return (
        <path
          d={`M${x},${y - size} l${size},${size} l${-size},${size} l${-size},${-size} Z`}
          style={{ fill: "var(--tl-channel-4)", stroke: "var(--tl-bg)", strokeWidth: 1 }}
        />
      );
    case "outOfOrder":
      return (
        <path
          d={`M${x},${y - size} L${x + size},${y + size} L${x - size},${y + size} Z`}
          style={{ fill: "var(--tl-channel-2)", stroke: "var(--tl-bg)", strokeWidth: 1 }}
        />
      );
    case "absent":
      return <circle cx={x} cy={y} r={1.6} style={{ fill: "var(--tl-line-2)" }} />;
  }
}
