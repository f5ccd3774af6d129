// Finds the touchpoint, channel, stage or kind of the catalogue that a label in an answer means.
import type { Label } from "../engine/terms.js";
import type { Channel, Stage, Touchpoint } from "../model/catalogue.js";
import type { RequestScope } from "./scope.js";

export type { Label };

export function labels(scope: RequestScope) {
  const touchpoint = async ({ kind, key }: Label): Promise<Touchpoint | undefined> =>
    kind === "TOUCHPOINT" ? (await scope.names()).touchpoints.get(key) : undefined;
  return {
    touchpoint,
    async channel(label: Label): Promise<Channel | undefined> {
      const key = label.kind === "CHANNEL" ? label.key : (await touchpoint(label))?.channel;
      return key === undefined ? undefined : (await scope.names()).channels.get(key);
    },
    async stage(label: Label): Promise<Stage | undefined> {
      const key = label.kind === "STAGE" ? label.key : (await touchpoint(label))?.stage;
      return key === undefined || key === null ? undefined : (await scope.names()).stages.get(key);
    },
    async kind(label: Label): Promise<string | undefined> {
      return label.kind === "KIND" ? label.label : (await touchpoint(label))?.kind;
    },
  };
}
