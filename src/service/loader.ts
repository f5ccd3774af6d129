// A DataLoader (a library that batches the reads of a nested query) that releases its objects a few at a time. A plain
// DataLoader gives a level of the query all of its objects at the same moment. The promises of all these objects would
// then resolve in the same turn of the event loop, and the length of the turn could be checked only after the last of
// them.
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
