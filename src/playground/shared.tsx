// Links to queries: a query in the address of the page opens in a new tab, unless a tab already has it. A button copies
// a link to the query of the current tab.
import { ToolbarButton, useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useEffect, useRef, useState } from "react";
import { addressOfQuery, LONGEST_LINK, type SharedQuery, sharedIn, withoutShared } from "./link.js";

/**
 * The query with which the page was opened. It is kept here until it is in a tab, because the page may first have to
 * ask for a key.
 */
let arrived: SharedQuery | null = sharedIn(window.location.search);

export function OpenShared(): null {
  const { addTab, changeTab } = useGraphiQLActions();
  const tabs = useGraphiQL((state) => state.tabs);
  const query = useGraphiQL((state) => state.queryEditor);
  const variables = useGraphiQL((state) => state.variableEditor);
  const response = useGraphiQL((state) => state.responseEditor);
  useEffect(() => {
    if (arrived === null || query === undefined || variables === undefined || response === undefined) return;
    const shared = arrived;
    arrived = null;
    const open = tabs.findIndex((tab) => tab.query === shared.query && (tab.variables ?? "") === shared.variables);
    if (open >= 0) changeTab(open);
    else {
      addTab();
      query.setValue(shared.query);
      variables.setValue(shared.variables);
    }
    if (shared.variables !== "") showVariables();
    window.history.replaceState(window.history.state, "", withoutShared(window.location));
  }, [tabs, query, variables, response, addTab, changeTab]);
  return null;
}

/** Unfolds the editor of variables, for which GraphiQL has no action. */
function showVariables(): void {
  const pane = document.querySelector<HTMLElement>(".graphiql-editor-tool");
  if (pane?.style.position === "absolute")
    document.querySelector<HTMLElement>('.graphiql-editor-tools [data-name="variables"]')?.click();
}

type Said = { readonly text: string; readonly link?: string };

/** Milliseconds for which a message is shown. */
const SHOWN = 4_000;

export function CopyLink() {
  const query = useGraphiQL((state) => state.queryEditor);
  const variables = useGraphiQL((state) => state.variableEditor);
  const [said, setSaid] = useState<Said | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const say = (next: Said) => {
    clearTimeout(timer.current);
    setSaid(next);
    if (next.link === undefined) timer.current = setTimeout(setSaid, SHOWN, null);
  };
  const copy = async () => {
    const text = query?.getValue() ?? "";
    if (text.trim() === "") return say({ text: "There is nothing to link to: this tab has no query." });
    const link = window.location.origin + addressOfQuery({ query: text, variables: variables?.getValue() ?? "" });
    if (link.length > LONGEST_LINK)
      return say({
        text: "This link would be too long to pass on. Pass on the query itself, or shorten its comments.",
      });
    try {
      await navigator.clipboard.writeText(link);
      say({ text: "The link was copied. It opens this query in a tab of its own." });
    } catch {
      say({ text: "The browser does not let the page copy. Copy the link here:", link });
    }
  };
  return (
    <>
      <ToolbarButton label="Copy link to this query" onClick={() => void copy()}>
        <LinkIcon />
      </ToolbarButton>
      <div className="throughline-said" role="status" hidden={said === null}>
        {said?.text}
        {said?.link !== undefined && (
          <>
            <input readOnly aria-label="Link" value={said.link} ref={(input) => input?.select()} />
            <button type="button" className="throughline-button" onClick={() => setSaid(null)}>
              Close
            </button>
          </>
        )}
      </div>
    </>
  );
}

function LinkIcon() {
  return (
    <svg
      viewBox="0 0 24 24"
      className="graphiql-toolbar-icon"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M10 14a4 4 0 0 0 5.7 0l3.3-3.3a4 4 0 0 0-5.7-5.7L12 6.300" />
      <path d="M14 10a4 4 0 0 0-5.7 0L5 13.3A4 4 0 0 0 10.700 19l1.300-1.300" />
    </svg>
  );
}
