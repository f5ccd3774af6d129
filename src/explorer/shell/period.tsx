// The period in the filter bar: all data, a span before the newest interaction, or dates. A link contains the period as
// it was selected, so a relative period stays relative.
import { CloseButton, Popover, PopoverButton, PopoverPanel } from "@headlessui/react";
import type { JourneyFilter } from "../../client/client.js";

const SPANS = [
  ["P7D", "Last 7 days"],
  ["P30D", "Last 30 days"],
  ["P90D", "Last 90 days"],
  ["P365D", "Last 365 days"],
] as const;

export function periodName({ startedFrom, startedBefore, startedWithin }: JourneyFilter): string {
  const parts: string[] = [];
  if (startedWithin != null) parts.push(SPANS.find(([span]) => span === startedWithin)?.[1] ?? `Last ${startedWithin}`);
  if (startedFrom != null) parts.push(`from ${dayOf(startedFrom)}`);
  if (startedBefore != null) parts.push(`before ${dayOf(startedBefore)}`);
  return parts.length === 0 ? "All time" : parts.join(", ");
}

interface PeriodProps {
  readonly filter: JourneyFilter;
  readonly onChange: (filter: JourneyFilter) => void;
}

export function Period({ filter, onChange }: PeriodProps) {
  const { startedFrom, startedBefore, startedWithin, ...rest } = filter;
  const dates = {
    ...(startedFrom == null ? {} : { startedFrom }),
    ...(startedBefore == null ? {} : { startedBefore }),
  };
  const setDate = (name: "startedFrom" | "startedBefore", day: string) => {
    const { [name]: _, ...others } = dates as JourneyFilter;
    onChange({ ...rest, ...others, ...(day === "" ? {} : { [name]: day }) });
  };
  return (
    <Popover className="period">
      <PopoverButton className="control" title="Counts journeys by their first interaction.">
        {periodName(filter)}
        <span aria-hidden="true"> ▾</span>
      </PopoverButton>
      <PopoverPanel anchor={{ to: "bottom start", gap: 6 }} className="panel" focus>
        <p className="hint">Journeys that started…</p>
        <CloseButton className="menu-item" onClick={() => onChange(rest)}>
          at any time
        </CloseButton>
        {SPANS.map(([span, name]) => (
          <CloseButton
            key={span}
            className="menu-item"
            aria-pressed={startedWithin === span}
            onClick={() => onChange({ ...rest, startedWithin: span })}
          >
            {name.toLowerCase()} of the data
          </CloseButton>
        ))}
        <div className="dates">
          <label className="field">
            from
            <input
              type="date"
              value={dayOf(startedFrom ?? "")}
              onChange={(event) => setDate("startedFrom", event.target.value)}
            />
          </label>
          <label className="field">
            before
            <input
              type="date"
              value={dayOf(startedBefore ?? "")}
              onChange={(event) => setDate("startedBefore", event.target.value)}
            />
          </label>
        </div>
        <p className="hint">Days begin at midnight in UTC. Relative periods end at the newest interaction.</p>
      </PopoverPanel>
    </Popover>
  );
}

function dayOf(instant: string): string {
  return instant.slice(0, 10);
}
