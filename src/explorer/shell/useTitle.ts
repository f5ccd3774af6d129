// The title of the browser's tab.
import { useEffect } from "react";

/** `page` is the name of the page; null for the first page. */
export function useTitle(page: string | null): void {
  useEffect(() => {
    document.title = page === null ? "Throughline" : `${page} – Throughline`;
  }, [page]);
}
