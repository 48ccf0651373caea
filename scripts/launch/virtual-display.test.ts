import { describe, expect, it } from 'vitest';
import { makeAuthority } from './virtual-display.mjs';

describe('makeAuthority', () => {
  it('writes one cookie for every display in the format of X authority files', () => {
    const cookie = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
    const expected = `ffff000000000012${Buffer.from('MIT-MAGIC-COOKIE-1').toString('hex')}0010${cookie.toString('hex')}`;
    expect(makeAuthority(cookie).toString('hex')).toBe(expected);
  });
});
