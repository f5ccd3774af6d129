// The explorer: pictures of the journeys, each with the query behind it. Vite builds it into dist/pages; nothing is
// loaded from another origin, and everything is asked through the typed client.
import "./style.css";
import { createRoot } from "react-dom/client";
import { App } from "./app.js";

createRoot(document.getElementById("root")!).render(<App />);
