import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keysInWords, matchShortcut, mayRepeat } from './match-shortcut.ts';

class Element {
  readonly isContentEditable: boolean;
  constructor(isContentEditable = false) {
    this.isContentEditable = isContentEditable;
  }
  closest(): null {
    return null;
  }
}
class Input extends Element {
  readonly type = 'text';
}

beforeEach(() => {
  vi.stubGlobal('HTMLElement', Element);
  vi.stubGlobal('HTMLInputElement', Input);
  vi.stubGlobal('HTMLTextAreaElement', class extends Element {});
  vi.stubGlobal('HTMLSelectElement', class extends Element {});
});
afterEach(() => vi.unstubAllGlobals());

const registered = [
  { keys: 'Escape', words: 'outer' },
  { keys: 'g t', words: 'today' },
  { keys: 't', words: 'plain t' },
  { keys: 'mod+k', words: 'palette' },
  { keys: 'Escape', words: 'inner' },
];
const press = (key: string, over: Record<string, unknown> = {}): KeyboardEvent =>
  ({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    timeStamp: 0,
    target: new Element(),
    ...over,
  }) as unknown as KeyboardEvent;

describe('shortcuts', () => {
  it('reads two keys in a row as one sequence, for as long as it takes to press them', () => {
    const sequence = { first: '', at: 0 };
    expect(matchShortcut(registered, press('g'), sequence)).toBeNull();
    expect(matchShortcut(registered, press('t', { timeStamp: 400 }), sequence)?.words).toBe('today');
    matchShortcut(registered, press('g', { timeStamp: 1000 }), sequence);
    expect(matchShortcut(registered, press('t', { timeStamp: 9000 }), sequence)?.words).toBe('plain t');
  });

  it('leave plain keys to the field that is typed in, and modified ones not', () => {
    const target = new Input();
    expect(matchShortcut(registered, press('t', { target }), { first: '', at: 0 })).toBeNull();
    expect(matchShortcut(registered, press('k', { target, ctrlKey: true }), { first: '', at: 0 })?.words).toBe('palette');
    expect(matchShortcut(registered, press('t', { target: new Element(true) }), { first: '', at: 0 })).toBeNull();
  });

  it('give Esc to the innermost, and nothing to keys with Alt', () => {
    expect(matchShortcut(registered, press('Escape'), { first: '', at: 0 })?.words).toBe('inner');
    expect(matchShortcut(registered, press('t', { altKey: true }), { first: '', at: 0 })).toBeNull();
  });

  it('are found however their letters are written', () => {
    const publish = [{ keys: 'mod+Enter' }];
    expect(matchShortcut(publish, press('Enter', { ctrlKey: true }), { first: '', at: 0 })).toBe(publish[0]);
  });

  it('walk on while a key is held, and do everything else once', () => {
    expect(['j', ']'].every((keys) => mayRepeat({ keys }))).toBe(true);
    expect(['r', 'Enter', 'mod+enter', '1'].some((keys) => mayRepeat({ keys }))).toBe(false);
  });

  it('are written for a person', () => {
    expect(['mod+k', 'mod+Enter', 'g t', 'Escape'].map(keysInWords)).toEqual(['Ctrl K', 'Ctrl Enter', 'g t', 'Esc']);
  });
});
