import { Fault } from '../../../shared/contract/errors.ts';
import type { Engine } from '../engine.ts';

/** Rows lie in a table: a secret of ours has no place there. */
export function refuseSecrets(
  { secrets }: Pick<Engine, 'secrets'>,
  rows: readonly { readonly row: number; readonly data: Readonly<Record<string, unknown>> }[],
): void {
  const redactor = secrets.redactor();
  const found = rows.find(({ data }) => {
    const text = JSON.stringify(data);
    return redactor.text(text) !== text;
  });
  if (found)
    throw new Fault('bad_input', {
      happened: `Row ${found.row} holds the secret of one of your credentials.`,
      remedy: 'Take it out of the file: it is sent from the keychain. Nothing was sent.',
    });
}
