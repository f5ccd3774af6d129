// The period in the filter bar: all data, a length of time before the newest interaction, or dates. A link contains the
// period as it was selected, so a relative period stays relative.
import { CloseButton, Popover, PopoverButton, PopoverPanel } from "@headlessui/react";
import type { JourneyFilter } from "../../client/client.js";
import { format } from "../../views/format.js";
import { useStatus } from "../answers/useStatus.js";
import { dayAfter, dayOf, lastDay, quarterOf } from "../state/days.js";

const SPANS = [
  ["P7D", "Last 7 days"],
  ["P30D", "Last 30 days"],
  ["P90D", "Last 90 days"],
  ["P365D", "Last 365 days"],
] as const;

export function periodName({ startedFrom, startedBefore, startedWithin }: JourneyFilter): string {
  const parts: string[] = [];
  if (startedWithin != null) parts.push(SPANS.find(([span]) => span === startedWithin)?.[1] ?? `Last ${startedWithin}`);
  const to = startedBefore == null ? null : lastDay(startedBefore);
  if (startedFrom != null && to !== null) parts.push(`${format.date(startedFrom)} – ${format.date(to)}`);
  else if (startedFrom != null) parts.push(`from ${format.date(startedFrom)}`);
  else if (to !== null) parts.push(`to ${format.date(to)}`);
  return parts.length === 0 ? "All time" : parts.join(", ");
}

interface PeriodProps {
  readonly filter: JourneyFilter;
  readonly onChange: (filter: JourneyFilter) => void;
}

export function Period({ filter, onChange }: PeriodProps) {
  const newest = useStatus().data?.status.newest ?? null;
  const quarter = newest === null ? null : quarterOf(newest);
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
      <PopoverPanel anchor={{ to: "bottom start", gap: 6, padding: 12 }} className="panel period-panel" focus>
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
        {quarter !== null && (
          <CloseButton
            className="menu-item"
            aria-pressed={startedFrom === quarter.startedFrom && startedBefore === quarter.startedBefore}
            onClick={() => onChange({ ...rest, ...quarter })}
          >
            in the latest quarter of the data, from {format.date(quarter.startedFrom)}
          </CloseButton>
        )}
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
            to
            <input
              type="date"
              value={startedBefore == null ? "" : lastDay(startedBefore)}
              min={dayOf(startedFrom ?? "")}
              onChange={(event) => {
                const { value } = event.target;
                setDate("startedBefore", value === "" ? "" : dayAfter(value));
              }}
            />
          </label>
        </div>
        <p className="hint">
          The last day belongs to the period. Days begin at midnight in UTC. Relative periods end at the newest
          interaction, and move with the data; a quarter and dates stay as they are.
        </p>
      </PopoverPanel>
    </Popover>
  );
}
