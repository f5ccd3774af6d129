// The tour's pane: the steps, each with its question. Opening a step shows its tab. If the tab was closed or changed,
// the step is opened in a new tab, and a changed tab stays as it is. No query runs until the reader starts it.
import { type GraphiQLPlugin, useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import type { ReactNode } from "react";
import type { Catalogue } from "./catalogue.js";
import { count } from "./choose.js";
import { partsOf, type TourStep } from "./step.js";

export const TOUR_TITLE = "Tour";

export function tourPlugin(steps: readonly TourStep[], catalogue: Catalogue): GraphiQLPlugin {
  return { title: TOUR_TITLE, icon: TourIcon, content: () => <Tour steps={steps} catalogue={catalogue} /> };
}

function TourIcon() {
  return (
    <svg
      viewBox="0 0 24 24"
      width="1em"
      height="1em"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      aria-hidden="true"
    >
      <path d="M5 18 10 8l5 7 4-10" strokeLinecap="round" strokeLinejoin="round" />
      <g fill="currentColor" stroke="none">
        <circle cx="5" cy="18" r="2" />
        <circle cx="10" cy="8" r="2" />
        <circle cx="15" cy="15" r="2" />
        <circle cx="19" cy="5" r="2" />
      </g>
    </svg>
  );
}

function Tour({ steps, catalogue }: { steps: readonly TourStep[]; catalogue: Catalogue }) {
  const { addTab, changeTab } = useGraphiQLActions();
  const tabs = useGraphiQL((state) => state.tabs);
  const active = useGraphiQL((state) => state.activeTabIndex);
  const editor = useGraphiQL((state) => state.queryEditor);
  const variables = useGraphiQL((state) => state.variableEditor);
  const open = (step: TourStep) => {
    const at = tabs.findIndex((tab) => tab.query === step.query);
    if (at === active) return;
    if (at >= 0) return changeTab(at);
    addTab();
    variables?.setValue("");
    editor?.setValue(step.query);
  };
  return (
    <section className="throughline-tour" aria-label="Tour">
      <h2>Tour</h2>
      <p>{loaded(catalogue)}</p>
      <p>
        Each step is a query in a tab. Run it with <kbd>Ctrl</kbd> <kbd>Enter</kbd>. Its comments say what you can
        change.
      </p>
      <ol>
        {steps.map((step) => (
          <li key={step.name}>
            <button
              type="button"
              className={tabs[active]?.query === step.query ? "active" : ""}
              aria-current={tabs[active]?.query === step.query ? "step" : undefined}
              onClick={() => open(step)}
            >
              <strong>{withCode(step.title)}</strong>
              <span>{withCode(step.answers)}</span>
            </button>
          </li>
        ))}
      </ol>
      <p>If you have changed a step, open it here: a new tab shows it as it was.</p>
    </section>
  );
}

/** The text of the tour, with the names of fields and arguments as code. */
function withCode(text: string): ReactNode[] {
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change their places.
  return partsOf(text).map(({ part, isCode }, i) => (isCode ? <code key={i}>{part}</code> : part));
}

function loaded({ synthetic, customers, journeys, interactions }: Catalogue): string {
  const counts = `${count(interactions)} interactions in ${count(journeys)} journeys of ${count(customers)} customers`;
  if (interactions === 0) return "Nothing is loaded yet.";
  return synthetic ? `A synthetic retailer: ${counts}.` : `Loaded: ${counts}.`;
}
