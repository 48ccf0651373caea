import type { CommanderError } from 'commander';
import { Fault } from '../../shared/contract/errors.ts';

/**
 * A misuse of the command line as a fault. Values are cut out of commander's words: what was typed in the wrong place
 * may be a secret, and the words end up in logs.
 */
export function usageFault(error: CommanderError, helpFor: string): Fault {
  const words = error.message
    .replace(/^error: /, '')
    .replace(/'(--?[^'=]+)=[\s\S]*'/, "'$1'")
    .replace(/( but got \d+): [\s\S]*$/, '$1')
    .replace(/ argument '[\s\S]*' is invalid\./, ' has an argument that is not right.')
    .replace(/value '[\s\S]*' is invalid/, 'value is not right');
  const [first = '', ...rest] = (words === '(outputHelp)' ? 'no verb was named' : words).split('\n');
  const happened = `${first.charAt(0).toUpperCase()}${first.slice(1).replace(/\.$/, '')}.`;
  return new Fault('bad_input', { happened: [happened, ...rest].join(' ').trim(), remedy: `See ${helpFor} --help. Nothing was done.` });
}
