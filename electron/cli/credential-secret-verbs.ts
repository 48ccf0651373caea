import type { Command } from 'commander';
import type { Credential } from '../../shared/contract/credentials.ts';
import { Fault } from '../../shared/contract/errors.ts';
import { withExamples } from './examples.ts';
import { findCredential } from './find-record.ts';
import { distanceWords } from './instants.ts';
import type { Run } from './terminal.ts';

/** Verbs about the secret itself: showing it, and the token that it fetches. */
export function addSecretVerbs(noun: Command, run: Run): void {
  withExamples(
    noun
      .command('reveal')
      .description('Show a secret, once. Who looked is recorded in the activity; only an owner may')
      .argument('<credential>', 'its name or id')
      .option('--yes', 'also where standard output is not a terminal'),
    'credential reveal "Adyen test"',
  ).action((text: string, options: { yes?: boolean }) =>
    run((terminal) => {
      if (!terminal.io.stdout.isTTY && !options.yes) {
        throw new Fault('bad_input', {
          happened: 'Standard output is not a terminal: the secret would go to a file or another program.',
          remedy: 'Add --yes when that is meant. Nothing was shown.',
        });
      }
      return terminal.inWorkspace(async (client) => {
        const { id, name } = await findCredential(client, text);
        const { secret } = await client.credentials.reveal({ id, typedName: name }, terminal.call);
        terminal.say(`Recorded in the activity: the secret of “${name}” was shown.`);
        return { json: { id, name, secret }, show: () => [secret] };
      });
    }),
  );

  withExamples(
    noun
      .command('token')
      .description('OAuth 2.0: fetch a token now and say how long it holds. The token itself is never shown')
      .argument('<credential>', 'its name or id')
      .option('--check', 'fetch one now; without it, only say whether one is held'),
    'credential token "PayPal live" --check',
  ).action((text: string, options: { check?: boolean }) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const found = await findCredential(client, text);
        const credential = options.check ? await client.credentials.fetchToken({ id: found.id }, terminal.call) : found;
        return {
          json: { id: credential.id, name: credential.name, token: credential.token },
          show: () => [tokenWords(credential, terminal.now)],
        };
      }),
    ),
  );
}

/** "Token until in 58 min, fetched just now, scope read". */
export function tokenWords({ kind, token, name }: Credential, now: number): string {
  if (kind !== 'oauth2_client_credentials') return `“${name}” is sent as it is; there is no token.`;
  if (token === null) return `No token of “${name}” is held. One is fetched with the next call, or with --check.`;
  const end = token.expiresAt === null ? 'the vendor did not say until when' : `holds for ${minutes(token.expiresAt - now)}`;
  return `Token of “${name}”: ${end}, fetched ${distanceWords(token.fetchedAt, now)}${token.scope === null ? '' : `, scope ${token.scope}`}.`;
}

const minutes = (ms: number): string => (ms < 90_000 ? `${Math.max(0, Math.round(ms / 1000))} s` : `${Math.round(ms / 60_000)} min`);
