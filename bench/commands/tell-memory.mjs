// Preloaded into a command that is weighed: tells what it took at most when it ends, and what it takes after a collection when asked.
// JavaScript, so that it loads nothing of its own into what is measured.
import { writeFileSync } from 'node:fs';

const file = process.env['QUARTERMASTER_BENCH_MEMORY'];
if (file) process.on('exit', () => writeFileSync(file, String(process.resourceUsage().maxRSS * 1024)));
if (process.send) {
  process.on('message', (words) => {
    if (words !== 'weigh') return;
    globalThis.gc?.();
    process.send?.({ rss: process.memoryUsage().rss });
  });
  // Listening keeps nobody alive.
  process.channel?.unref();
}
