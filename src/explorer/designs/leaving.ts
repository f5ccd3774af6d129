// Protects unsaved changes. The page asks before the reader leaves it by a link, and every page asks before the tab is
// closed. The Back button cannot be stopped. In this case, the draft stays in memory, and the other pages say so and
// lead back to it.
import { useEffect, useSyncExternalStore } from "react";
import type { Draft } from "./draft.js";

/** The name of the draft of a blueprint that does not exist yet. */
export const NEW_DRAFT = "new";

const QUESTION = "The blueprint has changes that are not saved. Leave, and lose them?";

/** Drafts with unsaved changes, by the blueprint and version that they started from. */
const drafts = new Map<string, Draft>();

const listeners = new Set<() => void>();
let names: readonly string[] = [];

function changed(): void {
  names = [...drafts.keys()];
  if (names.length > 0) window.addEventListener("beforeunload", askBeforeUnload);
  else window.removeEventListener("beforeunload", askBeforeUnload);
  for (const listener of listeners) listener();
}

const askBeforeUnload = (event: BeforeUnloadEvent): void => event.preventDefault();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The names of the drafts with unsaved changes. */
export const useDrafts = (): readonly string[] => useSyncExternalStore(subscribe, () => names);

export const keptDraft = (name: string): Draft | undefined => drafts.get(name);

export function keepDraft(name: string, draft: Draft | null): void {
  if (draft === null) drafts.delete(name);
  else drafts.set(name, draft);
  changed();
}

/** Whether the draft may be left. If the reader agrees to lose the changes, they are dropped. */
export function mayLeave(name: string): boolean {
  if (!drafts.has(name)) return true;
  if (!window.confirm(QUESTION)) return false;
  keepDraft(name, null);
  return true;
}

/** Asks before links are followed while the draft has unsaved changes. */
export function useLeavingQuestion(name: string, isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return;
    const onClick = (event: MouseEvent) => {
      const link = (event.target as Element).closest?.("a");
      const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
      if (link == null || link.target === "_blank" || opensElsewhere || link.hash !== "") return;
      if (mayLeave(name)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    document.addEventListener("click", onClick, { capture: true });
    return () => document.removeEventListener("click", onClick, { capture: true });
  }, [name, isDirty]);
}
