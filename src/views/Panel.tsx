// Shows the answer of a view, either as a picture in the available width or as a table. Both can be saved as files. The
// key T switches between picture and table. A view can have a special form for a sheet of paper. If it has one, files
// and prints show this form.
import { type KeyboardEvent, memo, useMemo, useRef, useState } from "react";
import { toCsv } from "./csv.js";
import { save } from "./files/save.js";
import { useSheet } from "./Sheet.js";
import { useStable } from "./stable.js";
import { toSvg } from "./svg.js";
import { Table } from "./Table.js";
import { useWidth } from "./useWidth.js";
import type { Opening, View } from "./view.js";

export interface PanelProps<A> {
  readonly view: View<A, never>;
  readonly answer: A;
  readonly selected: string | null;
  onSelect(mark: string | null): void;
  onOpen?(opening: Opening): void;
  /** Whether the table is shown instead of the picture. If omitted, the panel keeps this state itself. */
  readonly table?: boolean;
  onTable?(shown: boolean): void;
}

type Content = Parameters<typeof save>[2];

/** The files of a picture. Their code is loaded when they are made. */
const FILES: readonly (readonly [
  name: string,
  type: string,
  make: (svg: SVGSVGElement, title: string, background: string) => Content | Promise<Content>,
])[] = [
  ["SVG", "image/svg+xml", toSvg],
  ["PNG", "image/png", async (...given) => (await import("./files/png.js")).toPng(toSvg(...given))],
  ["PDF", "application/pdf", async (...given) => (await import("./files/pdf.js")).toPdf(...given)],
];

export function Panel<A>({ view, answer, selected, onSelect, onOpen, table, onTable }: PanelProps<A>) {
  const [ownTable, setOwnTable] = useState(false);
  const [room, width] = useWidth();
  const panel = useRef<HTMLDivElement>(null);
  const isTable = table ?? ownTable;
  // `memo` keeps the picture from being drawn again when the page around it changes but its own properties do not.
  const Picture = useMemo(() => memo(view.Picture), [view.Picture]);
  const select = useStable(onSelect);
  const open = useStable((opening: Opening) => onOpen?.(opening));
  const show = (shown: boolean) => {
    setOwnTable(shown);
    onTable?.(shown);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== "t" || event.altKey || event.ctrlKey || event.metaKey) return;
    if ((event.target as Element).closest("input, textarea, select, [contenteditable]") !== null) return;
    event.preventDefault();
    show(!isTable);
    // The button that had the focus disappears, so the one that replaces it receives the focus.
    requestAnimationFrame(() =>
      panel.current?.querySelector<HTMLElement>('.tl-table, [data-mark][tabindex="0"]')?.focus(),
    );
  };
  const sheet = useSheet(view, answer);
  const [problem, setProblem] = useState<string | null>(null);
  /** Makes a file of the picture, in the form in which it is written to files. */
  const saved = async (make: (svg: SVGSVGElement) => Content | Promise<Content>, name: string, type: string) => {
    const use = async (svg: SVGSVGElement) => save(name, type, await make(svg));
    setProblem(null);
    try {
      await (sheet.isUsed
        ? sheet.withSheet(use)
        : use(panel.current!.querySelector<SVGSVGElement>(".tl-picture > svg")!));
    } catch (error) {
      setProblem(`The file cannot be made. Load the page again. ${error instanceof Error ? error.message : error}`);
    }
  };
  const data = useMemo(() => (isTable ? view.table(answer) : null), [view, answer, isTable]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: T is a shortcut of what is focused inside.
    <div className="tl-panel" ref={panel} onKeyDown={onKeyDown}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form. */}
      <div className="tl-panel-bar" role="group" aria-label={`${view.title}: how it is shown`}>
        <button type="button" aria-pressed={!isTable} onClick={() => show(false)}>
          Picture
        </button>
        <button type="button" aria-pressed={isTable} onClick={() => show(true)}>
          Table
        </button>
        <button
          type="button"
          onClick={() => save(`${view.question}.csv`, "text/csv", `\ufeff${toCsv(data ?? view.table(answer))}`)}
        >
          CSV
        </button>
        {!isTable && (
          <>
            {FILES.map(([name, type, make]) => (
              <button
                key={name}
                type="button"
                onClick={() =>
                  void saved(
                    (svg) => make(svg, view.title, background(svg)),
                    `${view.question}.${name.toLowerCase()}`,
                    type,
                  )
                }
              >
                {name}
              </button>
            ))}
            {sheet.isUsed && (
              <button type="button" onClick={() => window.print()}>
                Print
              </button>
            )}
          </>
        )}
      </div>
      {problem !== null && <p role="alert">{problem}</p>}
      <div ref={room}>
        {data !== null ? (
          <Table data={data} {...(onOpen === undefined ? {} : { onOpen })} />
        ) : (
          width !== null && (
            <Picture
              answer={answer}
              width={width}
              selected={selected}
              onSelect={select}
              {...(onOpen === undefined ? {} : { onOpen: open })}
            />
          )
        )}
      </div>
      {sheet.drawn}
    </div>
  );
}

export const background = (element: Element): string =>
  getComputedStyle(element).getPropertyValue("--tl-bg").trim() || "#ffffff";
