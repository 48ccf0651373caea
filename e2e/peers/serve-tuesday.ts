// The vendor of a bad Tuesday to follow docs/guide/one-bad-tuesday.md with: `node e2e/peers/serve-tuesday.ts FOLDER` answers on loopback,
// writes the two exports to the folder, and changes its mood with each word that is typed.
import { mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';
import { factsOf } from '../support/tuesday-facts.ts';
import { writeTuesdayExports } from '../support/tuesday-exports.ts';
import { TuesdayVendor, type Mood } from './tuesday-vendor.ts';

const { deprecatedAt, firstSunsetAt, movedSunsetAt } = factsOf(Date.now());
const moods: Readonly<Record<string, Mood>> = {
  works: { kind: 'works' },
  announces: { kind: 'announces', deprecatedAt, sunsetAt: firstSunsetAt },
  moves: { kind: 'announces', deprecatedAt, sunsetAt: movedSunsetAt },
  throttles: { kind: 'throttles', retryAfterSeconds: 30 },
  fails: { kind: 'fails' },
  drifts: { kind: 'drifts' },
};

const say = (words: string): void => void process.stdout.write(`${words}\n`);
const folder = resolve(process.argv[2] ?? '.');
mkdirSync(folder, { recursive: true });
const { orders, captures } = writeTuesdayExports(folder);
const vendor = await TuesdayVendor.start();
say(`The vendor answers at ${vendor.address}\nExports: ${orders} and ${captures}\nIt works. Type one of: ${Object.keys(moods).join(', ')}`);
const lines = createInterface({ input: process.stdin });
for await (const line of lines) {
  const mood = moods[line.trim()];
  if (mood === undefined) say(`No such mood. Type one of: ${Object.keys(moods).join(', ')}`);
  else {
    vendor.mood = mood;
    say(`It ${line.trim()} now.`);
  }
}
await vendor.stop();
