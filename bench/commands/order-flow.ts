import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { coreOptions } from '../../electron/cli/core-options.ts';
import { connectInProcess, type CoreClient } from '../../electron/core/terminal.ts';

/** The terminal command as it is built and shipped. */
export const terminalFile = join(import.meta.dirname, '../../out/main/quartermaster.js');

export const flowName = 'Read orders';
export const largeFlowName = 'Read large answers';

export interface FlowWorkspace {
  readonly folder: string;
  readonly appData: string;
}

/** The orders of the bench in an inventory: what their endpoint and the place to send to are called there. */
export interface Orders {
  readonly apiId: string;
  readonly endpointId: string;
  readonly environmentId: string;
}

/** Imports the document for the bench, so that the contract check has something to check, and points it at a server. */
export async function addOrders(client: CoreClient, vendorName: string, baseUrl: string): Promise<Orders> {
  const file = new File([readFileSync(join(import.meta.dirname, '../peer/orders.json'))], 'orders.json', { type: 'application/json' });
  const { planId } = await client.inventory.planImport({ file });
  const { apiId } = await client.inventory.applyImport({ planId, vendorName });
  const { id: environmentId } = await client.inventory.saveEnvironment({ apiId, name: 'loopback', baseUrl, kind: 'other' });
  const [endpoint] = await client.inventory.endpoints({ apiId });
  if (!endpoint) throw new Error('the document of the bench has no endpoint');
  return { apiId, endpointId: endpoint.id, environmentId };
}

const isOk = { of: 'status', op: 'eq', value: '200' } as const;

/** A flow that reads an order of each row and holds two checks against it. */
export async function makeFlow(client: CoreClient, orders: Orders): Promise<{ flowId: string }> {
  const order = await client.console.saveRequest({
    name: 'An order by its number',
    ...orders,
    draft: { method: 'GET', path: '/orders/{orderId}', parameters: [{ in: 'path', name: 'orderId', value: '{{orderId}}' }] },
  });
  const isOrder = { of: 'body', path: '$.id', op: 'eq', value: '{{orderId}}' } as const;
  const { id: flowId } = await client.flows.create({
    name: flowName,
    spec: { steps: [{ id: 'read', name: 'Read', savedRequestId: order.id, checks: [isOk, isOrder] }] },
  });
  return { flowId };
}

/** A workspace with the orders' contract and two flows: that one, and one that reads a large answer. */
export async function makeFlowWorkspace(place: FlowWorkspace, baseUrl: string): Promise<void> {
  await inWorkspace(
    place,
    async (client) => {
      const orders = await addOrders(client, 'Orders', baseUrl);
      await makeFlow(client, orders);
      const { apiId, environmentId } = orders;
      const draft = { method: 'GET', path: '/large' };
      const large = await client.console.saveRequest({ name: 'A large answer', apiId, environmentId, draft });
      await client.flows.create({
        name: largeFlowName,
        spec: { steps: [{ id: 'read', name: 'Read', savedRequestId: large.id, checks: [isOk] }] },
      });
    },
    true,
  );
}

/** How many exchanges the history of the workspace has. */
export const countExchanges = (place: FlowWorkspace): Promise<number> =>
  inWorkspace(place, async (client) => (await client.console.exchanges({ limit: 1 })).total);

async function inWorkspace<T>({ folder, appData }: FlowWorkspace, work: (client: CoreClient) => Promise<T>, isNew = false): Promise<T> {
  const local = connectInProcess(coreOptions(appData));
  try {
    if (isNew) await local.client.workspace.create({ folder, name: 'Bench' });
    else await local.client.workspace.open({ folder });
    return await work(local.client);
  } finally {
    await local.close();
  }
}

/** The rows of a run, as each of the commands reads them. */
export const orderRows = (count: number): string => ['orderId', ...Array.from({ length: count }, (_, at) => `order-${at}`), ''].join('\n');
