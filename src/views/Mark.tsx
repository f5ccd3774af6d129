// A mark is a part of a picture that shows a number. It has a name and an exact value. Tests read them from the
// attributes `data-mark` and `data-value`, and compare them with the answer.
import { type ReactNode, useLayoutEffect, useRef } from "react";
import { type ActingMark, useFrame } from "./frame.js";
import type { Opening } from "./view.js";

export interface MarkProps {
  /**
   * The key of the mark, unique within the picture. It consists of keys of the answer, not of positions, so that it
   * stays the same for the same data.
   */
  readonly id: string;
  /** A name of what the mark shows, such as "Store visit: completed". */
  readonly name: string;
  /** The exact number of the answer, unrounded. */
  readonly value: number | string | null;
  /** Lines of the tip and of the name for screen readers. They include the value: "37.3 % (1,291 of 3,457)". */
  readonly details?: readonly string[];
  /** If set, Enter or a click opens these journeys. Otherwise, see `selects`. */
  readonly opening?: Opening | null;
  /**
   * What Enter or a click selects: this mark (true), or the mark with this key. For example, a cell of a matrix selects
   * a row of a list.
   */
  readonly selects?: boolean | string;
  readonly children: ReactNode;
}

const NO_DETAILS: readonly string[] = [];

/** A part of the picture that shows a number of the answer. Its children are drawn inside the mark. */
export function Mark({ id, name, value, details = NO_DETAILS, opening = null, selects = false, children }: MarkProps) {
  const frame = useFrame();
  const target = selects === false ? null : selects === true ? id : selects;
  const mark: ActingMark = { id, name, details, opening, selects: target };
  const acts = target !== null || opening !== null;
  const label = details.length === 0 ? name : `${name} ${details.join(", ")}`;
  const element = useRef<SVGGElement>(null);
  // Users of speech input say the text that is visible on the mark, so the name of the mark must contain this text
  // (WCAG 2.5.3).
  useLayoutEffect(() => {
    const texts = [...(element.current?.querySelectorAll("text") ?? [])];
    // Without a space between them, a screen reader would read two texts as one word.
    for (const text of texts) if (text.nextSibling?.nodeType !== Node.TEXT_NODE) text.after(" ");
    const written = texts.map((text) => text.textContent).join(" ");
    const missing = acts && !wordsOf(label).includes(wordsOf(written));
    element.current?.setAttribute("aria-label", missing ? `${label}, ${written}` : label);
  });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its role is button where it acts.
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: aria-pressed is given to buttons only.
    <g
      ref={element}
      className="tl-mark"
      role={acts ? "button" : "img"}
      aria-label={label}
      aria-pressed={target === null ? undefined : frame.selected === target}
      tabIndex={frame.current === id ? 0 : -1}
      data-mark={id}
      data-value={value ?? ""}
      data-acts={acts ? "" : undefined}
      onClick={() => frame.act(mark)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        frame.act(mark);
      }}
      onMouseEnter={(event) => frame.show(event.currentTarget, mark)}
      onMouseLeave={frame.hide}
      onFocus={(event) => frame.show(event.currentTarget, mark)}
      onBlur={frame.hide}
    >
      {children}
    </g>
  );
}

const wordsOf = (text: string): string => text.split(/\s+/).join(" ");
