import { request } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { serveMock, type Listening } from './serve.ts';

let listening: Listening | null = null;
afterEach(() => listening?.close());

const statusOf = (port: number, headers: Record<string, string>): Promise<number> =>
  new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    call.on('error', reject);
    call.end();
  });

it('answers programs of this computer, and no page of another site or name', async () => {
  const answered: string[] = [];
  listening = await serveMock({
    port: 0,
    now: Date.now,
    answer: () => ({ status: 200, headers: {}, text: 'ok', delayMs: 0 }) as never,
    onAnswered: (call) => answered.push(call.target),
    onBug: (error) => {
      throw error;
    },
  });
  const { port } = listening;
  expect(await statusOf(port, {})).toBe(200);
  expect(await statusOf(port, { Host: `localhost:${port}` })).toBe(200);
  expect(await statusOf(port, { Origin: `http://localhost:${port + 1}` })).toBe(200);
  expect(await statusOf(port, { Host: `rebound.example:${port}` })).toBe(421);
  expect(await statusOf(port, { Origin: 'https://elsewhere.example' })).toBe(403);
  expect(await statusOf(port, { Origin: 'null' })).toBe(403);
  expect(answered).toHaveLength(3);
});
