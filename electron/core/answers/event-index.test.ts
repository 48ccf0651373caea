import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReadableBody } from '../../../shared/domain/answers/line-index.ts';
import { countEvents, readEvents } from './event-index.ts';

const bodyOf = (text: string): ReadableBody => {
  const bytes = Buffer.from(text);
  return { byteLength: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) };
};
const count = (text: string) => countEvents(bodyOf(text), () => true);

describe('the events of a kept stream', () => {
  it('are any page of them, whatever their sizes and ends of line', () => {
    const event = fc.record({
      name: fc.constantFrom('', 'order', 'Größe'),
      size: fc.constantFrom(0, 3, 900, 70_000),
      end: fc.constantFrom('\n', '\r\n', '\r'),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), fc.nat(32), fc.integer({ min: 1, max: 12 }), (events, skip, wanted) => {
        const text = events
          .map(
            ({ name, size, end }, at) =>
              `${name === '' ? '' : `event: ${name}${end}`}data: ${at} ${'ä'.repeat(size)}${end}${at % 3 === 0 ? `id: ü${at}${end}` : ''}${end}`,
          )
          .join('');
        const index = count(`\ufeff${text}`);
        expect(index.total).toBe(events.length);
        const page = readEvents(index, bodyOf(`\ufeff${text}`), skip + 1, wanted);
        expect(page.map(({ number, name, data, id, isCutOff }) => [number, name, data, id, isCutOff])).toEqual(
          events
            .map(({ name, size }, at) => [at + 1, name || 'message', `${at} ${'ä'.repeat(size)}`, `ü${at - (at % 3)}`, false])
            .slice(skip, skip + wanted),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('end with the one that the stream ended within', () => {
    const text = 'data: whole\n\ndata: {"half":';
    expect(count(text).total).toBe(2);
    expect(readEvents(count(text), bodyOf(text), 1, 10).map(({ data, isCutOff }) => [data, isCutOff])).toEqual([
      ['whole', false],
      ['{"half":', true],
    ]);
    expect(count(': only\n\n: comments\n\n').total).toBe(0);
  });

  it('of many megabytes are shown by their beginning, and those behind them whole', () => {
    const text = `data: ${'x'.repeat(6_000_000)}\n\ndata: next\n\n`;
    const events = readEvents(count(text), bodyOf(text), 1, 10);
    expect(events.map(({ number, data, isCutOff }) => [number, data.slice(0, 4), isCutOff])).toEqual([
      [1, 'xxxx', false],
      [2, 'next', false],
    ]);
    expect(events[0]?.data.length).toBeLessThan(1_100_000);
  });
});
