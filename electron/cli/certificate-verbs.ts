import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { withExamples } from './examples.ts';
import { findOne } from './find-record.ts';
import { asFileFault } from './import-documents.ts';
import { showDay } from './instants.ts';
import { readSecret } from './read-secret.ts';
import { layoutTable } from './table.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';

interface AddOptions {
  readonly cert?: string;
  readonly key?: string;
  readonly pfx?: string;
  readonly locked?: boolean;
}

/** Certificates that we show to hosts which want one; their keys go to the keychain. */
export function addCertificateVerbs(settings: Command, run: Run): void {
  const noun = settings.command('certificate').description('Client certificates: what hosts that want one are shown');
  withExamples(noun.command('list').description('List them'), 'settings certificate list').action(() =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const all = await client.requests.clientCertificates({}, terminal.call);
        return {
          json: all,
          show: ({ width }) =>
            all.length === 0
              ? ['There are none. Add one: quartermaster settings certificate add HOST --cert FILE --key FILE']
              : layoutTable(
                  [{ title: 'Host', least: 16 }, { title: 'Certificate', least: 16 }, { title: 'Until' }, { title: 'Key' }],
                  all.map(({ host, name, validTo, key }) => [host, name, showDay(validTo), key]),
                  width,
                ),
        };
      }),
    ),
  );
  withExamples(
    noun
      .command('add')
      .description('Show a certificate to a host from now on; one that it had is replaced')
      .argument('<host>', 'such as api.example.com, or api.example.com:8443')
      .option('--cert <file>', 'the certificate as PEM; its key may be in the same file')
      .option('--key <file>', 'its private key as PEM')
      .option('--pfx <file>', 'certificate and key in one PFX file (PKCS #12)')
      .option('--locked', 'the key is locked: read its passphrase from standard input'),
    'settings certificate add api.example.com --cert client.pem --key client.key',
    'settings certificate add api.example.com --pfx client.pfx --locked < passphrase.txt',
  ).action((host: string, options: AddOptions) => run((terminal) => add(terminal, host, options)));
  withExamples(
    noun.command('remove').description('No longer show a certificate; its key goes from the keychain').argument('<host>', 'its host or id'),
    'settings certificate remove api.example.com',
  ).action((text: string) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const found = findOne(text, {
          what: 'client certificate',
          where: 'quartermaster settings certificate list',
          rows: await client.requests.clientCertificates({}),
          idOf: ({ id }) => id,
          namesOf: ({ host, name }) => [host, name],
        });
        await client.requests.removeClientCertificate({ id: found.id }, terminal.call);
        return { json: { removed: { id: found.id, host: found.host } }, show: () => [`${found.host} is no longer shown “${found.name}”.`] };
      }),
    ),
  );
}

async function add(terminal: Terminal, host: string, options: AddOptions): Promise<Outcome> {
  const read = (file: string | undefined, encoding: 'utf8' | 'base64'): string | null => {
    if (file === undefined) return null;
    const path = resolve(terminal.io.cwd, file);
    try {
      return readFileSync(path, encoding);
    } catch (error) {
      throw asFileFault(error, path);
    }
  };
  const input = { host, pem: read(options.cert, 'utf8'), key: read(options.key, 'utf8'), pfx: read(options.pfx, 'base64') };
  const passphrase = options.locked ? await readSecret(terminal.io, 'Passphrase of the key') : '';
  return terminal.inWorkspace(async (client) => {
    const added = await client.requests.addClientCertificate({ ...input, passphrase }, terminal.call);
    return {
      json: added,
      show: () => [`${added.host} is shown “${added.name}” until ${showDay(added.validTo)}; its key is in the ${added.key}.`],
    };
  });
}
