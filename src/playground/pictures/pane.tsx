// A picture and a table for each root question of the document that was run. If the document lacks fields that the view
// reads, the pane names them, and one click adds them and runs the document again.
import { useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { Component, type ReactNode, useEffect, useMemo, useState } from "react";
import { ChannelsProvider, channelLooks } from "../../views/look.js";
import { Panel } from "../../views/Panel.js";
import type { View } from "../../views/view.js";
import { viewOf } from "../../views/views.js";
import { complete } from "../document/complete.js";
import type { Asked, Asking } from "../document/fields.js";
import { fitOf, type Missing, namesOf } from "../document/fit.js";
import type { Run } from "../runs.js";
import type { CatalogueTouchpoint } from "../tour/loaded.js";
import { addressOfJourneys, inExplorer } from "./explorer.js";
import type { Pictured } from "./pictured.js";

interface PaneProps {
  readonly run: Run;
  readonly pictured: Pictured;
  readonly touchpoints: readonly CatalogueTouchpoint[];
}

const SHOWS = [
  ["answer", "JSON"],
  ["both", "Both"],
  ["picture", "Picture"],
] as const;
type Shows = (typeof SHOWS)[number][0];

const SHOWN = "throughline:shows";

export default function Pane({ run, pictured, touchpoints }: PaneProps) {
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
              <Question key={root.key} root={root} asking={pictured.asking} run={run} />
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
}

function Question({ root, asking, run }: QuestionProps) {
  const [view, setView] = useState<View | null>(null);
  const [selected, setSelected] = useState<string | null>(null);
  const question = root.field.name;
  useEffect(() => {
    let isCurrent = true;
    viewOf(question)?.then((loaded) => isCurrent && setView(loaded));
    return () => {
      isCurrent = false;
    };
  }, [question]);
  const fits = useMemo(() => (view === null ? null : fitOf(asking, root, view.fragment)), [view, asking, root]);
  const answer = useMemo(
    () => (fits === null || fits.missing.length > 0 ? null : fits.read(run.data?.[root.key])),
    [fits, run, root],
  );
  const page = useMemo(() => inExplorer(root, asking), [root, asking]);
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
      {answer === null ? (
        <Needs missing={fits.missing} root={root} view={view} run={run} />
      ) : (
        <Fence key={run.query}>
          <Panel
            view={view as View<unknown, never>}
            answer={answer}
            selected={selected}
            onSelect={setSelected}
            onOpen={(opening) => window.location.assign(addressOfJourneys(opening, root, asking))}
          />
        </Fence>
      )}
    </article>
  );
}

/** The number of missing fields that are listed at first. A click shows the others. */
const NAMED = 6;

interface NeedsProps {
  readonly missing: readonly Missing[];
  readonly root: Asked;
  readonly view: View;
  readonly run: Run;
}

function Needs({ missing, root, view, run }: NeedsProps) {
  const editor = useGraphiQL((state) => state.queryEditor);
  const schema = useGraphiQL((state) => state.schema);
  const { run: runAgain } = useGraphiQLActions();
  const [refused, setRefused] = useState<string | null>(null);
  const names = namesOf(missing);
  const add = () => {
    const model = editor?.getModel();
    if (editor === undefined || model == null || schema == null) return;
    const done = complete({
      schema,
      text: model.getValue(),
      operation: run.operationName,
      variables: run.variables,
      key: root.key,
      fragment: view.fragment,
    });
    if ("refused" in done) return setRefused(done.refused);
    setRefused(null);
    editor.pushUndoStop();
    editor.executeEdits(
      "throughline",
      done.edits.map(({ offset, length, text }) => {
        const [start, end] = [model.getPositionAt(offset), model.getPositionAt(offset + length)];
        return {
          range: {
            startLineNumber: start.lineNumber,
            startColumn: start.column,
            endLineNumber: end.lineNumber,
            endColumn: end.column,
          },
          text,
        };
      }),
    );
    editor.pushUndoStop();
    runAgain();
  };
  return (
    <div className="throughline-needs">
      <p>
        The picture needs <Names names={names.slice(0, NAMED)} />
        {names.length > NAMED && "…"}
      </p>
      {names.length > NAMED && (
        <details>
          <summary>{names.length - NAMED} more</summary>
          <p>
            <Names names={names.slice(NAMED)} />
          </p>
        </details>
      )}
      <button type="button" className="throughline-button" onClick={add}>
        Add them and run
      </button>
      {refused !== null && <p role="alert">{refused}</p>}
    </div>
  );
}

function Names({ names }: { readonly names: readonly string[] }) {
  return names.map((name, i) => (
    <span key={name}>
      {i > 0 && ", "}
      <code>{name}</code>
    </span>
  ));
}

/** Catches an error in a picture, so that it does not remove the editors from the page. */
class Fence extends Component<{ readonly children: ReactNode }, { readonly error: unknown }> {
  override state = { error: null as unknown };
  static getDerivedStateFromError(error: unknown) {
    return { error };
  }
  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <p role="alert">
        This answer cannot be drawn: {error instanceof Error ? error.message : String(error)} The answer itself is
        above.
      </p>
    );
  }
}
