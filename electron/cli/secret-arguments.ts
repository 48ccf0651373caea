import { Fault } from '../../shared/contract/errors.ts';
import { isSecretByWords, isSecretHeader, wordsOf } from '../../shared/domain/redaction/header-names.ts';
import { isSecretParameter } from '../../shared/domain/redaction/parameter-names.ts';

const shortNames: ReadonlySet<string> = new Set(['key', 'pass', 'pin']);

/**
 * Refuses options that would carry a secret, before anything else looks at the command line: other programs can read
 * it, and shells keep it in their history. The fault never repeats the value.
 */
export function refuseSecretOptions(argv: readonly string[]): void {
  for (const argument of argv) {
    if (argument === '--') return;
    const name = /^--?([A-Za-z][\w-]*)/.exec(argument)?.[1];
    if (name === undefined || !(isSecretByWords(wordsOf(name)) || shortNames.has(name.toLowerCase()))) continue;
    throw new Fault('bad_input', {
      happened: `There is no option --${name}: a secret is never taken from the command line, where other programs and the shell’s history see it.`,
      remedy:
        'Give it on standard input: quartermaster credential add --name NAME --kind KIND < FILE. Replace the secret that you typed; it may have been seen.',
    });
  }
}

/** Refuses a header or query parameter that by its name carries a secret; the credential of the environment is for that. */
export function refuseSecretValue(place: 'path' | 'query' | 'header', name: string, value: string): void {
  const isSecret = place === 'header' ? isSecretHeader(name) : place === 'query' && isSecretParameter(name, value);
  if (!isSecret) return;
  throw new Fault('bad_input', {
    happened: `The ${place === 'header' ? 'header' : 'parameter'} ${name} carries a secret, and a secret is never taken from the command line.`,
    remedy:
      'Bind a credential to the environment (quartermaster credential add … --bind "API/environment"); it is then added by itself. Nothing was sent.',
  });
}
