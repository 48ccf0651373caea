import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { projectFolder } from '../support/app.ts';

export interface Peer {
  /** `http://127.0.0.1:PORT`. */
  readonly address: string;
  stop(): Promise<void>;
}

/** A real vendor as far as its contract goes: Prism serves the OpenAPI file on loopback. */
export async function startPrism(document: string): Promise<Peer> {
  const port = await freePort();
  const prism = join(projectFolder, 'node_modules', '.bin', 'prism');
  const child = spawn(process.execPath, [prism, 'mock', '-h', '127.0.0.1', '-p', String(port), document], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await waitForLine(child, /is listening on/);
  return { address: `http://127.0.0.1:${port}`, stop: () => stopChild(child) };
}

/** A vendor that announces an end: every answer carries Deprecation, Sunset and RateLimit headers. */
export async function startSunsetVendor(sunset: Date): Promise<Peer> {
  const child = spawn(process.execPath, [join(projectFolder, 'e2e', 'peers', 'sunset-server.mjs'), '--sunset', sunset.toISOString()], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [, port = ''] = await waitForLine(child, /^(\d+)$/m);
  return { address: `http://127.0.0.1:${port}`, stop: () => stopChild(child) };
}

async function waitForLine(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  let said = '';
  return new Promise((resolve, reject) => {
    const hear = (bytes: Buffer): void => {
      said += bytes.toString();
      const found = pattern.exec(said);
      if (found) resolve(found);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => reject(new Error(`the peer ended with ${code}: ${said.slice(-2000)}`)));
  });
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.removeAllListeners('exit');
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
