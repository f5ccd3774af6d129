// What a demo is made of. All of it decides the data, byte for byte, together with the code.
import { DEFAULT_FAULTS, type Fault } from "./faults.js";

export interface DemoSettings {
  readonly customers: number;
  readonly seed: number;
  /** UTC ms; everything lies in the year before it. */
  readonly end: number;
  readonly faults: readonly Fault[];
  /** How far the fail rates of pairs of channels differ by nature: each pair's is multiplied by 1 ± this, drawn once a company. */
  readonly unevenness: number;
}

/**
 * A fixed end: every answer shown in the documentation can then be had again byte for byte. Nothing looks old for it,
 * since all windows of all questions are relative to the newest interaction, never to the clock.
 */
export const DEFAULT_END = Date.UTC(2026, 10, 1);

/** Rates of pairs differ by up to ±0.3 points of 10: below what is called significant, and enough to be mistaken for it. */
export const DEFAULT_UNEVENNESS = 0.03;

export const DEFAULT_DEMO: DemoSettings = {
  customers: 20_000,
  seed: 7,
  end: DEFAULT_END,
  faults: DEFAULT_FAULTS,
  unevenness: DEFAULT_UNEVENNESS,
};
