// Packs the app for this platform: node scripts/package.mjs [--only-dir] [--output FOLDER]
// With QUARTERMASTER_TEST_BUILD=1 the packed app lets Playwright attach; without it, nothing can.
import { parseArgs } from 'node:util';
import { packageApp } from './packaging/package-app.mjs';
import { sayOnStderr } from './run-command.mjs';

const { values } = parseArgs({ options: { 'only-dir': { type: 'boolean' }, output: { type: 'string' } } });
const isTestBuild = process.env['QUARTERMASTER_TEST_BUILD'] === '1';
try {
  const { appDir, executable, made, leftOut, runtime } = await packageApp({
    isTestBuild,
    isDirOnly: values['only-dir'] ?? false,
    outputDir: values.output ?? 'dist',
  });
  sayOnStderr(`\nThe unpacked app: ${appDir}\nStart it with: ${executable}`);
  for (const file of made) sayOnStderr(`Made: ${file}`);
  for (const { target, reason } of leftOut) sayOnStderr(`Left out: ${target}, because ${reason}.`);
  if (isTestBuild) sayOnStderr('This is a test build: a debugger can attach to it. Do not hand it out.');
  if (runtime.kind === 'stand-in') {
    sayOnStderr(
      `These packages are for testing only: they hold the stand-in runtime (Electron ${runtime.electronVersion}). ` +
        'Pack again where the official Electron can be fetched to get packages for people.',
    );
  }
} catch (error) {
  sayOnStderr(`The app could not be packed. ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
