// Preloaded into a command that is weighed: tells what it took at most when it ends, and what it takes after a collection when asked.
// JavaScript, so that it loads nothing of its own into what is measured.
import { readFileSync, writeFileSync } from 'node:fs';

const file = process.env['QUARTERMASTER_BENCH_MEMORY'];
if (file) process.on('exit', () => writeFileSync(file, String(peakBytes())));
if (process.send) {
  process.on('message', (words) => {
    if (words !== 'weigh') return;
    globalThis.gc?.();
    process.send?.({ rss: process.memoryUsage().rss });
  });
  // Listening keeps nobody alive.
  process.channel?.unref();
}

/** The most that this program took. On Linux not what getrusage says: that begins at the size of the process which forked it. */
function peakBytes() {
  try {
    const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    if (kilobytes !== undefined) return Number(kilobytes) * 1024;
  } catch {
    // No /proc: not Linux.
  }
  return process.resourceUsage().maxRSS * 1024;
}
