import { request, type Agent } from 'undici';
import type { CoreClient } from '../../electron/core/terminal.ts';
import { orderRows, type Orders } from '../commands/order-flow.ts';

/** The floor: one kept connection, the body read and parsed, the status looked at, nothing kept. */
export async function sendBare(agent: Agent, baseUrl: string, count: number): Promise<void> {
  for (let number = 0; number < count; number += 1) {
    const { statusCode, body } = await request(`${baseUrl}/orders/order-${number}`, { dispatcher: agent });
    const order = (await body.json()) as { id: string };
    if (statusCode !== 200 || order.id !== `order-${number}`) throw new Error(`undici had another answer: ${statusCode}`);
  }
}

/** The same through `console.send`: redacted, sealed, stored before and after; the two checks are the status and the contract's verdict. */
export async function sendChecked(client: CoreClient, { endpointId, environmentId }: Orders, count: number): Promise<void> {
  for (let number = 0; number < count; number += 1) {
    const exchange = await client.console.send({
      endpointId,
      environmentId,
      method: 'GET',
      path: '/orders/{orderId}',
      parameters: [{ in: 'path', name: 'orderId', value: `order-${number}` }],
    });
    if (exchange.status !== 200 || exchange.verdict !== 'fits') {
      throw new Error(`a check did not hold: ${exchange.status} ${exchange.verdict} ${exchange.verdictReason}`);
    }
  }
}

/** The same as a flow with a row for each request: the two checks are the status and a value of the body. */
export async function runFlow(client: CoreClient, flowId: string, count: number): Promise<void> {
  const file = new File([orderRows(count)], 'rows.csv', { type: 'text/csv' });
  const { id } = await client.flows.start({ id: flowId, data: { file } });
  let held = 0;
  for await (const run of await client.flows.watch({ id })) held = run.checksHeld;
  if (held !== count * 2) throw new Error(`${count * 2 - held} checks did not hold`);
}
