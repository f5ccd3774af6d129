// The frame of every picture. A picture consists of marks (Mark.tsx) and is one tab stop: the arrow keys move between
// its marks, Enter or a click opens or selects a mark, Escape clears the selection, and T (in Panel.tsx) shows the
// table.
import {
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { type ActingMark, type Frame, FrameContext } from "./frame.js";
import { MARKS, marksOf, neighbour } from "./neighbour.js";
import { useStable } from "./stable.js";
import { type Tip, TipBox } from "./tip.js";
import type { Opening } from "./view.js";

export interface PictureFrameProps {
  /** A sentence that says what the picture shows. */
  readonly label: string;
  readonly width: number;
  readonly height: number;
  readonly selected: string | null;
  onSelect(mark: string | null): void;
  onOpen?(opening: Opening): void;
  readonly children: ReactNode;
}

/**
 * An SVG of the given size. Its marks can be reached with the keyboard, have names for screen readers, and can be
 * opened.
 */
export function Picture({ label, width, height, selected, onSelect, onOpen, children }: PictureFrameProps) {
  const svg = useRef<SVGSVGElement>(null);
  const id = useId().replaceAll(":", "");
  const [current, setCurrent] = useState<string | null>(null);
  const [tip, setTip] = useState<Tip | null>(null);

  // The tab stop is the mark that was last focused, or else the first mark. A new answer may not have the last one any
  // more.
  useLayoutEffect(() => {
    const marks = marksOf(svg.current);
    if (!marks.some((mark) => mark.dataset.mark === current)) setCurrent(marks[0]?.dataset.mark ?? null);
  });

  const act = useStable((mark: ActingMark) => {
    if (mark.selects !== null) onSelect(mark.selects === selected ? null : mark.selects);
    else if (mark.opening !== null) onOpen?.(mark.opening);
  });
  // The tip is not part of the frame's value, so that the marks are not drawn again when it appears.
  const frame = useMemo<Frame>(
    () => ({
      current,
      selected,
      hatch: `url(#${id}-hatch)`,
      act,
      show(element, mark) {
        const own = svg.current?.getBoundingClientRect();
        if (own === undefined) return;
        const box = element.getBoundingClientRect();
        setTip({
          title: mark.name,
          lines: mark.details,
          box: {
            left: box.left - own.left,
            right: box.right - own.left,
            top: box.top - own.top,
            bottom: box.bottom - own.top,
          },
        });
      },
      hide: () => setTip(null),
    }),
    [current, selected, id, act],
  );

  const onFocus = (event: FocusEvent) => {
    const mark = (event.target as HTMLElement | SVGElement).closest<SVGElement>(MARKS);
    if (mark?.dataset.mark !== undefined) setCurrent(mark.dataset.mark);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape" && (selected !== null || tip !== null)) {
      event.stopPropagation();
      setTip(null);
      if (selected !== null) onSelect(null);
      return;
    }
    const next = neighbour(event.key, marksOf(svg.current), document.activeElement);
    if (next === null) return;
    event.preventDefault();
    next.focus();
  };

  return (
    <FrameContext.Provider value={frame}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the marks inside are what is focused. */}
      <div className="tl-picture" style={{ width }} onFocus={onFocus} onKeyDown={onKeyDown}>
        <svg
          ref={svg}
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="application"
          aria-roledescription="picture"
          aria-label={`${label} Arrow keys move, Enter opens, T shows the table.`}
          data-label={label}
        >
          <defs>
            <pattern
              id={`${id}-hatch`}
              width="6"
              height="6"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <rect width="6" height="6" style={{ fill: "var(--tl-bg)" }} />
              <rect width="2.5" height="6" style={{ fill: "var(--tl-open)" }} />
            </pattern>
          </defs>
          {children}
        </svg>
        {tip !== null && <TipBox tip={tip} width={width} />}
      </div>
    </FrameContext.Provider>
  );
}
