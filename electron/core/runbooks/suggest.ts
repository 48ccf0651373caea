import type { Reader } from '../db/sqlite.ts';
import { findIncident } from './incident-facts.ts';
import { hasTable, listRunbookRecords } from './store.ts';

export interface Suggestion {
  readonly id: string;
  readonly name: string;
  readonly why: string;
}

/** What an incident is called besides its title: who caused it, and how its calls failed. */
const triggersOf: Readonly<Record<string, readonly string[]>> = {
  vendor: ['vendor outage', 'vendor', 'outage', '5xx', 'timeout'],
  ours: ['ours', '401', '403', 'expired credential'],
  network: ['network', 'timeout', 'dns'],
  unknown: ['vendor outage', 'outage', '5xx'],
  theirs: ['vendor outage', '5xx', 'timeout'],
  contract: ['vendor change', 'contract'],
  auth: ['expired credential', '401', '403', 'key'],
  limit: ['throttled', '429', 'rate limit'],
};

/** Published runbooks that fit an incident: how its calls failed first, then whose fault it is, then API and process. */
export function suggestFor(db: Reader, incidentId: string): Suggestion[] {
  const incident = findIncident(db, incidentId);
  if (!incident) return [];
  const kinds = incident.apiId ? failureKinds(db, incident.apiId, incident.openedAt) : [];
  const scored = listRunbookRecords(db)
    .filter((row) => row.published > 0 && row.is_retired === 0 && (row.kind === 'incident' || row.kind === 'procedure'))
    .map((row) => {
      const triggers = (JSON.parse(row.trigger_words) as string[]).map((one) => one.toLowerCase());
      const whys: string[] = [];
      let score = 0;
      const fits = (words: readonly string[], points: number, why: string): void => {
        if (
          !words.some((word) =>
            triggers.some((trigger) => trigger === word.toLowerCase() || incident.title.toLowerCase().includes(trigger)),
          )
        )
          return;
        score += points;
        whys.push(why);
      };
      for (const kind of kinds) fits([kind, ...(triggersOf[kind] ?? [])], 4, `its calls fail as “${kind}”`);
      if (kinds.length === 0 || score === 0) fits(triggersOf[incident.attribution] ?? [], 3, `the cause is ${incident.attribution}`);
      const api = `${incident.vendorName ?? ''} ${incident.apiName ?? ''}`.trim().toLowerCase();
      if (api !== '' && (JSON.parse(row.apis) as string[]).some((one) => api.includes(one.toLowerCase()) || one.toLowerCase() === api)) {
        score += 3;
        whys.push(`it is about ${incident.vendorName ?? ''} ${incident.apiName ?? ''}`.trim());
      }
      const shared = (JSON.parse(row.processes) as string[]).filter((one) => incident.processes.includes(one));
      if (shared.length > 0) {
        score += 1;
        whys.push(`it is for ${shared.join(', ')}`);
      }
      return { score, row, why: whys.slice(0, 2).join(', ') };
    });
  return scored
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.row.name.localeCompare(b.row.name))
    .slice(0, 4)
    .map(({ row, why }) => ({ id: row.id, name: row.name, why }));
}

/** How the calls to the API failed around the start of the incident, the most frequent first. */
function failureKinds(db: Reader, apiId: string, openedAt: number): string[] {
  const around = 2 * 3_600_000;
  const classes = db.all<{ kind: string }>(
    `SELECT error_class AS kind FROM exchanges WHERE api_id = ? AND started_at BETWEEN ? AND ? AND error_class NOT IN ('ok', 'unknown')
     GROUP BY error_class ORDER BY count(*) DESC LIMIT 2`,
    apiId,
    openedAt - around,
    openedAt + 12 * around,
  );
  if (classes.length > 0 || !hasTable(db, 'check_results')) return classes.map(({ kind }) => kind);
  return [];
}
