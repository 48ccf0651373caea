import type { RequestDraft } from '../../shared/contract/console.ts';
import type { CoreClient } from '../core/terminal.ts';
import type { Terminal } from './terminal.ts';

/** Says what of a request breaks the contract, before it is sent. It is sent all the same: vendors take more than they promise. */
export async function sayViolations(client: CoreClient, terminal: Terminal, draft: RequestDraft): Promise<void> {
  const { violations, fault } = await client.console.check(draft, terminal.call);
  // What cannot be sent at all says so itself.
  if (fault !== null) return;
  for (const { where, pointer, line, message } of violations)
    terminal.say(
      `The request: ${[where.replaceAll('_', ' '), pointer, line === null ? '' : `line ${line}`].filter(Boolean).join(' ')}: ${message}`,
    );
}
