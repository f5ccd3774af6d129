// The components of which every picture consists: the frame, and the marks in it. A mark is a part of the picture that
// shows a number. A picture is one tab stop: the arrow keys move between its marks, Enter or a click opens or selects a
// mark, Escape clears the selection, and T (in Panel.tsx) shows the table. A mark has a name and an exact value. Tests
// read them from the attributes `data-mark` and `data-value`, and compare them with the answer.
import {
  createContext,
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useContext,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { MARKS, marksOf, neighbour } from "./neighbour.js";
import { useStable } from "./stable.js";
import { LINE, TEXT } from "./text.js";
import type { Opening } from "./view.js";

interface Tip {
  readonly title: string;
  readonly lines: readonly string[];
  /** The position in pixels of the picture. */
  readonly box: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
}

interface Frame {
  readonly current: string | null;
  readonly selected: string | null;
  readonly hatch: string;
  act(mark: ActingMark): void;
  show(element: Element, mark: ActingMark): void;
  hide(): void;
}

interface ActingMark {
  readonly id: string;
  readonly name: string;
  readonly details: readonly string[];
  readonly opening: Opening | null;
  /** The key of the selected mark, or null if none is selected. */
  readonly selects: string | null;
}

const FrameContext = createContext<Frame | null>(null);

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

function TipBox({ tip, width }: { tip: Tip; width: number }) {
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ left: 0, top: 0 });
  useLayoutEffect(() => {
    if (box.current === null) return;
    const { offsetWidth, offsetHeight } = box.current;
    const middle = (tip.box.left + tip.box.right) / 2;
    const left = Math.max(0, Math.min(width - offsetWidth, middle - offsetWidth / 2));
    const above = tip.box.top - offsetHeight - GAP;
    setPlace({ left, top: above < -offsetHeight ? tip.box.bottom + GAP : above });
  }, [tip, width]);
  return (
    <div ref={box} className="tl-tip" aria-hidden="true" style={place}>
      <strong>{tip.title}</strong>
      {tip.lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </div>
  );
}

/** The distance between a mark and its tip, in pixels. */
const GAP = 8;

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
  const frame = useContext(FrameContext);
  if (frame === null) throw new Error("A Mark must be inside a Picture.");
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

/** The fill for areas whose journeys are pending, or that have too few handoffs for a rate. */
export function useHatch(): string {
  const frame = useContext(FrameContext);
  if (frame === null) throw new Error("Hatches must be inside a Picture.");
  return frame.hatch;
}

/** Lines of text. The baseline of the first line is at `y`. */
export function Lines({
  x,
  y,
  lines,
  className,
  anchor = "start",
}: {
  readonly x: number;
  readonly y: number;
  readonly lines: readonly string[];
  readonly className?: string;
  readonly anchor?: "start" | "middle" | "end";
}) {
  return (
    <text x={x} y={y} className={className} textAnchor={anchor} data-label-box="">
      {lines.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text have no other identity.
        <tspan key={i} x={x} dy={i === 0 ? 0 : LINE}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

/** A circle with a crack: the symbol of a broken pair, which fails significantly more often than others. */
export function BrokenSign({ x, y, size = TEXT }: { readonly x: number; readonly y: number; readonly size?: number }) {
  return (
    <g transform={`translate(${x} ${y}) scale(${size / 16})`}>
      <circle cx="8" cy="8" r="7" style={{ fill: "none", stroke: "var(--tl-more-ink)", strokeWidth: 1.8 }} />
      <path
        d="M9.5 1 L6.5 6 L9.5 9 L6.5 15"
        style={{ fill: "none", stroke: "var(--tl-more-ink)", strokeWidth: 1.8, strokeLinejoin: "round" }}
      />
    </g>
  );
}

/**
 * The least width of a picture in pixels. An element is narrower only while it is hidden, or before the styles of the
 * page are loaded.
 */
const LEAST_WIDTH = 200;

/** The current width of an element; null until there is space for a picture. */
export function useWidth(): readonly [RefObject<HTMLDivElement | null>, number | null] {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState<number | null>(null);
  useEffect(() => {
    const observed = element.current;
    if (observed === null) return;
    const follow = (pixels: number) => setWidth(pixels < LEAST_WIDTH ? null : Math.floor(pixels));
    follow(observed.clientWidth);
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) follow(entry.contentRect.width);
    });
    observer.observe(observed);
    return () => observer.disconnect();
  }, []);
  return useMemo(() => [element, width] as const, [width]);
}
