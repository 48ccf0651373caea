import { endpointSecret, genericRule, type GenericRule } from '../../../shared/contract/webhook-rule.ts';
import { schemes, type SchemeId, type SigningRule } from '../../../shared/domain/webhooks/scheme.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Reader } from '../db/sqlite.ts';

export interface EndpointRow {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly api_id: string | null;
  readonly vendor_id: string | null;
  readonly scheme: SchemeId;
  readonly rule: string;
  readonly secrets: string;
  readonly tolerance_s: number;
  readonly event_id_path: string;
  readonly event_type_path: string;
  readonly target_url: string | null;
  readonly confirmed_target: string | null;
  readonly expected_by_minutes: number | null;
  readonly notes: string;
  readonly created_at: number;
}

/** The endpoint, or a fault that it is gone. */
export function requireEndpoint(db: Reader, id: string): EndpointRow {
  const row = db.get<EndpointRow>('SELECT * FROM webhook_endpoints WHERE id = ?', id);
  if (!row) throw new Fault('not_found', { happened: 'The endpoint is gone.', remedy: 'Reload the page; somebody may have removed it.' });
  return row;
}

export const genericRuleOf = (row: Pick<EndpointRow, 'rule'>): GenericRule => genericRule.parse(JSON.parse(row.rule));

/** How this endpoint's deliveries are signed: as its scheme says, or as a person said. */
export function ruleOf(row: Pick<EndpointRow, 'scheme' | 'rule'>): SigningRule {
  if (row.scheme !== 'generic') return schemes[row.scheme].rule;
  const own = genericRuleOf(row);
  return { ...own, timeRule: own.timestampHeader === null ? 'none' : 'both' };
}

/** The endpoints that look for the secret of a credential. */
export const endpointsSignedBy = (db: Reader, credentialId: string): { id: string; name: string }[] =>
  db.all<{ id: string; name: string }>(
    `SELECT id, name FROM webhook_endpoints w
     WHERE EXISTS (SELECT 1 FROM json_each(w.secrets) AS one WHERE one.value ->> 'credentialId' = ?) ORDER BY lower(name)`,
    credentialId,
  );

export const secretsOf = (row: Pick<EndpointRow, 'secrets'>) => endpointSecret.array().parse(JSON.parse(row.secrets));
