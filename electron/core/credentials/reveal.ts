import { Fault } from '../../../shared/contract/errors.ts';
import type { Actor } from '../db/change-log.ts';
import type { CredentialTools } from './service.ts';

/** How long a screen may show a secret before it clears it. */
const shownMs = 20_000;

/** Hands out a secret for one look. Who looked is recorded first: without the record there is no look. */
export function revealSecret(
  tools: CredentialTools,
  actor: Actor,
  { id, typedName }: { readonly id: string; readonly typedName: string },
): { readonly secret: string; readonly shownMs: number } {
  const row = tools.db.get<{ name: string }>('SELECT name FROM credentials WHERE id = ?', id);
  if (!row) throw new Fault('not_found', { happened: 'The credential is gone.', remedy: 'Reload the page; somebody may have removed it.' });
  if (typedName.trim() !== row.name) {
    throw new Fault('bad_input', {
      happened: `The name typed is not “${row.name}”.`,
      remedy: 'Type the credential’s name to show its secret. Nothing was shown.',
      place: { path: 'typedName' },
    });
  }
  const secret = tools.secrets.get(id);
  if (secret === null) {
    throw new Fault('secret_missing', {
      happened: `The secret of “${row.name}” is not on this computer.`,
      remedy: 'There is nothing to show. Enter it again if the vendor still shows it.',
    });
  }
  tools.commands.run(actor, (changes) => changes.note('credential', id, `Secret of “${row.name}” shown to ${actor.name}`));
  return { secret, shownMs };
}
