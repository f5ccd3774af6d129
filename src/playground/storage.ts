// Where GraphiQL keeps tabs, history and settings: localStorage under a prefix of its own, so that another GraphiQL on
// the same host and port does not mix its tabs with these, and tabs about the demo do not reappear on a user's own
// store. A browser that refuses storage (private mode, blocked cookies) gets a storage that lasts as long as the page.

export interface KeyValue {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
  clear(): void;
  readonly length: number;
}

/**
 * The playground and the explorer share the choice of light or dark (explorer/shell/theme.tsx stores it under this
 * key).
 */
const THEME = { own: "graphiql:theme", shared: "throughline:theme" };

export function prefixedStorage(prefix: string, inner: Storage): KeyValue {
  const own = () => Object.keys(inner).filter((key) => key.startsWith(prefix) && key !== THEME.shared);
  const place = (key: string) => (key === THEME.own ? THEME.shared : prefix + key);
  return {
    getItem: (key) => inner.getItem(place(key)),
    setItem: (key, value) => inner.setItem(place(key), value),
    removeItem: (key) => inner.removeItem(place(key)),
    clear: () => {
      for (const key of own()) inner.removeItem(key);
    },
    get length() {
      return own().length;
    },
  };
}

/** Whether someone has visited before with this kind of data. Their tabs are then kept. */
export const hasTabs = (storage: KeyValue): boolean => storage.getItem("graphiql:tabState") !== null;
