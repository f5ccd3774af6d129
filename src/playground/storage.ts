// Where GraphiQL keeps tabs, history and looks: localStorage under a prefix of our own, so that another GraphiQL on the
// same host and port does not mix its tabs into ours, and tabs on the demo don't reappear on a store of one's own.
// A browser that refuses storage (private mode, blocked cookies) gets one that lasts as long as the page.

export interface KeyValue {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
  clear(): void;
  readonly length: number;
}

export function prefixedStorage(prefix: string, inner: Storage): KeyValue {
  const own = () => Object.keys(inner).filter((key) => key.startsWith(prefix));
  return {
    getItem: (key) => inner.getItem(prefix + key),
    setItem: (key, value) => inner.setItem(prefix + key, value),
    removeItem: (key) => inner.removeItem(prefix + key),
    clear: () => {
      for (const key of own()) inner.removeItem(key);
    },
    get length() {
      return own().length;
    },
  };
}

/** True when someone has been here before on this kind of data: their tabs are then theirs. */
export const hasTabs = (storage: KeyValue): boolean => storage.getItem("graphiql:tabState") !== null;
