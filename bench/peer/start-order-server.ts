import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

export interface OrderServer {
  /** Base URL of the one that answers at once. */
  readonly atOnce: string;
  /** Base URL of the one that takes its time. */
  readonly delayed: string;
  stop(): void;
}

/** Starts the order server in a process of its own, so that it does not take part of the measured one's time. */
export async function startOrderServer(delayMs: number): Promise<OrderServer> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'order-server.ts'), String(delayMs)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the order server ended with code ${code}`)));
    createInterface({ input: child.stdout }).once('line', resolve);
  });
  const ports = JSON.parse(line) as { atOnce: number; delayed: number };
  return { atOnce: `http://127.0.0.1:${ports.atOnce}`, delayed: `http://127.0.0.1:${ports.delayed}`, stop: () => child.stdin.end() };
}
