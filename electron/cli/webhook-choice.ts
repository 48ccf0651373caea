import { Fault } from '../../shared/contract/errors.ts';
import type { WebhookEndpoint } from '../../shared/contract/webhooks.ts';
import { fittingEndpoints } from '../../shared/domain/webhooks/guess-endpoint.ts';
import { readDelivery } from '../../shared/domain/webhooks/read-delivery.ts';
import type { CoreClient } from '../core/terminal.ts';
import { findOne, type Grasp } from './find-record.ts';

const mostShown = 12;

/** A webhook endpoint by its name, its path or its id. */
export const findEndpointOfHooks = async (client: CoreClient, text: string, grasp?: Grasp): Promise<WebhookEndpoint> =>
  findOne(text, {
    what: 'webhook endpoint',
    where: 'quartermaster webhook list',
    rows: await client.webhooks.endpoints({}),
    idOf: ({ id }) => id,
    namesOf: ({ name, path }) => [name, path],
    grasp,
  });

/** The endpoint that a copied delivery was sent to, as its address and its headers tell, and why it is that one. Faults with those it may be. */
export async function endpointOfDelivery(
  client: CoreClient,
  bytes: Uint8Array,
): Promise<{ readonly endpoint: WebhookEndpoint; readonly words: string }> {
  const { delivery, problem } = readDelivery(bytes);
  if (delivery === null) throw new Fault('bad_input', { happened: problem, remedy: 'Nothing was kept.' });
  const endpoints = await client.webhooks.endpoints({});
  const fitting = fittingEndpoints(Buffer.from(bytes).toString('utf8'), endpoints);
  const [endpoint, second] = fitting.length === 0 && endpoints.length === 1 ? endpoints : fitting;
  if (endpoint !== undefined && second === undefined) {
    const why = fitting.length === 0 ? 'the only endpoint there is' : 'as the delivery itself tells';
    return { endpoint, words: `Sent to “${endpoint.name}”, ${why}.` };
  }
  if (endpoints.length === 0)
    throw new Fault('not_found', {
      happened: 'There is no webhook endpoint yet.',
      remedy: 'Add the one that it was sent to: quartermaster webhook add --help.',
    });
  const candidates = (fitting.length === 0 ? endpoints : fitting).slice(0, mostShown).map(({ name, path }) => `${name} (${path})`);
  throw new Fault('bad_input', {
    happened:
      fitting.length === 0
        ? 'Nothing in this delivery tells which endpoint it was sent to.'
        : `This delivery may have been sent to any of ${fitting.length} endpoints.`,
    remedy: 'Say which with --endpoint NAME. Nothing was kept.',
    details: { candidates },
  });
}
