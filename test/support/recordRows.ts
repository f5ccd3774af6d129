// Records the rows of a test's log in a store. `logOf` does the same without a store.
import type { GraphStore } from "../../src/graph/store.js";
import { parseAmount } from "../../src/model/amount.js";
import { type IncomingInteraction, NOTHING_KNOWN, type OriginContent } from "../../src/model/interaction.js";
import { channelSlug, slug, touchpointKey, UNKNOWN_CHANNEL } from "../../src/model/keys.js";
import type { LogOptions, Row } from "./projectionOf.js";

export async function recordRows(
  store: GraphStore,
  rows: readonly Row[],
  { journeyGap, brand, declared }: Pick<LogOptions, "journeyGap" | "brand" | "declared"> = {},
): Promise<void> {
  if (journeyGap !== undefined) await store.updateSettings({ journeyGap });
  if (declared !== undefined) await store.upsertCatalogue(declared as Parameters<GraphStore["upsertCatalogue"]>[0]);
  const origins: OriginContent[] = [];
  const places = new Map<string, number>();
  const incoming = rows.map((row, sequence): IncomingInteraction => {
    const channel = row.channel || null;
    const origin: OriginContent = {
      source: 0,
      touchpoint: touchpointKey(channel === null ? UNKNOWN_CHANNEL : channelSlug(channel), slug(row.touchpoint)),
      kind: row.touchpoint,
      channel,
      stage: row.stage || null,
      intended: row.intended || null,
      initiatedBy: brand?.includes(row.touchpoint) ? "BRAND" : null,
    };
    const text = JSON.stringify(origin);
    if (!places.has(text)) places.set(text, origins.push(origin) - 1);
    return {
      ...NOTHING_KNOWN,
      customer: row.customer,
      id: row.id ?? `r${sequence}`,
      sequence,
      touchpoint: origin.touchpoint,
      origin: places.get(text)!,
      at: typeof row.at === "number" ? row.at : Date.parse(row.at),
      journey: row.journey || null,
      caseId: row.caseId ?? null,
      value: row.value === undefined || row.value === null || row.value === "" ? null : parseAmount(String(row.value)),
      initiatedBy: row.initiatedBy ?? null,
      outcome: row.outcome ?? null,
      resolved: row.resolved === undefined || row.resolved === "" ? null : [true, "true", "1"].includes(row.resolved),
      intendedChannel: row.intended ? channelSlug(row.intended) : null,
    };
  });
  const { rejected, conflicts } = await store.record({ origins, rows: incoming, replace: false, createNames: true });
  if (rejected.length + conflicts.length > 0) throw new Error(JSON.stringify([rejected, conflicts]));
}
