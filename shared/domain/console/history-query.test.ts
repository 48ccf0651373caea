import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { historyFieldNames, historyFields } from './history-fields.ts';
import { fieldValue, readHistoryQuery, withField } from './history-query.ts';
import { suggestHistory } from './history-suggest.ts';
import { historyTokens, quotedValue, quotedWord } from './history-tokens.ts';

const time = {
  now: Date.UTC(2026, 10, 21, 8),
  civil: (year: number, month: number, day: number, hour: number, minute: number, second: number) =>
    Date.UTC(year, month - 1, day, hour, minute, second),
};
const read = (text: string) => readHistoryQuery(text, time);
const bare = (text: string) => read(text).terms.map(({ place: _place, isNot: _isNot, ...term }) => term);
const day = 86_400_000;

describe('a search of the history', () => {
  it.each([
    ['refund', { kind: 'word', text: 'refund' }],
    ['"two words"', { kind: 'word', text: 'two words' }],
    ['https://a.test/x', { kind: 'word', text: 'https://a.test/x' }],
    ['"urn:uuid:1"', { kind: 'word', text: 'urn:uuid:1' }],
    ['status:5xx', { kind: 'status', from: 500, to: 599 }],
    ['status:404', { kind: 'status', from: 404, to: 404 }],
    ['status:>=400', { kind: 'status', from: 400, to: 999 }],
    ['status:<300', { kind: 'status', from: 0, to: 299 }],
    ['status:400..404', { kind: 'status', from: 400, to: 404 }],
    ['status:none', { kind: 'ended', how: 'none' }],
    ['STATUS:5XX', { kind: 'status', from: 500, to: 599 }],
    ['vendor:adyen', { kind: 'name', field: 'vendor', text: 'adyen' }],
    ['request:"Refund a payment"', { kind: 'name', field: 'request', text: 'Refund a payment' }],
    ['method:post', { kind: 'choice', field: 'method', value: 'POST' }],
    ['since:-2d', { kind: 'time', field: 'since', at: time.now - 2 * day }],
    ['since:2026-11-01', { kind: 'time', field: 'since', at: Date.UTC(2026, 10, 1) }],
    ['until:2026-11-01', { kind: 'time', field: 'until', at: Date.UTC(2026, 10, 2) }],
    ['since:2026-11-01T18:00+02:00', { kind: 'time', field: 'since', at: Date.UTC(2026, 10, 1, 16) }],
    ['took:>1.5s', { kind: 'took', comparison: '>', ms: 1500 }],
    ['took:<100ms', { kind: 'took', comparison: '<', ms: 100 }],
  ])('reads %s', (text, term) => {
    expect(read(text).problems).toEqual([]);
    expect(bare(text)).toEqual([term]);
  });

  it('reads alternatives of a field, and what is not to hold', () => {
    expect(bare('status:5xx|404')).toEqual([
      { kind: 'status', from: 500, to: 599 },
      { kind: 'status', from: 404, to: 404 },
    ]);
    expect(read('-vendor:adyen -refund').terms.map(({ isNot }) => isNot)).toEqual([true, true]);
  });

  it.each([
    ['statu:5xx', 'no field “statu”', ['status:'], { from: 0, to: 9 }],
    ['a vendr:x', 'no field “vendr”', ['vendor:'], { from: 2, to: 9 }],
    ['status:6xx', '“6xx” is no value of status', expect.anything(), { from: 7, to: 10 }],
    ['class:their', '“their” is no value of class', ['theirs'], { from: 6, to: 11 }],
    ['since:2026-02-30', 'is no value of since', expect.anything(), { from: 6, to: 16 }],
    ['run:last', '“last” is no value of run', expect.anything(), { from: 4, to: 8 }],
    ['took:>fast', 'is no value of took', expect.anything(), { from: 5, to: 10 }],
    ['env-kind:prod', 'is no value of env-kind', ['production'], { from: 9, to: 13 }],
    ['path:"/a b', 'quote is not closed', [], { from: 5, to: 10 }],
    ['vendor:', 'has no value', [], { from: 0, to: 7 }],
  ])('says what is wrong with %s, and where', (text, happened, suggestions, place) => {
    const { problems } = read(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ happened: expect.stringContaining(happened), suggestions, place });
    expect(problems[0]?.remedy).not.toBe('');
  });

  it('takes every example that the fields name', () => {
    for (const field of historyFieldNames) expect(read(`${field}:${historyFields[field].example}`).problems, field).toEqual([]);
  });

  it('never loses a part in silence: each is a condition or a problem', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        const { terms, problems } = read(text);
        for (const token of historyTokens(text)) {
          const isSaid = [...terms, ...problems].some(({ place }) => place.from >= token.place.from && place.to <= token.place.to);
          expect(isSaid || (token.field === null && token.value === '')).toBe(true);
        }
      }),
    );
  });

  it('reads back any value that is written in quotes where it needs them', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 30 }), (value) => {
        expect(historyTokens(`vendor:${quotedValue(value)}`)).toMatchObject([{ field: 'vendor', value }]);
        expect(historyTokens(quotedWord(value))).toMatchObject([{ field: null, value, isNot: false }]);
      }),
      { examples: [['//cdn/refunds']] },
    );
  });

  it('has what a control set, and is as before when the control is cleared', () => {
    const word = fc.constantFrom('refund', '-sandbox', '"two  words"', 'vendor:adyen', 'method:GET');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 4 }), fc.string({ minLength: 1, maxLength: 12 }), (words, value) => {
        const text = words.join(' ');
        const set = withField(text, 'api', value);
        expect(fieldValue(set, 'api')).toBe(value);
        expect(withField(set, 'api', null)).toBe(text);
        expect(withField(withField(set, 'api', 'other'), 'api', value)).toBe(set);
      }),
    );
  });

  it('keeps the place of a field that is set anew', () => {
    expect(withField('a status:4xx b', 'status', '5xx')).toBe('a status:5xx b');
    expect(withField('a status:4xx b', 'status', null)).toBe('a b');
  });
});

describe('what is suggested while typing', () => {
  const names = { vendor: ['Adyen', 'Stripe'], api: ['Adyen Checkout'] };
  const at = (text: string) => suggestHistory(text, text.length, names).map((one) => one.text);
  it('is the fields that begin so, then the values of the field', () => {
    expect(at('sta')).toEqual(['status:']);
    expect(at('refund -ver')).toEqual(['-verdict:']);
    expect(at('vendor:')).toEqual(['vendor:Adyen', 'vendor:Stripe']);
    expect(at('api:ady')).toEqual(['api:"Adyen Checkout"']);
    expect(at('class:the')).toEqual(['class:theirs']);
    expect(at('status:5')).toEqual(['status:5xx']);
  });
  it('is every field on an empty place, and nothing for what is no field', () => {
    expect(at('')).toHaveLength(historyFieldNames.length);
    expect(at('/v71/pay')).toEqual([]);
  });
  it('leads to a search that is understood', () => {
    for (const field of historyFieldNames) {
      for (const { text } of suggestHistory(`${field}:`, field.length + 1, names)) expect(read(text).problems, text).toEqual([]);
    }
  });
});
