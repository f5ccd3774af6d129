// The explorer shows pictures of the journeys, each with the query that produced it. Vite builds it into dist/pages.
// Nothing is loaded from another origin, and all data are requested through the typed client. The code and the first
// data of the page are requested before anything is rendered, because rendering the frame takes about as long as the
// requests.
import "./style.css";
import { createRoot } from "react-dom/client";
import { format } from "../views/format.js";
import { queries } from "./answers/useAnswer.js";
import { CHANNELS } from "./answers/useCatalogue.js";
import { STATUS } from "./answers/useStatus.js";
import { App } from "./app.js";
import { loadPage, loadPagesAhead } from "./pages/pages.js";
import { stateOf } from "./state/address.js";

const FORMATTERS: readonly (() => void)[] = [
  () => format.count(0),
  () => format.percent(0),
  () => format.date("2000-01-01"),
];

async function start(): Promise<void> {
  const arrived = stateOf(window.location.pathname, window.location.search);
  void queries.prefetchQuery(STATUS);
  void queries.prefetchQuery(CHANNELS);
  // If a page cannot be loaded, the error is shown in its place.
  const page = arrived && (await loadPage(arrived.state.place).catch(() => null));
  if (arrived !== null) page?.askAhead?.(arrived.state);
  createRoot(document.getElementById("root")!).render(<App />);
  loadPagesAhead();
  // Formatters are created while the page waits for its first answers. Each is created in a task of its own.
  for (const use of FORMATTERS) setTimeout(use);
}

void start();
