// The page of the flow: what happens after a given point, or before it, step by step.
import type { FlowDirection, PathOptions, PointSelector } from "../../client/client.js";
import { view } from "../../views/flow/index.js";
import { nodeMark } from "../../views/flow/layout.js";
import { endOpening, openOpening } from "../../views/flow/marks.js";
import { format } from "../../views/format.js";
import type { FlowViewFragment } from "../../views/generated/graphql.js";
import { type Opening, opening } from "../../views/view.js";
import { useChannels } from "../answers/useCatalogue.js";
import { PointPicker } from "../fields/pointPicker.js";
import { Field, Form, Select } from "../shell/fields.js";
import { journeysBehind } from "../shell/opening.js";
import { MoreLabels, PathFields } from "../shell/pathFields.js";
import { PlaceLink } from "../shell/placeLink.js";
import { Problem } from "../shell/problem.js";
import { QuestionPage } from "../shell/questionPage.js";
import { RouteTabs } from "../shell/subTabs.js";
import { scopeOf } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";

/** The settings with which the page opens, so that the first picture has few and readable labels. */
const OPTIONS: PathOptions = { grain: "CHANNEL", repeats: "COLLAPSE" };
const ROWS_PER_STEP = 6;
const STEPS = ["3", "4", "5", "6", "7"] as const;

export default function FlowPage() {
  const { state, set } = useExplorer();
  const channels = useChannels();
  const { args, look } = state;
  const [busiest] = channels.data ?? [];
  const anchor =
    (args.anchor as PointSelector | undefined) ?? (busiest === undefined ? undefined : { channels: [busiest.key] });
  const options = (args.options as PathOptions | undefined) ?? OPTIONS;
  const select = look.select ?? null;
  return (
    <>
      <RouteTabs start={args.anchor as PointSelector | undefined} />
      <QuestionPage
        title="Flow"
        lead="What happens next, step by step? A column is a step; a band is the journeys that go from one label to the next. Grey ends mark journeys that ended, and hatched ends mark journeys that are still open."
        view={view}
        variables={
          anchor === undefined
            ? null
            : { rowsPerStep: ROWS_PER_STEP, steps: 5, ...args, anchor, options, ...scopeOf(state) }
        }
        incomplete={
          channels.error !== null ? (
            <Problem
              error={channels.error}
              again={() => void channels.refetch()}
              missing="The channel from which this page starts is not known. Choose the interactions to start from, or ask again."
            />
          ) : channels.data === undefined ? (
            <span role="status">Asking…</span>
          ) : (
            "Choose the interactions to start from."
          )
        }
        form={
          <Form label="Flow">
            <Field label="From">
              <PointPicker label="From" value={anchor} onChange={(at) => set("anchor", at)} />
            </Field>
            <Select
              label="Direction"
              value={(args.direction as FlowDirection | undefined) ?? "FORWARD"}
              options={[
                ["FORWARD", "what happens next"],
                ["BACKWARD", "what led to it"],
              ]}
              onChange={(direction) => set("direction", direction === "FORWARD" ? undefined : direction)}
            />
            <Select
              label="Steps"
              value={String(args.steps ?? 5)}
              options={[...new Set([...STEPS, String(args.steps ?? 5)])].map((n) => [n, n] as const)}
              onChange={(steps) => set("steps", Number(steps))}
            />
            <PathFields options={options} onChange={(next) => set("options", next)} />
            <MoreLabels options={options} onChange={(next) => set("options", next)} />
          </Form>
        }
        summary={({ totals }) => (
          <>
            <strong>{format.rate(totals.matched, totals.journeys)}</strong> of the journeys touch the start.
          </>
        )}
        empty={({ totals }) =>
          totals.matched > 0 ? null : (
            <div className="empty">
              <p>No journey touches the start. Choose another one.</p>
            </div>
          )
        }
        aside={(answer) => select !== null && <Chosen answer={answer} mark={select} />}
      />
    </>
  );
}

/** The counts of the selected label. A click on a count opens its journeys. */
function Chosen({ answer, mark }: { answer: FlowViewFragment; mark: string }) {
  const found = answer.steps
    .flatMap(({ step, nodes }) => nodes.map((node) => ({ step, node })))
    .find(({ step, node }) => nodeMark(step, node.point.key) === mark);
  if (found === undefined) return null;
  const { step, node } = found;
  const { point } = node;
  const backward = (answer.answer.settings as { readonly direction?: FlowDirection }).direction === "BACKWARD";
  const incoming = answer.edges.filter((edge) => edge.step === step - 1 && edge.to.key === point.key);
  const outgoing = answer.edges.filter((edge) => edge.step === step && edge.from.key === point.key);
  const counts = [
    opening(`${format.plural(node.journeys, "journey")} at step ${step}: ${point.label}`, node.journeys, node.behind),
    endOpening(node, step),
    openOpening(node, step),
  ];
  return (
    <aside className="chosen" aria-label={point.label}>
      <h2>{point.label}</h2>
      <p className="hint">Step {step}. Each count opens its journeys.</p>
      <Openings openings={counts} />
      <Edges title={backward ? "Goes to" : "Comes from"} edges={incoming} end="from" />
      <Edges title={backward ? "Comes from" : "Goes to"} edges={outgoing} end="to" />
    </aside>
  );
}

function Openings({ openings }: { readonly openings: readonly (Opening | null)[] }) {
  return (
    <ul>
      {openings.map(
        (one) =>
          one !== null && (
            <li key={one.what}>
              <PlaceLink to={journeysBehind(one)}>{one.what}</PlaceLink>
            </li>
          ),
      )}
    </ul>
  );
}

interface EdgesProps {
  readonly title: string;
  readonly edges: FlowViewFragment["edges"];
  /** The other end of the connection. */
  readonly end: "from" | "to";
}

/**
 * All connections on one side of the selected label, most journeys first. They include connections that are too thin to
 * be drawn.
 */
function Edges({ title, edges, end }: EdgesProps) {
  if (edges.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <Openings
        openings={[...edges]
          .sort((a, b) => b.journeys - a.journeys)
          .map((edge) =>
            opening(`${format.plural(edge.journeys, "journey")}: ${edge[end].label}`, edge.journeys, edge.behind),
          )}
      />
    </section>
  );
}
