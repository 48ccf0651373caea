import type { SigningSecret } from '../../../shared/domain/webhooks/verdict.ts';
import type { Engine } from '../engine.ts';
import { secretsOf, type EndpointRow } from './endpoint-rows.ts';

/** The secrets that may have signed what an endpoint gets: those in use, the new one that waits in a rotation, and former ones. */
export function signingSecrets({ db, secrets }: Pick<Engine, 'db' | 'secrets'>, endpoint: Pick<EndpointRow, 'secrets'>): SigningSecret[] {
  return secretsOf(endpoint).flatMap(({ credentialId, role }): SigningSecret[] => {
    const name = db.get<{ name: string }>('SELECT name FROM credentials WHERE id = ?', credentialId)?.name;
    if (name === undefined) return [];
    const current = secrets.get(credentialId);
    const pending = secrets.getPending(credentialId);
    return [
      ...(current === null ? [] : [{ label: `“${name}”`, value: current, role }]),
      ...(pending === null ? [] : [{ label: `the new secret of “${name}”`, value: pending, role }]),
    ];
  });
}
