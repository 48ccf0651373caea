// The first path once more, through the terminal alone: e2e/first-path.sh, with a real Prism and the real keychain.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, projectFolder, test } from './support/app.ts';

test('the first path through the terminal', async () => {
  test.setTimeout(180_000);
  const { code, output } = await run('sh', [join(projectFolder, 'e2e', 'first-path.sh')]);
  expect(output.trim().split('\n').at(-1), output).toBe('path done');
  expect(code).toBe(0);
});

function run(command: string, args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const env = { ...process.env, QUARTERMASTER_TERMINAL: join(projectFolder, 'out', 'main', 'quartermaster.js') };
  const child = spawn(command, args, { cwd: projectFolder, stdio: ['ignore', 'pipe', 'pipe'], env });
  let output = '';
  child.stdout.on('data', (bytes: Buffer) => void (output += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => void (output += bytes.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}
