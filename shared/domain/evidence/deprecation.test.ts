import { describe, expect, it } from 'vitest';
import { readDeprecation } from './deprecation.ts';
import { readSunset } from './sunset.ts';

const receivedAt = Date.UTC(2026, 10, 21, 12);

describe('readDeprecation', () => {
  it.each([
    ['@1688169599', 1688169599000, 'epoch', true],
    ['@1688169599;v="2"', 1688169599000, 'epoch', true],
    ['@1893456000', 1893456000000, 'epoch', false],
    ['Sun, 11 Nov 2018 23:59:59 GMT', Date.UTC(2018, 10, 11, 23, 59, 59), 'imf_fixdate', true],
    ['2027-01-31', Date.UTC(2027, 0, 31), 'iso', false],
    ['"2027-01-31T00:00:00Z"', Date.UTC(2027, 0, 31), 'iso', false],
  ])('reads %s', (raw, ms, form, inEffect) => {
    const { found, unparsed } = readDeprecation([['Deprecation', raw]], receivedAt);
    expect(found).toMatchObject([{ kind: 'deprecation', raw, date: { ms }, form, inEffect }]);
    expect(unparsed).toEqual([]);
  });

  it('reads the flag of the early drafts', () => {
    const { found } = readDeprecation([['deprecation', 'true']], receivedAt);
    expect(found).toEqual([{ kind: 'deprecation', raw: 'true', date: null, inEffect: true, form: 'flag' }]);
  });

  it.each(['soon', '1688169599', '@1688169599000', '@', 'false', '?1', '@1.5'])('keeps %s as unparsed', (raw) => {
    const { found, unparsed } = readDeprecation([['Deprecation', raw]], receivedAt);
    expect(found).toEqual([]);
    expect(unparsed).toMatchObject([{ kind: 'unparsed', source: 'deprecation', raw }]);
  });

  it('takes the earliest of several dates and keeps the others', () => {
    const { found, unparsed } = readDeprecation(
      [
        ['Deprecation', 'true'],
        ['Deprecation', '@1893456000'],
        ['Deprecation', '@1688169599'],
        ['Deprecation', '@1688169599'],
      ],
      receivedAt,
    );
    expect(found.map((each) => each.raw)).toEqual(['@1688169599']);
    expect(unparsed.map((each) => each.raw)).toEqual(['@1893456000', 'true']);
  });

  it('finds nothing without the header or in an empty one', () => {
    expect(readDeprecation([['Deprecation', ' ']], receivedAt)).toEqual({ found: [], unparsed: [] });
  });
});

describe('readSunset', () => {
  it.each([
    ['Sun, 30 Jun 2024 23:59:59 GMT', Date.UTC(2024, 5, 30, 23, 59, 59), true],
    ['Sun, 30 Jun 2024 23:59:59 UTC', Date.UTC(2024, 5, 30, 23, 59, 59), true],
    ['Thursday, 31-Dec-26 23:59:59 GMT', Date.UTC(2026, 11, 31, 23, 59, 59), false],
    ['Thu Dec 31 23:59:59 2026', Date.UTC(2026, 11, 31, 23, 59, 59), false],
    ['2026-12-31', Date.UTC(2026, 11, 31), false],
    ['@1798761599', 1798761599000, false],
  ])('reads %s', (raw, ms, inEffect) => {
    expect(readSunset([['Sunset', raw]], receivedAt).found).toMatchObject([{ raw, date: { ms }, inEffect, contradiction: false }]);
  });

  it.each([
    ['@1719791999', '2024-06-29', true],
    ['@1719791999', '2024-06-30', false],
    ['@1719791999', 'Sun, 30 Jun 2024 23:59:58 GMT', true],
    ['@1719791999', 'Sun, 30 Jun 2024 23:59:59 GMT', false],
    ['true', '2024-06-30', false],
  ])('with Deprecation %s and Sunset %s says contradiction %s', (deprecation, sunset, contradiction) => {
    const [deprecated] = readDeprecation([['Deprecation', deprecation]], receivedAt).found;
    expect(readSunset([['Sunset', sunset]], receivedAt, deprecated).found).toMatchObject([{ contradiction }]);
  });

  it('keeps what is no date', () => {
    expect(readSunset([['SUNSET', 'true']], receivedAt)).toMatchObject({ found: [], unparsed: [{ source: 'sunset', raw: 'true' }] });
  });
});
