import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';
import { asciiOnly } from './scripts/bundling/ascii-only.mjs';

const at = (path: string): string => resolve(import.meta.dirname, path);

// The core beside the window, built apart from the rest: as CommonJS, because only scripts can be given V8's compiled form
// of them (electron/core/code-cache.ts). The terminal and the job threads keep their modules, see electron.vite.config.ts.
export default defineConfig({
  main: {
    plugins: [asciiOnly()],
    build: {
      target: 'node20',
      externalizeDeps: false,
      minify: false,
      outDir: 'out/core',
      rollupOptions: {
        external: ['better-sqlite3', 'keytar'],
        input: {
          host: at('electron/core/host.ts'),
          'code-cache': at('electron/core/code-cache.ts'),
          keychain: at('electron/core/keychain/keychain.ts'),
        },
        output: {
          format: 'cjs',
          entryFileNames: ({ name }) => (name === 'keychain' ? '[name]-[hash].cjs' : '[name].cjs'),
          // The hash is of the content: a compiled form beside a chunk is that of this very chunk.
          chunkFileNames: '[name]-[hash].cjs',
          // A script that was given its compiled form cannot import modules; what stays outside is there for require as well.
          dynamicImportInCjs: false,
          // Space and comments cost time at every start; names stay, so that a stack in the log can be read.
          minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
        },
      },
    },
  },
});
