import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { licences } from '../../../shared/domain/settings/licences.ts';

/** What the built app has in it besides its own code: the runtime, the natives, and what the bundles are made of. */
const shipped = ['electron', 'better-sqlite3', 'react', 'react-dom', '@mantine/core', '@orpc/server', 'undici', 'zod', 'pdfkit', 'uuid'];

describe('the list of licences', () => {
  it.each(shipped)('has %s in the version that is installed, with its licence', (name) => {
    const installed = JSON.parse(readFileSync(new URL(`../../../node_modules/${name}/package.json`, import.meta.url), 'utf8')) as {
      version: string;
      license: string;
    };
    expect(licences).toContainEqual([name, installed.version, installed.license]);
  });

  it('names a licence for every package', () => {
    expect(licences.filter(([, , licence]) => licence === '')).toEqual([]);
  });
});
