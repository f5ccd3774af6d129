// A picture and a table for each root question of the document that was run. If the document lacks fields that the view
// reads, the pane names them, and one click adds them and runs the document again. For a step of the tour, the page
// requests them by itself.
import { useGraphiQL } from "@graphiql/react";
import { useEffect, useMemo, useState } from "react";
import { ChannelsProvider, channelLooks } from "../../views/look.js";
import { Panel } from "../../views/Panel.js";
import type { View } from "../../views/view.js";
import { viewOf } from "../../views/views.js";
import type { Asked, Asking } from "../document/fields.js";
import { fitOf } from "../document/fit.js";
import { Fence } from "../fence.js";
import type { Run } from "../runs.js";
import type { CatalogueTouchpoint } from "../tour/loaded.js";
import { addressOfJourneys, inExplorer } from "./explorer.js";
import { Needs } from "./needs.js";
import type { Pictured } from "./pictured.js";
import { useRequested } from "./requested.js";

interface PaneProps {
  readonly run: Run;
  readonly pictured: Pictured;
  readonly touchpoints: readonly CatalogueTouchpoint[];
  /** Whether the document is a step of the tour, which the reader may have changed. */
  readonly isOfTour: boolean;
}

const SHOWS = [
  ["answer", "JSON"],
  ["both", "Both"],
  ["picture", "Picture"],
] as const;
type Shows = (typeof SHOWS)[number][0];

const SHOWN = "throughline:shows";

export default function Pane({ run, pictured, touchpoints, isOfTour }: PaneProps) {
  const storage = useGraphiQL((state) => state.storage);
  const text = useGraphiQL((state) => state.tabs[state.activeTabIndex]?.query);
  const [shows, setShows] = useState<Shows>(() => SHOWS.find(([name]) => name === storage.get(SHOWN))?.[0] ?? "both");
  const looks = useMemo(() => channelLooks(channelsOf(touchpoints)), [touchpoints]);
  return (
    <section className="throughline-pictures" data-shows={shows} aria-label="Pictures">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form. */}
      <div className="throughline-shows" role="group" aria-label="What is shown of the answer">
        {SHOWS.map(([name, label]) => (
          <button
            key={name}
            type="button"
            aria-pressed={shows === name}
            onClick={() => {
              setShows(name);
              storage.set(SHOWN, name);
            }}
          >
            {label}
          </button>
        ))}
        {text != null && text !== run.query && <span>The query was edited after it was run.</span>}
      </div>
      {shows !== "answer" && (
        <div className="throughline-drawn">
          <ChannelsProvider value={looks}>
            {pictured.roots.map((root) => (
              <Question key={root.key} root={root} asking={pictured.asking} run={run} isOfTour={isOfTour} />
            ))}
          </ChannelsProvider>
        </div>
      )}
    </section>
  );
}

/** The channels, most interactions first, so that they have the same colours as in the explorer. */
function channelsOf(touchpoints: readonly CatalogueTouchpoint[]) {
  const channels = new Map<string, { key: string; name: string; visits: number }>();
  for (const { channel, visits } of touchpoints) {
    const known = channels.get(channel.key) ?? { key: channel.key, name: channel.name, visits: 0 };
    channels.set(channel.key, { ...known, visits: known.visits + visits });
  }
  return [...channels.values()].sort((a, b) => b.visits - a.visits);
}

interface QuestionProps {
  readonly root: Asked;
  readonly asking: Asking;
  readonly run: Run;
  readonly isOfTour: boolean;
}

function Question({ root, asking, run, isOfTour }: QuestionProps) {
  const [view, setView] = useState<View | null>(null);
  const [isMissing, setMissing] = useState(false);
  const [selected, setSelected] = useState<string | null>(null);
  const question = root.field.name;
  useEffect(() => {
    let isCurrent = true;
    viewOf(question)?.then(
      (loaded) => isCurrent && setView(loaded),
      () => isCurrent && setMissing(true),
    );
    return () => {
      isCurrent = false;
    };
  }, [question]);
  const fits = useMemo(() => (view === null ? null : fitOf(asking, root, view.fragment)), [view, asking, root]);
  const lacks = fits !== null && fits.missing.length > 0;
  const own = useMemo(
    () => (fits === null || lacks ? null : fits.read(run.data?.[root.key])),
    [fits, lacks, run, root],
  );
  const requested = useRequested(view, root, asking, lacks && isOfTour);
  const answer = lacks ? (requested?.answer ?? null) : own;
  const page = useMemo(() => inExplorer(root, asking), [root, asking]);
  if (isMissing) return <p role="alert">The picture cannot be loaded. Load the page again.</p>;
  if (view === null || fits === null) return null;
  return (
    <article className="throughline-question" data-question={root.key}>
      <header>
        <h3>
          {view.title}
          {root.key !== question && <code>{root.key}</code>}
        </h3>
        {page !== null && (
          <span>
            <a href={page.address}>Open in the explorer</a>
            {page.leftOut.length > 0 && <small> without {page.leftOut.join(", ")}, which its page does not have</small>}
          </span>
        )}
      </header>
      {answer !== null && (
        <Fence key={run.query} missing="This answer cannot be drawn. The answer itself is above.">
          <Panel
            view={view as View<unknown, never>}
            answer={answer}
            selected={selected}
            onSelect={setSelected}
            onOpen={(opening) => window.location.assign(addressOfJourneys(opening, root, asking))}
          />
        </Fence>
      )}
      {lacks && isOfTour && requested === undefined && <p role="status">Asking for the fields of the picture…</p>}
      {lacks && requested?.refused != null && (
        <p role="alert">The fields of the picture were refused. {requested.refused}</p>
      )}
      {lacks && !(isOfTour && requested === undefined) && (
        <Needs missing={fits.missing} root={root} view={view} run={run} isDrawn={answer !== null} />
      )}
    </article>
  );
}
