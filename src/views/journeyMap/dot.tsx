// The dot in the colour of a channel.
import { useChannelLook } from "../look.js";

export function Dot({
  x,
  y,
  channel,
}: {
  readonly x: number;
  readonly y: number;
  readonly channel: string | undefined;
}) {
  const lookOf = useChannelLook();
  return <circle cx={x} cy={y} r={4} style={{ fill: lookOf(channel).colour }} />;
}
