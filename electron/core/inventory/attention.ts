import type { Reader } from '../db/sqlite.ts';
import type { AttentionItem } from '../today/attention-item.ts';
import { breakingInUse } from './contract-changes.ts';
import { listApis, processesByApi } from './store.ts';

/** What of the inventory needs a person: contracts whose newer version breaks what we use. */
export function inventoryAttention(db: Reader, now: number): AttentionItem[] {
  const apis = new Map(listApis(db).map((api) => [api.id, api]));
  const processes = processesByApi(db);
  return [...breakingInUse(db, now)].flatMap(([apiId, changes]): AttentionItem[] => {
    const api = apis.get(apiId);
    const [first] = changes;
    if (!api || !first) return [];
    const door = { place: 'inventory', kind: 'changes', id: apiId } as const;
    const touched = processes.get(apiId) ?? [];
    return [
      {
        criticality: api.criticality,
        state: 'soon',
        daysAway: 21,
        attention: {
          key: `contract-changes:${apiId}`,
          state: 'soon',
          title: `${api.vendor_name} ${api.name} ${first.toVersion} breaks what you use in ${changes.length === 1 ? 'one place' : `${changes.length} places`}`,
          reason: `${touched.length > 0 ? touched.slice(0, 2).join(', ') : 'Not linked to a process'} · ${first.method} ${first.path}: ${first.words}`,
          evidence: { words: `contract ${first.fromVersion} compared with ${first.toVersion}`, door },
          action: { words: 'See what changed', door },
        },
      },
    ];
  });
}
