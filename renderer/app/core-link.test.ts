import { createORPCClient } from '@orpc/client';
import { os } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { beforeEach, describe, expect, it, vi } from 'vitest';

/** A core in this process: answers over a real message channel. */
function startCore(): MessagePort {
  const router = {
    add: os.handler(() => 'done'),
    never: os.handler(() => new Promise<string>(() => undefined)),
    ticks: os.handler(async function* () {
      yield 1;
      await new Promise(() => undefined);
    }),
  };
  const { port1, port2 } = new MessageChannel();
  new RPCHandler(router).upgrade(port2);
  port2.start();
  return port1;
}

interface TestClient {
  add(): Promise<string>;
  never(): Promise<string>;
  ticks(): Promise<AsyncIterable<number>>;
}

let link: { connectCore(port: MessagePort): void; disconnectCore(): void; readonly coreLink: unknown };
let client: TestClient;

beforeEach(async () => {
  vi.resetModules();
  link = await import('./core-link.ts');
  client = createORPCClient(link.coreLink as never) as unknown as TestClient;
});

const gone = { code: 'core_gone' };

describe('the link to the core', () => {
  it('keeps calls that come before the first port, and sends them then', async () => {
    const early = client.add();
    link.connectCore(startCore());
    await expect(early).resolves.toBe('done');
    link.disconnectCore();
  });

  it('rejects what is pending when the core is gone, and what comes after', async () => {
    link.connectCore(startCore());
    const pending = client.never();
    await client.add();
    link.disconnectCore();
    await expect(pending).rejects.toMatchObject(gone);
    await expect(client.add()).rejects.toMatchObject(gone);
  });

  it('ends streams with the same fault', async () => {
    link.connectCore(startCore());
    const seen: number[] = [];
    const reading = (async () => {
      for await (const tick of await client.ticks()) seen.push(tick);
    })();
    await vi.waitFor(() => expect(seen).toEqual([1]));
    link.disconnectCore();
    await expect(reading).rejects.toMatchObject(gone);
  });

  it('works again with the next port', async () => {
    link.connectCore(startCore());
    await client.add();
    link.disconnectCore();
    link.connectCore(startCore());
    await expect(client.add()).resolves.toBe('done');
    link.disconnectCore();
  });
});
