import { describe, expect, it } from 'vitest';
import { readCommandLine } from './command-line.ts';

describe('what the app was asked to open', () => {
  it.each<[string, string[], { folder: string | null; link: string | null }]>([
    ['nothing', ['electron', '.'], { folder: null, link: null }],
    ['a folder', ['quartermaster', '--workspace', '/data/acme'], { folder: '/data/acme', link: null }],
    ['a folder with an equals sign', ['quartermaster', '--workspace=/data/acme'], { folder: '/data/acme', link: null }],
    ['a folder from where it was started', ['quartermaster', '--workspace', 'acme'], { folder: '/home/ines/acme', link: null }],
    ['a link', ['quartermaster', '--flag', 'quartermaster://exchange/1'], { folder: null, link: 'quartermaster://exchange/1' }],
    ['both', ['quartermaster', 'quartermaster://today', '--workspace', '..'], { folder: '/home', link: 'quartermaster://today' }],
    ['a folder that was forgotten', ['quartermaster', '--workspace'], { folder: null, link: null }],
    ['a folder without a name', ['quartermaster', '--workspace='], { folder: null, link: null }],
    ['a link of somebody else', ['quartermaster', 'https://quartermaster.example', 'x-quartermaster://y'], { folder: null, link: null }],
  ])('%s', (_what, argv, expected) => {
    expect(readCommandLine(argv, '/home/ines')).toEqual(expected);
  });
});
