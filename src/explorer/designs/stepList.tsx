// The steps of a draft in order. A step is moved by dragging its card, or with the buttons on it.
import { type DragEvent, useState } from "react";
import { format } from "../../views/format.js";
import { useChannelLook } from "../../views/look.js";
import { type Draft, moved, removed, type StepDraft } from "./draft.js";
import type { Refused } from "./refusal.js";

interface StepListProps {
  readonly draft: Draft;
  /** The id of the step whose fields are shown. */
  readonly chosen: number | null;
  readonly refused: Refused | null;
  readonly onChoose: (id: number | null) => void;
  readonly onChange: (draft: Draft) => void;
}

export function StepList({ draft, chosen, refused, onChoose, onChange }: StepListProps) {
  const [dragged, setDragged] = useState<number | null>(null);
  /** The position at which the dragged step would be dropped: before the step that now has it. */
  const [target, setTarget] = useState<number | null>(null);
  const [said, setSaid] = useState("");
  const move = (id: number, to: number) => {
    const next = moved(draft, id, to);
    onChange(next);
    const at = next.steps.findIndex((step) => step.id === id);
    setSaid(`${next.steps[at]?.name} is now step ${at + 1} of ${next.steps.length}.`);
  };
  const onDragOver = (event: DragEvent, i: number) => {
    if (dragged === null) return;
    event.preventDefault();
    const { top, height } = event.currentTarget.getBoundingClientRect();
    setTarget(event.clientY < top + height / 2 ? i : i + 1);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    if (dragged !== null && target !== null) {
      const from = draft.steps.findIndex((step) => step.id === dragged);
      move(dragged, target > from ? target - 1 : target);
    }
    setDragged(null);
    setTarget(null);
  };
  return (
    <>
      <ol className="steps-edited" aria-label="Steps" data-end={target === draft.steps.length || undefined}>
        {draft.steps.map((step, i) => (
          <li
            key={step.id}
            draggable
            data-chosen={step.id === chosen || undefined}
            data-dragged={step.id === dragged || undefined}
            data-before={(target === i && dragged !== null) || undefined}
            data-refused={refused?.step === i || undefined}
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = "move";
              event.dataTransfer.setData("text/plain", step.name);
              setDragged(step.id);
            }}
            onDragOver={(event) => onDragOver(event, i)}
            onDrop={onDrop}
            onDragEnd={() => {
              setDragged(null);
              setTarget(null);
            }}
          >
            <StepCard step={step} number={i + 1} isChosen={step.id === chosen} onChoose={() => onChoose(step.id)} />
            <span className="step-buttons">
              <button
                type="button"
                className="icon-button"
                aria-label={`Move ${step.name} earlier`}
                title="Earlier"
                disabled={i === 0}
                onClick={() => move(step.id, i - 1)}
              >
                ↑
              </button>
              <button
                type="button"
                className="icon-button"
                aria-label={`Move ${step.name} later`}
                title="Later"
                disabled={i === draft.steps.length - 1}
                onClick={() => move(step.id, i + 1)}
              >
                ↓
              </button>
              <button
                type="button"
                className="icon-button"
                aria-label={`Remove ${step.name}`}
                title="Remove"
                onClick={() => {
                  onChange(removed(draft, step.id));
                  if (step.id === chosen) onChoose(null);
                  setSaid(`${step.name} was removed.`);
                }}
              >
                ×
              </button>
            </span>
          </li>
        ))}
      </ol>
      <p className="said" role="status">
        {said}
      </p>
    </>
  );
}

interface StepCardProps {
  readonly step: StepDraft;
  readonly number: number;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function StepCard({ step, number, isChosen, onChoose }: StepCardProps) {
  const look = useChannelLook();
  const notes = [
    ...(step.optional ? ["optional"] : []),
    ...(step.repeatable ? ["repeatable"] : []),
    ...(step.expectedWait === null ? [] : [`within ${format.duration(step.expectedWait)}`]),
    ...(step.delay === null ? [] : [`sent after ${format.duration(step.delay)}`]),
    ...(step.owner === "" ? [] : [step.owner]),
  ];
  return (
    <button type="button" className="step-card" aria-pressed={isChosen} onClick={onChoose}>
      <span className="step-number">{number}</span>
      <span className="step-text">
        <strong>{step.name}</strong>
        <span>
          {step.at.length === 0
            ? "no touchpoint yet"
            : step.at.map((place, i) => (
                <span key={place.key} className="step-place">
                  <i style={{ background: look(place.channel?.key).colour }} aria-hidden="true" />
                  {i > 0 && "or "}
                  {place.name}
                </span>
              ))}
        </span>
        {notes.length > 0 && <small>{notes.join(" · ")}</small>}
      </span>
    </button>
  );
}
