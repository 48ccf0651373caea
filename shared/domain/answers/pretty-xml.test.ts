import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prettyHtml, prettyXml } from './pretty-xml.ts';

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

describe('HTML', () => {
  it('is laid out like XML; what is never closed holds nothing', () => {
    expect(
      prettyHtml(
        '<!doctype html><html><head><meta charset=utf-8><title>Away</title></head><body><h1>We are away</h1><hr><p>Back at <b>nine</b>.<br>Or ten.</p></body></html>',
      ),
    ).toBe(
      [
        '<!doctype html>',
        '<html>',
        '  <head>',
        '    <meta charset=utf-8>',
        '    <title>Away</title>',
        '  </head>',
        '  <body>',
        '    <h1>We are away</h1>',
        '    <hr>',
        '    <p>Back at <b>nine</b>.<br>Or ten.</p>',
        '  </body>',
        '</html>',
      ].join('\n'),
    );
  });

  it('leaves scripts and what is laid out already as they are', () => {
    expect(prettyHtml('<body><script>if (a < b) { x("<i>") }\n  y()</script><pre>  one\n  two</pre></body>')).toBe(
      '<body>\n  <script>if (a < b) { x("<i>") }\n  y()</script>\n  <pre>  one\n  two</pre>\n</body>',
    );
  });

  it('does not run away to the right where ends are left out', () => {
    expect(prettyHtml('<ul><li><a href=x></a><li><a href=y></a></ul><hr>')).toBe(
      '<ul>\n  <li>\n    <a href=x></a>\n  <li>\n    <a href=y></a>\n</ul>\n<hr>',
    );
  });
});
