// A display of our own (Xvfb) where there is none, closed to everybody else on the machine.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const startLimitMs = 15_000;

/** Whether windows can be shown as things are. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY']) || Boolean(process.env['WAYLAND_DISPLAY']);
}

/**
 * An X authority file with one cookie that fits every display (Xsecurity(7), format in libXau's AuWrite.c).
 * @param {Buffer} cookie 16 bytes
 * @returns {Buffer}
 */
export function makeAuthority(cookie) {
  const counted = (/** @type {Buffer} */ value) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(value.length);
    return Buffer.concat([length, value]);
  };
  const anyHost = Buffer.from([0xff, 0xff]);
  const empty = Buffer.alloc(0);
  return Buffer.concat([anyHost, counted(empty), counted(empty), counted(Buffer.from('MIT-MAGIC-COOKIE-1')), counted(cookie)]);
}

/**
 * Starts Xvfb on a free display number.
 * @param {{ width?: number, height?: number }} [size] pixels
 * @returns {Promise<{ env: { DISPLAY: string, XAUTHORITY: string }, stop: () => void }>}
 */
export async function startVirtualDisplay({ width = 1920, height = 1200 } = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'quartermaster-display-'));
  const authority = join(dir, 'authority');
  writeFileSync(authority, makeAuthority(randomBytes(16)), { mode: 0o600 });
  const args = ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp', '-noreset', '-auth', authority];
  // In a group of its own, so that Ctrl-C does not take the display away from an app that is still closing.
  const server = spawn('Xvfb', args, { detached: true, stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  const stop = () => {
    server.kill();
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    const number = await readDisplayNumber(server);
    // It must not keep our process alive, nor outlive it.
    server.unref();
    for (const stream of [server.stderr, server.stdio[3]]) {
      if (stream && 'unref' in stream && typeof stream.unref === 'function') stream.unref();
    }
    process.once('exit', stop);
    return { env: { DISPLAY: `:${number}`, XAUTHORITY: authority }, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

/**
 * @param {import('node:child_process').ChildProcess} server
 * @returns {Promise<string>}
 */
function readDisplayNumber(server) {
  return new Promise((done, fail) => {
    let complaint = '';
    let answer = '';
    const limit = setTimeout(() => fail(new Error(`Xvfb did not start in ${startLimitMs / 1000} s. ${complaint}`)), startLimitMs);
    server.stderr?.on('data', (chunk) => (complaint = (complaint + chunk).slice(-2_000)));
    server.stdio[3]?.on('data', (/** @type {Buffer} */ chunk) => {
      answer += chunk.toString();
      if (!answer.includes('\n')) return;
      clearTimeout(limit);
      done(answer.trim());
    });
    const giveUp = (/** @type {string} */ reason) => {
      clearTimeout(limit);
      fail(new Error(`Xvfb, the display for machines without a screen, did not start: ${reason} ${complaint}`.trim()));
    };
    server.once('error', (error) => giveUp(error.message));
    server.once('exit', (code) => giveUp(`it ended with code ${code}.`));
  });
}
