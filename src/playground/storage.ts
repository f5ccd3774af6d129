// The storage in which GraphiQL keeps tabs, history and settings: localStorage, with a prefix before each key. The
// prefix separates these tabs from those of another GraphiQL on the same host and port, and tabs about the demo from
// tabs about the user's own store. If the browser refuses storage (private mode, blocked cookies), a storage that lasts
// as long as the page is used instead.

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

/** Whether this browser has tabs from an earlier visit with this kind of data. Such tabs are kept. */
export const hasTabs = (storage: KeyValue): boolean => storage.getItem("graphiql:tabState") !== null;
