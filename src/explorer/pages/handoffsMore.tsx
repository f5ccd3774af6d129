// More settings of the page of handoffs: time limits, the reasons that count as failures, and how many customers a pair
// needs.
import type { HandoffReason, HandoffSettings } from "../../client/client.js";
import { format } from "../../views/format.js";
import { REASONS } from "../../views/handoffs/pair.js";
import { Select, Window } from "../shell/fields.js";

/** The reasons that count as failures by default. */
const FAILURES: readonly HandoffReason[] = (Object.keys(REASONS) as HandoffReason[]).filter(
  (reason) => reason !== "UNRESOLVED",
);

interface MoreProps {
  readonly settings: HandoffSettings;
  readonly onChange: (name: keyof HandoffSettings, value: unknown) => void;
}

/** The further settings, which are folded at first. */
export function More({ settings, onChange }: MoreProps) {
  const failures = settings.failureReasons ?? FAILURES;
  const names = [
    "stallAfter",
    "bounceWithin",
    "repeatWithin",
    "resolveWithin",
    "minSupport",
    "failureReasons",
    "includeBrandSent",
  ] as const;
  const changed = names.filter((name) => settings[name] != null).length;
  const toggle = (reason: HandoffReason) => {
    const all = Object.keys(REASONS) as HandoffReason[];
    const next = all.filter((one) => (one === reason) !== failures.includes(one));
    const isDefault = next.length === FAILURES.length && next.every((one) => FAILURES.includes(one));
    onChange("failureReasons", isDefault || next.length === 0 ? undefined : next);
  };
  const windowOf = (
    name: "stallAfter" | "bounceWithin" | "repeatWithin" | "resolveWithin",
    label: string,
    none: string,
  ) => (
    <Window label={label} none={none} value={settings[name] ?? undefined} onChange={(span) => onChange(name, span)} />
  );
  return (
    <details className="more">
      <summary>More settings{changed > 0 && ` (${changed} changed)`}</summary>
      <div className="more-fields">
        {windowOf("stallAfter", "Stalled after a wait of", "what was promised")}
        {windowOf("bounceWithin", "Bounced back within", "24 hours (default)")}
        {windowOf("repeatWithin", "Repeated within", "7 days (default)")}
        {windowOf("resolveWithin", "Goal or resolved within", "7 days (default)")}
        <Select
          label="A pair is judged from"
          value={String(settings.minSupport ?? 30)}
          options={supports(settings.minSupport)}
          onChange={(support) => onChange("minSupport", support === "30" ? undefined : Number(support))}
        />
        <fieldset className="reasons-chosen">
          <legend className="form-label">A handoff failed if it</legend>
          {(Object.keys(REASONS) as HandoffReason[]).map((reason) => (
            <label key={reason} title={REASONS[reason].what}>
              <input type="checkbox" checked={failures.includes(reason)} onChange={() => toggle(reason)} />
              {REASONS[reason].name.toLowerCase()}
            </label>
          ))}
        </fieldset>
        <label className="form-check">
          <input
            type="checkbox"
            checked={settings.includeBrandSent ?? false}
            onChange={(event) => onChange("includeBrandSent", event.target.checked || undefined)}
          />
          Interactions sent by the brand count
        </label>
      </div>
    </details>
  );
}

function supports(own: number | null | undefined): readonly (readonly [string, string])[] {
  const offered = [...new Set([10, 30, 100, 300, own ?? 30])].sort((a, b) => a - b);
  return offered.map((n) => [String(n), `${format.plural(n, "customer")}${n === 30 ? " (default)" : ""}`]);
}
