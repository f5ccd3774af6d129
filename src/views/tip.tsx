// The tip beside a mark that is focused or under the pointer.
import { useLayoutEffect, useRef, useState } from "react";

export interface Tip {
  readonly title: string;
  readonly lines: readonly string[];
  /** The position in pixels of the picture. */
  readonly box: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
}

export function TipBox({ tip, width }: { tip: Tip; width: number }) {
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
