// A DataLoader whose objects are passed on a few at a time. A level of a nested query receives all of its objects at
// the same moment. All promises between the loader and GraphQL would then advance together, one step after another, and
// the length of the turn could not be checked before the last step.
import DataLoader from "dataloader";
import type { Pace } from "./pace.js";

export class PacedLoader<K, V, C = K> extends DataLoader<K, V, C> {
  readonly #pace: Pace;

  constructor(
    pace: Pace,
    load: DataLoader.BatchLoadFn<K, V>,
    options: Pick<DataLoader.Options<K, V, C>, "cacheKeyFn"> = {},
  ) {
    super(load, { ...options, batchScheduleFn: pace.schedule });
    this.#pace = pace;
  }

  override load(key: K): Promise<V> {
    return super.load(key).then((found) => this.#pace.share()?.then(() => found) ?? found);
  }
}
