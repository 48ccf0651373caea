import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import type { WebhookDelivery } from '../../shared/contract/webhooks.ts';
import { Fault } from '../../shared/contract/errors.ts';
import { withExamples } from './examples.ts';
import { showInstant } from './instants.ts';
import { wholeNumber } from './option-values.ts';
import { plural } from './standing-text.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';
import { verdictText } from './webhook-detail.ts';

const lookEveryMs = 300;

interface ServeOptions {
  readonly port?: number;
  readonly count?: number;
}

/** `webhook serve`: receives on loopback until Ctrl+C. */
export function addWebhookServe(noun: Command, run: Run): void {
  withExamples(
    noun
      .command('serve')
      .description('Receive deliveries on 127.0.0.1 until Ctrl+C; ends with 1 when one failed')
      .option('--port <port>', 'the port', wholeNumber(0, 65_535))
      .option('--count <count>', 'end after so many deliveries', wholeNumber(1, 100_000)),
    'webhook serve --port 8788',
  ).action((options: ServeOptions) => run((terminal) => serve(terminal, options)));
}

function serve(terminal: Terminal, { port, count }: ServeOptions): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const endpoints = await client.webhooks.endpoints({});
    if (endpoints.length === 0)
      throw new Fault('not_found', { happened: 'There is no endpoint to receive for.', remedy: 'Add one with quartermaster webhook add.' });
    const wasOpen = (await client.webhooks.receiver({})).isOpen;
    const receiver = await client.webhooks.openReceiver(port === undefined ? {} : { port }, terminal.call);
    for (const { name, path } of endpoints) terminal.say(`http://127.0.0.1:${receiver.port}${path}  ${name}`);
    terminal.say(wasOpen ? 'The app is receiving; what comes is told here. Ctrl+C ends it.' : 'Receiving. Ctrl+C ends it.');
    const seen = new Set((await client.webhooks.deliveries({ limit: 10_000 })).rows.map(({ id }) => id));
    const came: WebhookDelivery[] = [];
    const { signal } = terminal.call;
    try {
      while (signal?.aborted !== true && (count === undefined || came.length < count)) {
        const { rows } = await client.webhooks.deliveries({ limit: 200 });
        for (const row of rows.filter(({ id }) => !seen.has(id)).toReversed()) {
          seen.add(row.id);
          came.push(row);
          terminal.say(
            `${showInstant(row.receivedAt)}  ${verdictText(row.state).padEnd(12)}  ${row.endpointName}: ${row.eventType ?? 'no type'} ${row.eventId ?? ''}  ${row.words}`,
          );
        }
        await sleep(lookEveryMs, undefined, signal ? { signal } : {}).catch(() => undefined);
      }
    } finally {
      if (!wasOpen) await client.webhooks.closeReceiver({}).catch(() => undefined);
    }
    const failed = came.filter(({ state }) => state === 'fails').length;
    return {
      json: came,
      exitCode: failed > 0 ? 1 : 0,
      show: () => [`${plural(came.length, 'delivery', 'deliveries')}, ${failed} failed.`],
    };
  });
}
