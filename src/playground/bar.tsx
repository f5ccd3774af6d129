// The bar above the editors, which says what Throughline is, with links to the explorer and to the docs.
import { useGraphiQL } from "@graphiql/react";
import { useEffect } from "react";
import { KeyMenu } from "../browser/keyMenu.js";

interface BarProps {
  readonly synthetic: boolean;
  readonly onKey: () => void;
}

export function Bar({ synthetic, onKey }: BarProps) {
  return (
    <>
      <a className="throughline-brand" href="/" title="Overview of all journeys">
        <img src="/favicon.svg" alt="" width="20" height="20" />
        <span>Throughline</span>
      </a>
      {synthetic && (
        <span className="throughline-badge" title="The data of this store are generated.">
          Synthetic data
        </span>
      )}
      <p className="throughline-what">
        Ask a graph of customer journeys: which routes lead from one point to another, and where handoffs fail.
      </p>
      <nav aria-label="Throughline">
        <a href="/">Explorer</a>
        <a href="/docs/">Docs</a>
        <button type="button" onClick={showDocs}>
          Schema
        </button>
      </nav>
      <KeyMenu onKey={onKey} />
    </>
  );
}

/**
 * Opens the pane of the schema's docs. GraphiQL has no action for this, so this function clicks GraphiQL's own button.
 */
function showDocs(): void {
  document.querySelector<HTMLElement>('.graphiql-sidebar button[aria-label="Show Documentation Explorer"]')?.click();
}

/** Gives pictures the colours of the theme that is chosen in GraphiQL. Renders nothing. */
export function FollowTheme(): null {
  const theme = useGraphiQL((state) => state.theme);
  useEffect(() => {
    if (theme === null) delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);
  return null;
}

/** Scrolls the active tab into view, because the row of tabs may be wider than the screen. Renders nothing. */
export function ShowActiveTab(): null {
  const active = useGraphiQL((state) => state.activeTabIndex);
  const count = useGraphiQL((state) => state.tabs.length);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another number of tabs moves the active one.
  useEffect(() => {
    document.querySelectorAll(".graphiql-tab")[active]?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [active, count]);
  return null;
}
