// A link to a state of the explorer: an ordinary link, so that it can be opened in another tab or copied.
import type { ReactNode } from "react";
import { Link } from "wouter";
import { addressOf } from "../state/address.js";
import type { State } from "../state/state.js";

interface PlaceLinkProps {
  readonly to: State;
  readonly className?: string;
  readonly current?: boolean;
  readonly title?: string;
  readonly children: ReactNode;
}

export function PlaceLink({ to, className, current = false, title, children }: PlaceLinkProps) {
  return (
    <Link href={addressOf(to)} className={className} title={title} aria-current={current ? "page" : undefined}>
      {children}
    </Link>
  );
}
