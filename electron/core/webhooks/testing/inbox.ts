import { createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import type { TestFolders } from '../../testing/test-core.ts';

/** The signing secret of the endpoint. */
export const secret = 'It is a secret to everybody';
export const signed = (body: string | Buffer, key = secret): string => `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;

/** A workspace with one endpoint of GitHub's scheme and its receiver open. */
export async function startInbox(tests: TestFolders, edit: Record<string, unknown> = {}) {
  const core = await tests.startOpen();
  const credential = await core.client.credentials.add({ name: 'Hook secret', kind: 'signing_secret', secret });
  const endpoint = await core.client.webhooks.addEndpoint({
    name: 'Repository',
    path: '/hooks/github',
    scheme: 'github',
    secrets: [{ credentialId: credential.id, role: 'active' }],
    ...edit,
  });
  const { port } = await core.client.webhooks.openReceiver({ port: 0 });
  tests.later(() => core.client.webhooks.closeReceiver({}).catch(() => undefined));
  return { ...core, credential, endpoint, port: port ?? 0 };
}

export interface Sent {
  readonly status: number;
  readonly text: string;
}

/** Sends as a vendor's server does, over a connection of its own. */
export function post(port: number, path: string, body: string | Buffer, headers: Record<string, string> = {}): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, path, method: 'POST', headers, agent: false }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: text.trim() }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

export const headersFor = (body: string, id: string): Record<string, string> => ({
  'content-type': 'application/json',
  'x-github-event': 'push',
  'x-github-delivery': id,
  'x-hub-signature-256': signed(body),
});
