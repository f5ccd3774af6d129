// The page of the playground: requests what data the service has loaded, then opens GraphiQL with the tour in its tabs.
// If the service requires a key, is building its projection or does not answer, the page says so and tries again. The
// page is never blank, not even with a wrong key.
import { GraphiQL, HISTORY_PLUGIN } from "graphiql";
import { useCallback, useEffect, useMemo, useState } from "react";
import { createPortal } from "react-dom";
import { apiKey } from "../browser/key.js";
import { KeyForm } from "../browser/keyMenu.js";
import { Bar, FollowTheme, ShowActiveTab } from "./bar.js";
import { EditorLooks } from "./editors.js";
import { FORM } from "./form/plugin.js";
import { Pictures } from "./pictures/footer.js";
import { fetcher, RequestFailed } from "./request.js";
import { CopyLink, OpenShared } from "./shared.js";
import { hasTabs, type KeyValue, prefixedStorage } from "./storage.js";
import { type Catalogue, loadCatalogue } from "./tour/catalogue.js";
import { tourPlugin } from "./tour/plugin.js";
import { tourFor } from "./tour/tour.js";

/** The initial ratios of widths: of the pane to the rest of the page, and of the query to the answer. */
const WIDTHS = { "graphiql:docExplorerFlex": "0.27", "graphiql:editorFlex": "1.15" };

/**
 * The least width, in pixels, at which the tour is shown. On a narrower screen, the query would be only a few letters
 * wide.
 */
const ROOM_FOR_TOUR = 900;

type State =
  | { readonly is: "asking" }
  | { readonly is: "ready"; readonly catalogue: Catalogue }
  | { readonly is: "failed"; readonly message: string; readonly wantsKey: boolean };

export function App() {
  const [state, setState] = useState<State>({ is: "asking" });
  const ask = useCallback(() => {
    setState({ is: "asking" });
    loadCatalogue().then(
      (catalogue) => setState({ is: "ready", catalogue }),
      (error: unknown) => setState(failed(error)),
    );
  }, []);
  useEffect(ask, [ask]);
  if (state.is === "asking") return <Note>Reading what the service has loaded…</Note>;
  if (state.is === "ready") return <Playground key={apiKey()} catalogue={state.catalogue} onKey={ask} />;
  return (
    <Note>
      <p role="alert">{state.message}</p>
      {state.wantsKey ? (
        <KeyForm onKey={ask} />
      ) : (
        <button type="button" className="throughline-button" onClick={ask}>
          Ask again
        </button>
      )}
    </Note>
  );
}

function failed(error: unknown): State {
  const wantsKey = error instanceof RequestFailed && error.code === "UNAUTHENTICATED";
  if (wantsKey)
    return {
      is: "failed",
      wantsKey,
      message: apiKey() === "" ? "This service requires an API key." : "The service does not know this API key.",
    };
  return { is: "failed", wantsKey, message: error instanceof Error ? error.message : String(error) };
}

function Note({ children }: { children: React.ReactNode }) {
  return (
    <main className="graphiql-container throughline-note">
      <div>
        <h1>Throughline</h1>
        {children}
      </div>
    </main>
  );
}

function Playground({ catalogue, onKey }: { catalogue: Catalogue; onKey: () => void }) {
  const [bar, setBar] = useState<HTMLElement | null>(null);
  const { storage, tour, plugins, visible, tabs, names } = useMemo(() => {
    const storage = openStorage(catalogue.synthetic ? "throughline-demo:" : "throughline:");
    for (const [key, share] of Object.entries(WIDTHS)) {
      if (storage.getItem(key) === null) storage.setItem(key, share);
    }
    const steps = tourFor(catalogue);
    const tour = tourPlugin(steps, catalogue);
    return {
      storage,
      tour,
      plugins: [tour, FORM, HISTORY_PLUGIN],
      // First-time visitors see the tour if there is enough space. Later, the pane is as the user has left it.
      visible: hasTabs(storage) || window.innerWidth < ROOM_FOR_TOUR ? undefined : tour,
      tabs: steps.map((step) => ({ query: step.query })),
      names: new Set(steps.map(({ name }) => name)),
    };
  }, [catalogue]);
  return (
    <>
      <header className="throughline-bar" ref={setBar} />
      <GraphiQL
        fetcher={fetcher}
        storage={storage}
        defaultTabs={tabs}
        defaultQuery=""
        plugins={plugins}
        visiblePlugin={visible ?? (storage.getItem("graphiql:visiblePlugin") === tour.title ? tour : undefined)}
        shouldPersistHeaders={false}
        inputValueDeprecation
        schemaDescription
      >
        <GraphiQL.Logo>{null}</GraphiQL.Logo>
        <GraphiQL.Toolbar>
          {({ prettify, merge, copy }) => (
            <>
              {prettify}
              {merge}
              {copy}
              <CopyLink />
            </>
          )}
        </GraphiQL.Toolbar>
        <GraphiQL.Footer>
          <Pictures touchpoints={catalogue.touchpoints} tour={names} />
        </GraphiQL.Footer>
        {bar !== null && createPortal(<Bar synthetic={catalogue.synthetic} onKey={onKey} />, bar)}
        <EditorLooks />
        <FollowTheme />
        <ShowActiveTab />
        <OpenShared />
      </GraphiQL>
    </>
  );
}

function openStorage(prefix: string): KeyValue {
  try {
    return prefixedStorage(prefix, window.localStorage);
  } catch {
    const kept = new Map<string, string>();
    return {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
      clear: () => kept.clear(),
      get length() {
        return kept.size;
      },
    };
  }
}
