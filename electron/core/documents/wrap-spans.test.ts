import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Span } from './paper.ts';
import { wrapSpans } from './wrap-spans.ts';

const letters = (span: Span): number => span.text.length;
const span = (text: string): Span => ({ text, weight: 'regular', color: '#000000' }) as unknown as Span;
const lines = (text: string, width: number): string[] =>
  wrapSpans([span(text)], width, letters).map((line) => line.map(({ text: part }) => part).join(''));

describe('text in a narrow cell', () => {
  it('breaks at spaces, and an id that is too wide at its hyphens', () => {
    expect(lines('done in part', 8)).toEqual(['done in', 'part']);
    expect(lines('d3e48871-2723-3a78-1bdf-453deb627c67', 30)).toEqual(['d3e48871-2723-3a78-1bdf-', '453deb627c67']);
    expect(lines('/v2/orders/captures', 12)).toEqual(['/v2/orders/', 'captures']);
  });

  it('cuts what has neither where it must be', () => {
    expect(lines('AQDLGNHPMGJGLGBC', 10)).toEqual(['AQDLGNHPMG', 'JGLGBC']);
  });

  it('never loses a letter and is never wider than the line', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '-', '/', ' ') });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 12 }), (written, width) => {
        const broken = lines(written, width);
        expect(broken.join('').replaceAll(' ', '')).toBe(written.replaceAll(' ', ''));
        expect(broken.every((line) => line.length <= width)).toBe(true);
      }),
    );
  });
});
