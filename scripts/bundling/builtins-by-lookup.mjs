import { isBuiltin } from 'node:module';

/** @typedef {import('./ascii-only.mjs').Bundle} Bundle */

const importLine = /import([^;'"]+?)from ?["']([^"']+)["'];?/g;

/**
 * Takes Node's own modules by lookup instead of by import. An import reads every name that a module has, and with them parts that are made
 * when they are first asked for (web cryptography, streams of files): several milliseconds of each start.
 */
export const builtinsByLookup = () => ({
  name: 'builtins-by-lookup',
  /** @param {unknown} _options @param {Bundle} bundle */
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.code !== undefined)
        file.code = file.code.replaceAll(importLine, (line, names, from) => (isBuiltin(from) ? lookup(names.trim(), from) : line));
    }
  },
});

/**
 * `fs`, `* as fs`, `{ a, b as c }`, or the first with one of the others.
 * @param {string} names
 * @param {string} from
 */
function lookup(names, from) {
  const module = `globalThis.process.getBuiltinModule("${from}")`;
  const braces = /\{([^}]*)\}/.exec(names)?.[1];
  const whole = names
    .replace(/\{[^}]*\}/, '')
    .replaceAll(/\*\s*as\s/g, '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const parts = braces === undefined ? [] : [`{${braces.replaceAll(/\sas\s/g, ':')}}`];
  return [...whole, ...parts].map((name) => `const ${name}=${module};`).join('');
}
