import { describe, expect, it } from 'vitest';
import { onlyReads } from './reading-words.ts';

describe('words of a deed', () => {
  it('that shows, copies or goes somewhere read', () => {
    const words = [
      'Copy as CSV',
      'Save as a file',
      'Cancel',
      'Close',
      'Close the side panel',
      'Show 7 more',
      'Open the date',
      'Open INC-6',
      'Owner: anyone',
      'Next row',
    ];
    expect(words.filter((one) => !onlyReads(one))).toEqual([]);
  });

  it('that do more, or are not known, change something', () => {
    const words = [
      'Add API',
      'Close incident',
      'Cancel rotation',
      'Clear all',
      'Open incident',
      'Open again',
      'Open receiver',
      'Look after it',
      'Compare files',
      'Frobnicate',
      '',
    ];
    expect(words.filter(onlyReads)).toEqual([]);
  });
});
