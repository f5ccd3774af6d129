// The settings of a demo. Together with the code, they determine the data byte for byte.
import { DEFAULT_FAULTS, type Fault } from "./faults.js";

export interface DemoSettings {
  readonly customers: number;
  readonly seed: number;
  /** UTC milliseconds. All rows are in the year before it. */
  readonly end: number;
  readonly faults: readonly Fault[];
  /**
   * How much the fail rates of channel pairs differ without planted faults. Each rate is multiplied by a number from 1
   * − this value to 1 + this value, which is drawn once per company.
   */
  readonly unevenness: number;
}

/**
 * A fixed end, so that every answer in the documentation can be reproduced byte for byte. The data do not look old,
 * because all windows of all questions are relative to the newest interaction, never to the clock.
 */
export const DEFAULT_END = Date.UTC(2026, 10, 1);

/**
 * Fail rates of pairs differ by up to ±0.3 percentage points around 10 %. This is too little to be called significant,
 * but enough to be mistaken for a fault.
 */
export const DEFAULT_UNEVENNESS = 0.03;

export const DEFAULT_DEMO: DemoSettings = {
  customers: 20_000,
  seed: 7,
  end: DEFAULT_END,
  faults: DEFAULT_FAULTS,
  unevenness: DEFAULT_UNEVENNESS,
};
