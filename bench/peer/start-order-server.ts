import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

export interface OrderServer {
  /** Base URL of the one that answers at once. */
  readonly atOnce: string;
  /** Base URL of the one that takes its time. */
  readonly delayed: string;
  /** What came since the count before. */
  count(): Promise<Counted>;
  stop(): void;
}

export interface Counted {
  readonly requests: number;
  readonly connections: number;
}

/** Starts the order server in a process of its own, so that it does not take part of the measured one's time. */
export async function startOrderServer(delayMs: number): Promise<OrderServer> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'order-server.ts'), String(delayMs)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const nextLine = (): Promise<string> =>
    new Promise((resolve, reject) => {
      const ended = (code: number | null): void => reject(new Error(`the order server ended with code ${code}`));
      child.once('exit', ended);
      lines.once('line', (line) => {
        child.off('exit', ended);
        resolve(line);
      });
    });
  const first = nextLine();
  const failed = new Promise<never>((_, reject) => void child.once('error', reject));
  const ports = JSON.parse(await Promise.race([first, failed])) as { atOnce: number; delayed: number };
  return {
    atOnce: `http://127.0.0.1:${ports.atOnce}`,
    delayed: `http://127.0.0.1:${ports.delayed}`,
    count: async () => {
      const line = nextLine();
      child.stdin.write('\n');
      return JSON.parse(await line) as Counted;
    },
    stop: () => child.stdin.end(),
  };
}
