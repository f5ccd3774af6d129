// A DataLoader that releases its objects a few at a time. A plain DataLoader gives a level of a nested query all of its
// objects at the same moment. All promises between the loader and GraphQL would then advance step by step together, and
// the length of the turn could be checked only after all of them have resolved.
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
