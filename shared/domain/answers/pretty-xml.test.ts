import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prettyXml } from './pretty-xml.ts';

describe('XML', () => {
  it('is laid out with two spaces; what holds text stays on its line', () => {
    expect(prettyXml('<?xml version="1.0"?><a x="1 > 0"><b>two  words</b><c/><d><!-- why --><e>a<i>b</i>c</e></d><f></f></a>')).toBe(
      [
        '<?xml version="1.0"?>',
        '<a x="1 > 0">',
        '  <b>two  words</b>',
        '  <c/>',
        '  <d>',
        '    <!-- why -->',
        '    <e>a<i>b</i>c</e>',
        '  </d>',
        '  <f></f>',
        '</a>',
      ].join('\n'),
    );
  });

  it('keeps every letter but space between elements, also of what is cut off or no XML', () => {
    expect(prettyXml('<a><b>unfin')).toBe('<a>\n  <b>\n    unfin');
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('<a>', '</a>', '<b x="y">', '</b>', '<c/>', 'text', ' ', '<', '<!--n-->', '<![CDATA[ <z> ]]>')),
        (parts) => {
          const text = parts.join('');
          expect(prettyXml(text).replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
        },
      ),
    );
  });
});
