// Parts that both the Sankey diagram and the list of steps use: the names, numbers and marks of labels and connections.
import type { ReactNode } from "react";
import { format } from "../format.js";
import { useHatch } from "../frame.js";
import type { FlowViewFragment } from "../generated/graphql.js";
import { Mark } from "../Mark.js";
import { opening } from "../view.js";
import { edgeMarkOf, type FlowEdge, type FlowNode } from "./layout.js";

export type Answer = FlowViewFragment;

/** The least thickness of a hatched area. A thinner area could not be distinguished from a line. */
const LEAST_HATCH = 3;

export const labelOf = (answer: Answer): string =>
  `Flow of ${format.plural(answer.totals.counted, "journey")} over ${format.plural(answer.steps.length, "step")}.`;

export function edgeMarkProps(edge: FlowEdge, backward: boolean) {
  const name = backward ? `${edge.to.label} → ${edge.from.label}` : `${edge.from.label} → ${edge.to.label}`;
  const what = `${format.plural(edge.journeys, "journey")}: ${name}`;
  return {
    id: edgeMarkOf(edge),
    name,
    value: edge.journeys,
    details: [
      format.plural(edge.journeys, "journey"),
      `${format.percent(edge.probability)} of the journeys at ${edge.from.label}`,
      ...(edge.wait.median == null ? [] : [`median wait ${format.duration(edge.wait.median)}`]),
    ],
    opening: opening(what, edge.journeys, edge.behind),
  };
}

export function nodeName(step: number, node: FlowNode): string {
  return `Step ${step}: ${node.point.label}`;
}

export function nodeDetails(node: FlowNode, total: number): string[] {
  return [
    `${format.rate(node.journeys, total)} journeys`,
    ...(node.dropOff > 0 ? [`${format.fraction(node.dropOff, node.journeys)} end here`] : []),
    ...(node.dropOffOpen > 0 ? [`${format.count(node.dropOffOpen)} of them are open and may go on`] : []),
  ];
}

export const endOpening = (node: FlowNode, step: number) =>
  opening(
    `${format.plural(node.dropOff, "journey")} that end at step ${step}: ${node.point.label}`,
    node.dropOff,
    node.behindDropOff,
  );

export const openOpening = (node: FlowNode, step: number) =>
  opening(
    `${format.plural(node.dropOffOpen, "open journey")} at step ${step}: ${node.point.label}`,
    node.dropOffOpen,
    node.behindOpen,
  );

interface HatchedProps {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The thickness of the mark, in pixels. */
  readonly thin: number;
}

export function Hatched({ thin, ...box }: HatchedProps) {
  const hatch = useHatch();
  return <rect {...box} className="tl-ring" style={{ fill: thin >= LEAST_HATCH ? hatch : "var(--tl-open)" }} />;
}

/** The mark of the open journeys among those that end at a label. */
export function OpenMark({
  id,
  node,
  step,
  children,
}: {
  readonly id: string;
  readonly node: FlowNode;
  readonly step: number;
  readonly children: ReactNode;
}) {
  return (
    <Mark
      id={`${id}/open`}
      name={`${nodeName(step, node)}: open`}
      value={node.dropOffOpen}
      details={[`${format.fraction(node.dropOffOpen, node.dropOff)} that end here are open and may go on`]}
      opening={openOpening(node, step)}
    >
      {children}
    </Mark>
  );
}
