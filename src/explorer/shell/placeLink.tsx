// A link to a state of the explorer. It is an ordinary link, so that it can be copied or opened in another tab. It
// keeps the unit of analysis, unless it names another unit.
import type { ReactNode } from "react";
import { Link } from "wouter";
import { addressOf } from "../state/address.js";
import type { Target } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";

interface PlaceLinkProps {
  readonly to: Target;
  readonly className?: string;
  readonly current?: boolean;
  readonly title?: string;
  readonly children: ReactNode;
}

export function PlaceLink({ to, className, current = false, title, children }: PlaceLinkProps) {
  const { unit } = useExplorer().state;
  return (
    <Link
      href={addressOf({ unit, ...to })}
      className={className}
      title={title}
      aria-current={current ? "page" : undefined}
    >
      {children}
    </Link>
  );
}
