// The lanes of texts. They show the goal of each stage, and the actions, thoughts and feelings of the customer in the
// designed steps.
import type { Step } from "./answer.js";
import { laneOf, type MakeLane, paragraph, stack } from "./cell.js";

export const goalLane: MakeLane = (making) =>
  laneOf({ key: "goal", title: "Goal", note: "What the stage is for." }, making, ({ label }) =>
    stack(label.stage?.purpose == null ? [] : [paragraph(label.stage.purpose, making.width)]),
  );

/** Texts of the designed steps. Equal texts of neighbouring steps are written once. */
const said =
  (
    key: string,
    title: string,
    note: string,
    textOf: (step: Step) => string | null,
    write: (text: string) => string = (text) => text,
    className = "tl-small",
  ): MakeLane =>
  (making) =>
    laneOf({ key, title, note }, making, ({ steps }) =>
      stack(
        steps
          .map(textOf)
          .filter((text, i, all): text is string => text !== null && text !== "" && text !== all[i - 1])
          .map((text) => paragraph(write(text), making.width, className)),
        5,
      ),
    );

export const doesLane = said("does", "Does", "Designed: what the customer does.", ({ does }) => does);

export const thinksLane = said(
  "thinks",
  "Thinks",
  "Designed: in the customer's words.",
  ({ thinks }) => thinks,
  (text) => (/^["“„«]/.test(text) ? text : `“${text}”`),
  "tl-small tl-said",
);

export const feelsLane = said("feels", "Feels", "Designed: the expected feelings.", ({ feels }) => feels);
