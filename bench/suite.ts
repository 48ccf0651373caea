// Runs inside the display and the keychain that run.ts prepared.
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findSandboxObstacle } from '../scripts/launch/chromium-sandbox.mjs';
import { describeMachine } from './machine.ts';
import type { Bench, MeasureResult } from './measure.ts';
import { measures } from './measures/index.ts';
import { writeReport, writeTable } from './report.ts';

const reportFile = join(import.meta.dirname, '../docs/benchmarks.md');
const { values } = parseArgs({ options: { only: { type: 'string' }, quick: { type: 'boolean', default: false } } });
const electronPath = process.env['QUARTERMASTER_ELECTRON'];
if (!electronPath) throw new Error('suite.ts is started by run.ts, which names the Electron to use');

const root = mkdtempSync(join(tmpdir(), 'quartermaster-bench-'));
let folders = 0;
const bench: Bench = {
  isQuick: values.quick,
  electron: { path: electronPath, flags: findSandboxObstacle() === null ? [] : ['--no-sandbox'], env: process.env },
  makeFolder: (name) => {
    folders += 1;
    const folder = join(root, `${folders}-${name}`);
    mkdirSync(folder);
    return folder;
  },
  say: (line) => void process.stderr.write(`${line}\n`),
};

try {
  const machine = describeMachine();
  const results: MeasureResult[] = [];
  for (const measure of measures.filter(({ name }) => values.only === undefined || name === values.only)) {
    bench.say(`Measuring ${measure.name} …`);
    const result = await measure.run(bench);
    results.push(result);
    bench.say(writeTable([result]));
  }
  if (values.only === undefined && !values.quick) {
    writeFileSync(reportFile, writeReport(machine, results));
    bench.say('Written: docs/benchmarks.md');
  } else {
    bench.say(
      `${results.map(({ how, notes }) => [how, ...notes].join('\n')).join('\n\n')}\n\nNot a whole run, so docs/benchmarks.md is as it was.`,
    );
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}
