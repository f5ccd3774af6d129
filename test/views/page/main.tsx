// A page that shows one view with an answer, for the tests of pictures and for looking at them. The test calls `show`.
import { useState } from "react";
import { createRoot } from "react-dom/client";
import "../../../src/views/look.css";
import { type ChannelName, ChannelsProvider, channelLooks } from "../../../src/views/look.js";
import { background, Panel } from "../../../src/views/Panel.js";
import { toSvg } from "../../../src/views/svg.js";
import type { Opening, View } from "../../../src/views/view.js";
import { viewOf } from "../../../src/views/views.js";
import "./page.css";

declare global {
  interface Window {
    show(question: string, answer: unknown, channels: readonly ChannelName[]): Promise<void>;
    /** The openings so far, in order. */
    opened: Opening[];
    /** The picture as a file. */
    fileOf(title: string): string;
    /** The table that belongs to the answer shown. */
    tableOf(): unknown;
  }
}

const root = createRoot(document.getElementById("root")!);
let shown: { view: View<unknown, never>; answer: unknown } | null = null;
let count = 0;

window.opened = [];
window.show = async (question, answer, channels) => {
  const view = (await viewOf(question)) as View<unknown, never> | null;
  if (view === null) throw new Error(`There is no view of ${question}.`);
  shown = { view, answer };
  count += 1;
  root.render(
    <ChannelsProvider value={channelLooks(channels)}>
      <Shown key={count} view={view} answer={answer} />
    </ChannelsProvider>,
  );
};
window.tableOf = () => shown?.view.table(shown.answer);
window.fileOf = (title) => {
  const svg = document.querySelector<SVGSVGElement>(".tl-picture > svg");
  if (svg === null) throw new Error("No picture is shown.");
  return toSvg(svg, title, background(svg));
};

function Shown({ view, answer }: { view: View<unknown, never>; answer: unknown }) {
  const [selected, setSelected] = useState<string | null>(null);
  return (
    <Panel
      view={view}
      answer={answer}
      selected={selected}
      onSelect={setSelected}
      onOpen={(opening) => window.opened.push(opening)}
    />
  );
}
