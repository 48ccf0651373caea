import { describe, expect, it, vi } from 'vitest';

const opened: string[] = [];
vi.mock('electron', () => ({ shell: { openExternal: async (url: string) => void opened.push(url) } }));
const { mayOpenExternally, openExternal } = await import('./open-external.ts');

describe('the way out of the app', () => {
  it.each(['https://docs.adyen.com/', 'HTTPS://Example.com/a?b#c', 'https://example.com:8443/', ' https://example.com '])(
    'is open for %s',
    (address) => {
      expect(mayOpenExternally(address)).toBe(true);
    },
  );

  it.each([
    'http://example.com',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'mailto:a@b.example',
    'quartermaster://today',
    'app://window/index.html',
    'smb://server/share',
    'ms-msdt:/id',
    'vscode://file/x',
    'https://user:secret@example.com',
    'https://user@example.com',
    'https://',
    '//example.com',
    'example.com',
    '',
    'https:\\\\',
    'ht\ntps//x',
  ])('is closed for %s', async (address) => {
    expect(mayOpenExternally(address)).toBe(false);
    expect(await openExternal(address)).toBe(false);
    expect(opened).toEqual([]);
  });

  it('hands over the address as it was understood, not as it was written', async () => {
    expect(await openExternal(' HTTPS://Example.com/a b ')).toBe(true);
    expect(opened.splice(0)).toEqual(['https://example.com/a%20b']);
  });
});
