// Assigns colours that have a meaning, such as those of channels. look.css defines the values of the colours for the
// light and the dark theme.
//
// The seven largest channels have a colour of their own. Six of the colours are Okabe and Ito's palette without black
// and yellow (M. Okabe, K. Ito, "Color Universal Design", 2008). Readers with any colour vision can distinguish them.
// The seventh is a brown that differs from the six in lightness. All other channels are grey and have a code of two
// letters. A channel has the same colour in every picture, whichever channels the picture contains.
import { createContext, useContext, useMemo } from "react";

/** The number of channels that have a colour of their own. */
const COLOURED = 7;

export interface ChannelName {
  readonly key: string;
  readonly name: string;
}

export interface ChannelLook {
  /** A CSS colour. */
  readonly colour: string;
  /** Two letters that distinguish grey channels; null for a channel with a colour of its own. */
  readonly code: string | null;
}

const GREY = "var(--tl-channel-other)";

/** The look of each channel. `channels` are all channels of the store, most interactions first. */
export function channelLooks(channels: readonly ChannelName[]): ReadonlyMap<string, ChannelLook> {
  const taken = new Set<string>();
  return new Map(
    channels.map(({ key, name }, i) => [
      key,
      i < COLOURED ? { colour: `var(--tl-channel-${i + 1})`, code: null } : { colour: GREY, code: codeOf(name, taken) },
    ]),
  );
}

/**
 * Chooses a code that is not taken: the first two letters of the name, or else the first letter and a later one, or
 * else a letter and a digit.
 */
function codeOf(name: string, taken: Set<string>): string {
  const letters = [...name.toUpperCase()].filter((letter) => /[\p{L}\p{N}]/u.test(letter));
  const first = letters[0] ?? "?";
  const candidates = [
    ...letters.slice(1).map((letter) => first + letter),
    ...Array.from({ length: 10 }, (_, digit) => `${first}${digit}`),
  ];
  const code = candidates.find((candidate) => !taken.has(candidate)) ?? `${first}${letters[1] ?? ""}`;
  taken.add(code);
  return code;
}

const Channels = createContext<ReadonlyMap<string, ChannelLook>>(new Map());

/** Gives the pictures below it the look of each channel: `<ChannelsProvider value={channelLooks(channels)}>`. */
export const ChannelsProvider = Channels.Provider;

/** The look of a channel by its key. Null and unknown channels are grey. */
export function useChannelLook(): (key: string | null | undefined) => ChannelLook {
  const looks = useContext(Channels);
  return useMemo(() => (key) => looks.get(key ?? "") ?? { colour: GREY, code: null }, [looks]);
}

/** The number of steps of the sequential ramp for rates in look.css. */
const RATE_STEPS = 6;

/** The colour of a rate on the sequential ramp from 0 to `most`. */
export function rateColour(rate: number, most = 1): string {
  const step = Math.floor((rate / most) * RATE_STEPS);
  return `var(--tl-rate-${Math.min(RATE_STEPS, Math.max(1, step + 1))})`;
}

/** The number of steps on each side of the middle of the diverging ramp. */
const DIFFERENCE_STEPS = 3;

/** The colour of a difference: blue for less, orange for more, from −`most` to `most`. */
export function differenceColour(difference: number, most: number): string {
  if (difference === 0 || most === 0) return "var(--tl-difference-0)";
  const step = Math.min(DIFFERENCE_STEPS, Math.ceil((Math.abs(difference) / most) * DIFFERENCE_STEPS));
  return `var(--tl-${difference < 0 ? "less" : "more"}-${step})`;
}

/** A pair with fewer settled handoffs than this is shown as "too few", without the colour of a rate. */
export const FEWEST_FOR_RATE = 30;
