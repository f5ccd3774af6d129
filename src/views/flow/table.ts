// The table of a flow: the labels of each step, then the connections.
import { format } from "../format.js";
import { opening, type TableData, type TableRow } from "../view.js";
import { edgeMarkOf, isBackward, nodeMark } from "./layout.js";
import { type Answer, endOpening, nodeName, openOpening } from "./marks.js";

export function table(answer: Answer): TableData {
  const nodes = answer.steps.flatMap(({ step, nodes: own }) =>
    own.map((node): TableRow => {
      const name = nodeName(step, node);
      return {
        key: nodeMark(step, node.point.key),
        isOther: node.point.isOther,
        values: {
          step,
          label: node.point.label,
          next: null,
          journeys: node.journeys,
          share: node.share,
          ended: node.dropOff,
          open: node.dropOffOpen,
        },
        parts: { share: { count: node.journeys, of: answer.totals.counted } },
        opens: {
          journeys: opening(`${format.plural(node.journeys, "journey")}: ${name}`, node.journeys, node.behind),
          ended: endOpening(node, step),
          open: openOpening(node, step),
        },
      };
    }),
  );
  const edges = answer.edges.map((edge): TableRow => {
    const from = answer.steps.find(({ step }) => step === edge.step)?.nodes.find((n) => n.point.key === edge.from.key);
    return {
      key: edgeMarkOf(edge),
      values: {
        step: edge.step,
        label: edge.from.label,
        next: edge.to.label,
        journeys: edge.journeys,
        share: edge.probability,
        ended: null,
        open: null,
      },
      ...(from === undefined ? {} : { parts: { share: { count: edge.journeys, of: from.journeys } } }),
      opens: {
        journeys: opening(
          `${format.plural(edge.journeys, "journey")}: ${edge.from.label} → ${edge.to.label}`,
          edge.journeys,
          edge.behind,
        ),
      },
    };
  });
  return {
    caption: `Flow of ${format.plural(answer.totals.counted, "journey")}: labels of each step, then connections`,
    columns: [
      { key: "label", name: "Label", unit: null, kind: "text" },
      { key: "step", name: "Step", unit: null, kind: "count" },
      { key: "next", name: "Next", unit: isBackward(answer) ? "before it" : null, kind: "text" },
      { key: "journeys", name: "Journeys", unit: null, kind: "count" },
      { key: "share", name: "Share", unit: "of all, or of the label", kind: "rate" },
      { key: "ended", name: "End here", unit: "journeys", kind: "count" },
      { key: "open", name: "Of them open", unit: "journeys", kind: "count" },
    ],
    rows: [...nodes, ...edges],
  };
}
