import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filledPath, pathParts, readPath } from './path-template.ts';

describe('path template', () => {
  it('keeps texts and parameters in order', () => {
    expect(pathParts('/payments/{id}/refunds')).toEqual([
      { kind: 'text', text: '/payments/' },
      { kind: 'parameter', name: 'id' },
      { kind: 'text', text: '/refunds' },
    ]);
  });

  it('leaves the braces where a value is missing, and escapes the values', () => {
    expect(filledPath('/a/{x}/{y}', (name) => (name === 'x' ? 'b/c' : ''))).toBe('/a/b%2Fc/{y}');
  });

  it('says nothing about a path of another shape', () => {
    expect(readPath('/payments/{id}/refunds', '/v71/payments/1/captures')).toBeNull();
  });

  it('reads back from any base path what was filled in', () => {
    const value = fc.string({ minLength: 1, unit: 'grapheme' });
    fc.assert(
      fc.property(value, value, (first, second) => {
        const template = '/orders/{first}/items/{second}';
        const path = `/base/v2${filledPath(template, (name) => (name === 'first' ? first : second))}`;
        expect(readPath(template, path)).toEqual({ first, second });
      }),
    );
  });

  it('does not fall over a stray percent sign', () => {
    expect(readPath('/a/{x}', '/a/100%')).toEqual({ x: '100%' });
  });
});
