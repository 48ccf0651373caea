import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEventStreamReader } from './event-stream.ts';

const text =
  '\ufeff: hello\n\nevent: order\r\ndata: {"id":1}\ndata: more\rid: 7\n\ndata\n\nretry: 10\nnobody: x\n\ndata:no space\n\ndata: unfinished';
const whole = [
  { name: 'order', data: '{"id":1}\nmore', id: '7' },
  { name: 'message', data: '', id: '7' },
  { name: 'message', data: 'no space', id: '7' },
];

describe('an event stream', () => {
  it('is read by the rules of the standard', () => {
    expect(createEventStreamReader().push(text)).toEqual(whole);
  });

  it('gives the same events wherever it is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 12 }), (cuts) => {
        const at = [0, ...cuts.toSorted((a, b) => a - b), text.length];
        const reader = createEventStreamReader();
        const events = at.slice(1).flatMap((end, index) => reader.push(text.slice(at[index], end)));
        expect(events).toEqual(whole);
      }),
    );
  });

  it('gives what came of an event that it ended within, and nothing when it ended behind one', () => {
    const reader = createEventStreamReader();
    reader.push(text);
    expect(reader.end()).toEqual({ name: 'message', data: 'unfinished', id: '7' });
    expect(reader.end()).toBeNull();
    expect(createEventStreamReader().end()).toBeNull();
  });

  it('is read on from behind any event as it would have been from the beginning', () => {
    fc.assert(
      fc.property(fc.nat(text.length), (cut) => {
        const first = createEventStreamReader();
        const before = first.push(text.slice(0, cut));
        const place = first.place();
        const after = createEventStreamReader(place).push(text.slice(place.offset));
        expect([...before, ...after]).toEqual(whole);
      }),
    );
  });
});
