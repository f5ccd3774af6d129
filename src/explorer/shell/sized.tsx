// Gives its child the available width. Nothing is drawn while the page has no layout yet.
import type { ReactNode } from "react";
import { useWidth } from "../../views/Picture.js";

/** Pixels; pictures are designed for more. */
const LEAST = 200;

export function Sized({ className, children }: { className?: string; children: (width: number) => ReactNode }) {
  const [room, width] = useWidth();
  return (
    <div ref={room} className={className}>
      {width !== null && width >= LEAST && children(width)}
    </div>
  );
}
