import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { startHttp, type Peer } from '../http/testing/peers.ts';
import { importNow, smallDocument } from './test-inventory.ts';
import type { TestCore, TestFolders } from './test-core.ts';

/** What a vendor that a test plays has received. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface TestVendor {
  readonly peer: Peer;
  readonly received: Received[];
  readonly apiId: string;
  readonly environmentId: string;
  endpointId(method: string, path: string): Promise<string>;
}

export type Answer = (request: Received, response: ServerResponse, incoming: IncomingMessage) => void;

/** A vendor on loopback whose contract is imported and whose environment is a sandbox. */
export async function startVendor(
  tests: TestFolders,
  { core, client }: Pick<TestCore, 'core' | 'client'>,
  answer: Answer,
  document: { paths?: object; title?: string } = {},
): Promise<TestVendor> {
  const received: Received[] = [];
  const listener: RequestListener = (incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const request: Received = {
        method: incoming.method ?? '',
        url: incoming.url ?? '',
        headers: incoming.headers as Record<string, string>,
        body: Buffer.concat(chunks).toString(),
      };
      received.push(request);
      answer(request, response, incoming);
    });
  };
  const peer = await startHttp(listener);
  tests.later(() => peer.close());
  const apiId = importNow(core.requireEngine(), smallDocument({ baseUrl: `${peer.url}/v1`, ...document }));
  const [environment] = (await client.inventory.show({ id: apiId })).environments;
  if (!environment) throw new Error('the document gave no environment');
  await client.inventory.saveEnvironment({ ...environment, kind: 'sandbox', name: 'Sandbox' });
  return {
    peer,
    received,
    apiId,
    environmentId: environment.id,
    endpointId: async (method, path) =>
      (await client.inventory.endpoints({ apiId })).find((endpoint) => endpoint.method === method && endpoint.path === path)?.id ?? '',
  };
}

/** Answers with JSON. */
export function json(response: ServerResponse, body: unknown, headers: Readonly<Record<string, string>> = {}, status = 200): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
}
