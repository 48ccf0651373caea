import type { Exchange } from '../../../../shared/contract/console.ts';
import type { CoreClient } from '../../terminal.ts';

/** Sends calls one after the other to an environment, as a person would by hand. */
export const sendAll =
  (client: CoreClient, environmentId: string) =>
  async (...calls: readonly (readonly [method: string, path: string])[]): Promise<Exchange[]> => {
    const sent: Exchange[] = [];
    for (const [method, path] of calls) sent.push(await client.console.send({ environmentId, method, path }));
    return sent;
  };
