// Passes the available width to its child.
import type { ReactNode } from "react";
import { useWidth } from "../../views/useWidth.js";

export function Sized({ className, children }: { className?: string; children: (width: number) => ReactNode }) {
  const [room, width] = useWidth();
  return (
    <div ref={room} className={className}>
      {width !== null && children(width)}
    </div>
  );
}
