import type { SigningSecret } from '../../../shared/domain/webhooks/verdict.ts';
import type { Reader } from '../db/sqlite.ts';
import type { Engine } from '../engine.ts';
import { secretsOf, type EndpointRow } from './endpoint-rows.ts';

/**
 * The secrets that may have signed what an endpoint gets: the one in use, the new one that waits in a rotation, and the former one. From
 * the switch until the rotation is done both hold, since the sender changes over when it does; after that the former one only explains why
 * a delivery fails.
 */
export function signingSecrets({ db, secrets }: Pick<Engine, 'db' | 'secrets'>, endpoint: Pick<EndpointRow, 'secrets'>): SigningSecret[] {
  return secretsOf(endpoint).flatMap(({ credentialId, role }): SigningSecret[] => {
    const name = db.get<{ name: string }>('SELECT name FROM credentials WHERE id = ?', credentialId)?.name;
    if (name === undefined) return [];
    const current = secrets.get(credentialId);
    const pending = secrets.getPending(credentialId);
    const former = secrets.getFormer(credentialId);
    return [
      ...(current === null ? [] : [{ label: `“${name}”`, value: current, role }]),
      ...(pending === null ? [] : [{ label: `the new secret of “${name}”`, value: pending, role }]),
      ...(former === null || former === current
        ? []
        : [
            { label: `the former secret of “${name}”`, value: former, role: isChangingOver(db, credentialId) ? role : ('former' as const) },
          ]),
    ];
  });
}

/** Whether a rotation has switched here, and the old secret is not ended at the sender yet. */
export const isChangingOver = (db: Reader, credentialId: string): boolean =>
  db.get("SELECT 1 FROM rotations WHERE credential_id = ? AND state = 'open' AND switched_at IS NOT NULL", credentialId) !== undefined;
