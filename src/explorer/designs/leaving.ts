// Protects unsaved changes. The page asks before the reader leaves it by a link or closes the tab. The Back button
// cannot be stopped. If it is used, the draft stays in memory, and is shown again when the user returns to the page.
import { useEffect } from "react";
import type { Draft } from "./draft.js";

const QUESTION = "The blueprint has changes that are not saved. Leave, and lose them?";

/** Drafts with unsaved changes, by the blueprint and version that they started from. */
const drafts = new Map<string, Draft>();

export const keptDraft = (name: string): Draft | undefined => drafts.get(name);

export function keepDraft(name: string, draft: Draft | null): void {
  if (draft === null) drafts.delete(name);
  else drafts.set(name, draft);
}

/** Whether the draft may be left. If the reader agrees to lose the changes, they are dropped. */
export function mayLeave(name: string): boolean {
  if (!drafts.has(name)) return true;
  if (!window.confirm(QUESTION)) return false;
  drafts.delete(name);
  return true;
}

/** Asks before links and the closing of the tab while the draft has unsaved changes. */
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
    const onUnload = (event: BeforeUnloadEvent) => {
      if (keptDraft(name) !== undefined) event.preventDefault();
    };
    document.addEventListener("click", onClick, { capture: true });
    window.addEventListener("beforeunload", onUnload);
    return () => {
      document.removeEventListener("click", onClick, { capture: true });
      window.removeEventListener("beforeunload", onUnload);
    };
  }, [name, isDirty]);
}
