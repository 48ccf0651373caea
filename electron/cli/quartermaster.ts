#!/usr/bin/env node
import module from 'node:module';
import { join } from 'node:path';
import { appDataFolder } from './app-data-folder.ts';
import { boundYoungGeneration } from './bound-young-generation.ts';

// Compiled code is kept between commands where the runtime can (Node 22 and newer): a command then starts in half the time. In our own
// folder, not in the shared temporary one, since it is code.
module.enableCompileCache?.(join(appDataFolder(process.env), 'code-cache'));
boundYoungGeneration();
const { runTerminal } = await import('./run-terminal.ts');

const stop = new AbortController();
// The first Ctrl+C ends the call that is running and closes the workspace; a second one ends the process.
process.once('SIGINT', () => stop.abort());
// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 3));

const exitCode = await runTerminal(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  signal: stop.signal,
});
// All is written and closed. Taking the program down piece by piece would take longer than many a command.
process.exit(exitCode);
