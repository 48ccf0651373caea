import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLinks, readLinks } from './link.ts';

const base = 'https://api.example.com/v1/orders?page=1';
const relsOf = (value: string): string[] => readLinks([['Link', value]], base).found.map((link) => `${link.rel} ${link.href}`);

describe('readLinks', () => {
  it.each([
    [
      '<https://developer.example.com/deprecation>; rel="deprecation"; type="text/html"',
      ['deprecation https://developer.example.com/deprecation'],
    ],
    [
      '<https://api.github.com/repositories/1/issues?page=2>; rel="next", <https://api.github.com/repositories/1/issues?page=9>; rel="last"',
      ['next https://api.github.com/repositories/1/issues?page=2'],
    ],
    [
      '</v2/orders>; rel="successor-version latest-version"',
      ['successor-version https://api.example.com/v2/orders', 'latest-version https://api.example.com/v2/orders'],
    ],
    ['<sunset.html>;rel=sunset;title="gone, soon; really"', ['sunset https://api.example.com/v1/sunset.html']],
    ['<https://x.example/a,b;c>; rel=Status', ['status https://x.example/a,b;c']],
    ['<https://x.example/>; rel="describedby"; rel="next"', ['describedby https://x.example/']],
    ['<?page=2> ; rel = "next"', ['next https://api.example.com/v1/orders?page=2']],
    [',, <https://x.example/spec.json>; rel="service-desc",', ['service-desc https://x.example/spec.json']],
    ['<https://cdn.example/app.css>; rel=preload; as=style', []],
  ])('reads %s', (value, expected) => {
    expect(relsOf(value)).toEqual(expected);
    expect(readLinks([['Link', value]], base).unparsed).toEqual([]);
  });

  it('reads type, title, extended title and anchor', () => {
    const value = String.raw`</d>; rel=deprecation; type="text/html"; title="a \"b\""; title*=UTF-8'en'%e2%82%ac%20rates; anchor="/v1"`;
    expect(readLinks([['Link', value]], base).found).toMatchObject([
      { href: 'https://api.example.com/d', type: 'text/html', title: '€ rates', anchor: '/v1', raw: value },
    ]);
    expect(readLinks([['Link', String.raw`</d>; rel=next; title="a \"b\""`]], base).found).toMatchObject([{ title: 'a "b"' }]);
  });

  it.each(['<javascript:alert(1)>; rel=deprecation', '<file:///etc/passwd>; rel=next', '<data:text/html,hi>; rel=sunset'])(
    'does not take %s for an address',
    (value) => {
      expect(readLinks([['Link', value]], base)).toMatchObject({ found: [], unparsed: [{ source: 'link', raw: value }] });
    },
  );

  it('keeps a broken link and reads the ones around it', () => {
    const { found, unparsed } = readLinks(
      [
        ['Link', '</a>; rel=next, nonsense, <open; rel=sunset'],
        ['link', '</b>; rel=sunset'],
      ],
      base,
    );
    expect(found.map((link) => link.rel)).toEqual(['next', 'sunset']);
    expect(unparsed.map((each) => each.raw)).toEqual(['nonsense', '<open; rel=sunset']);
  });

  it('keeps a relative target as unparsed when the base is no address', () => {
    expect(readLinks([['Link', '</a>; rel=next']], 'nowhere')).toMatchObject({ found: [], unparsed: [{ source: 'link' }] });
    expect(readLinks([['Link', '<https://a.example/>; rel=next']], 'nowhere').found).toHaveLength(1);
  });
});

describe('parseLinks', () => {
  it('reads back any target and quoted title', () => {
    const target = fc.stringMatching(/^[a-z0-9/?&=,;."-]{0,20}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(target, fc.string({ unit: 'grapheme-ascii' })), { maxLength: 4 }), (links) => {
        const value = links
          .map(([address, title]) => `<${address}>; title="${title.replaceAll(/["\\]/g, String.raw`\$&`)}"; rel=next`)
          .join(', ');
        expect(parseLinks(value).found.map((link) => [link.target, link.params.get('title')])).toEqual(links);
      }),
    );
  });

  it('never throws', () => {
    const noisy = fc.array(fc.constantFrom('<', '>', '"', '\\', ',', ';', '=', 'rel', 'title*', "UTF-8''%", 'next', ' '));
    fc.assert(fc.property(noisy, (parts) => void readLinks([['Link', parts.join('')]], base)));
  });
});
