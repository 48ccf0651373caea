import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { asciiOnly } from './scripts/bundling/ascii-only.mjs';
import { builtinsByLookup } from './scripts/bundling/builtins-by-lookup.mjs';

const at = (path: string): string => resolve(import.meta.dirname, path);

// Targets are those of the oldest runtime the app must run on (see docs/decisions/002-electron-runtime.md).
// Only native modules stay outside the bundles; everything else is one file per process.
const native = ['better-sqlite3', 'keytar'];
const nodeBuild = { target: 'node20', externalizeDeps: false, minify: false } as const;
// Space and comments cost time at every start; names stay, so that a stack in the log can be read.
const compact = { compress: false, mangle: false, codegen: { removeWhitespace: true } } as const;

/** What a file needs of itself in one script: each script more costs a start a third of a millisecond. The first that asks for a module has it. */
const whole = (name: string, file: RegExp, priority: number) => ({ name, test: file, priority, includeDependenciesRecursively: true });
const terminalScripts = [
  whole('start', /electron[\\/]cli[\\/]app-data-folder\.ts$/u, 6),
  whole('program', /electron[\\/]cli[\\/]run-terminal\.ts$/u, 5),
  whole('keychain', /electron[\\/]core[\\/]keychain[\\/]keychain\.ts$/u, 5),
  whole('core', /electron[\\/]core[\\/]terminal\.ts$/u, 4),
  whole('sending', /electron[\\/]core[\\/]http[\\/]http-engine\.ts$/u, 3),
  whole('flows', /electron[\\/]core[\\/]flows[\\/](?:routes|runner)\.ts$/u, 2),
  whole('flow-verbs', /electron[\\/]cli[\\/]flow-verbs\.ts$/u, 1),
];

export default defineConfig({
  main: {
    plugins: [builtinsByLookup(), asciiOnly()],
    build: {
      ...nodeBuild,
      outDir: 'out/main',
      rollupOptions: {
        external: native,
        input: {
          index: at('electron/main/index.ts'),
          'job-worker': at('electron/core/jobs/job-worker.ts'),
          quartermaster: at('electron/cli/quartermaster.ts'),
        },
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: '[name]-[hash].js',
          minify: compact,
          codeSplitting: { groups: terminalScripts },
        },
      },
    },
  },
  preload: {
    build: {
      ...nodeBuild,
      outDir: 'out/preload',
      rollupOptions: {
        input: { index: at('electron/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [react(), asciiOnly()],
    build: {
      target: 'chrome130',
      outDir: at('out/renderer'),
      assetsInlineLimit: 0,
      minify: true,
      // What the window begins with comes in one script: each file more is asked of the main process, which is busy enough at a start.
      rollupOptions: {
        input: at('renderer/index.html'),
        output: { codeSplitting: { groups: [{ name: 'index', test: /renderer[\\/]main\.tsx$/u, includeDependenciesRecursively: true }] } },
      },
    },
  },
});
