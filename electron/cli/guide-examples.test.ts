import { readdirSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { shellWords } from '../../shared/domain/console/shell-words.ts';
import { buildProgram } from './program.ts';

const folder = new URL('../../docs/guide/', import.meta.url);

/** Every `quartermaster …` of a page, without what the shell does with it; one with an ellipsis stands for any. */
function examplesOf(page: string): string[] {
  const text = readFileSync(new URL(page, folder), 'utf8').replaceAll(/\\\n\s*/g, ' ');
  return [...text.matchAll(/(?:^ *|`|\| *|\$ )quartermaster +([^`\n]+)/gm)]
    .map(([, words = '']) => words.replace(/\s+(?:[|<>#&]|2>).*$/, '').trim())
    .filter((words) => words !== '' && !words.includes('…') && !words.includes('...'));
}

const newProgram = (): Command =>
  buildProgram({ version: '0', look: { width: 100, isColoured: false }, onHelp: () => undefined, run: async () => undefined });

const examples = readdirSync(folder)
  .filter((name) => name.endsWith('.md'))
  .flatMap((page) => examplesOf(page).map((words) => [page, words] as const));

describe('the guide', () => {
  it('has examples for the terminal', () => {
    expect(examples.length).toBeGreaterThan(60);
  });

  it.each(examples)('%s: quartermaster %s can be typed as it stands', async (_page, words) => {
    const read = shellWords(words);
    expect(read.fault).toBeNull();
    await expect(newProgram().parseAsync([...read.words], { from: 'user' })).resolves.toBeDefined();
  });
});
