import { expect, it } from 'vitest';
import { rehearseIfStale } from './code-cache.mjs';

it('a rehearsal that cannot be made is said, and stops nothing', async () => {
  const said: string[] = [];
  const runtime = {
    electronPath: process.execPath,
    distDir: '',
    electronVersion: 'of no build',
    kind: 'override',
    note: null,
    sqliteBinding: null,
  } as const;
  // Node in Electron's place: it does not know the flags, and ends.
  expect(await rehearseIfStale(runtime, { onLine: (line) => void said.push(line) })).toBe(false);
  expect(said.at(-1)).toMatch(/^The app will start a little more slowly than it could\. /u);
});
