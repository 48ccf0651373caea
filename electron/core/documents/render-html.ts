import type { PaperBlock, PaperDocument, PaperMark } from '../../../shared/domain/documents/paper-document.ts';

/** Everything that HTML reads as a mark. */
export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');

/** A whole page in one file: it asks no server for anything and runs nothing. */
export const htmlPage = (page: { title: string; language: string; css: string; body: string }): string =>
  `<!doctype html>
<html lang="${escapeHtml(page.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(page.title)}</title>
<style>
${page.css}
</style>
</head>
<body>
${page.body}
</body>
</html>
`;

/** The shape of a state, drawn in the colour of the text around it. */
export function markSvg(mark: PaperMark): string {
  const shape = {
    good: '<circle cx="5" cy="5" r="4.2" fill="currentColor"/>',
    sampled:
      '<circle cx="5" cy="5" r="3.6" fill="none" stroke="currentColor" stroke-width="1.4"/><circle cx="5" cy="5" r="1.7" fill="currentColor"/>',
    soon: '<rect x="1.2" y="1.2" width="7.6" height="7.6" fill="currentColor"/>',
    bad: '<path d="M5 0l5 5l-5 5l-5 -5z" fill="currentColor"/>',
    none: '<circle cx="5" cy="5" r="3.7" fill="none" stroke="currentColor" stroke-width="1.3"/>',
  }[mark];
  return `<svg viewBox="0 0 10 10" width="9" height="9" aria-hidden="true">${shape}</svg>`;
}

/** The document as one HTML file without external requests. */
export function renderHtml(document: PaperDocument): string {
  const { title, subtitle, header = [], blocks, footer } = document;
  const body = [
    '<main>',
    `<header><h1>${lines(title)}</h1>${subtitle === undefined ? '' : `<p class="sub">${lines(subtitle)}</p>`}${header.length === 0 ? '' : facts(header)}</header>`,
    ...blocks.map(blockHtml),
    ...(footer === undefined ? [] : [`<footer>${lines(footer)}</footer>`]),
    '</main>',
  ].join('\n');
  return htmlPage({ title, language: document.language ?? 'en', css, body });
}

const lines = (text: string): string => escapeHtml(text).replaceAll('\n', '<br>');

const facts = (pairs: readonly (readonly [string, string])[]): string =>
  `<dl>${pairs.map(([label, value]) => `<div><dt>${lines(label)}</dt><dd>${lines(value)}</dd></div>`).join('')}</dl>`;

function blockHtml(block: PaperBlock): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level + 1}>${lines(block.text)}</h${block.level + 1}>`;
    case 'paragraph':
      return `<p${block.tone === undefined || block.tone === 'plain' ? '' : ` class="${block.tone}"`}>${lines(block.text)}</p>`;
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul';
      return `<${tag}>${block.items.map((item) => `<li>${lines(item)}</li>`).join('')}</${tag}>`;
    }
    case 'facts':
      return facts(block.facts);
    case 'table': {
      const side = (place: number): string => (block.columns[place]?.align === 'right' ? ' class="r"' : '');
      const head = block.columns.map(({ title }, place) => `<th scope="col"${side(place)}>${lines(title)}</th>`).join('');
      const rows = block.rows.map((row) => `<tr>${row.map((cell, place) => `<td${side(place)}>${lines(cell)}</td>`).join('')}</tr>`);
      const note = block.note === undefined ? '' : `<p class="quiet">${lines(block.note)}</p>`;
      return `<table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>${note}`;
    }
    case 'code':
      return `<pre><code>${escapeHtml(block.text)}</code></pre>`;
    case 'rule':
      return '<hr>';
    case 'verdicts':
      return `<ul class="verdicts">${block.verdicts
        .map(
          ({ name, mark, words, note }) =>
            `<li><b>${lines(name)}</b><span class="${mark}">${markSvg(mark)} ${lines(words)}</span>${note === undefined ? '' : `<small>${lines(note)}</small>`}</li>`,
        )
        .join('')}</ul>`;
  }
}

const css = `
:root { color-scheme: light; --text: #1c1d1b; --quiet: #5d5f59; --line: #e3e3df; --strong: #c9cac4; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: var(--text); font: 14px/1.5 Inter, "Segoe UI", system-ui, sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 820px; margin: 0 auto; padding: 40px 32px; }
header { border-bottom: 2px solid var(--text); padding-bottom: 14px; margin-bottom: 22px; }
h1 { font-size: 28px; line-height: 1.2; letter-spacing: -0.02em; margin: 0 0 4px; }
h2 { font-size: 18px; margin: 28px 0 6px; } h3 { font-size: 15px; margin: 20px 0 4px; } h4 { font-size: 14px; margin: 16px 0 4px; }
p { margin: 8px 0; } .sub, .quiet { color: var(--quiet); } .strong { font-weight: 600; }
dl { margin: 10px 0 0; } dl div { display: grid; grid-template-columns: 160px 1fr; } dt { color: var(--quiet); } dd { margin: 0; }
table { width: 100%; border-collapse: collapse; margin: 10px 0; font-size: 13px; }
th { text-align: left; font-weight: 500; color: var(--quiet); border-bottom: 1px solid var(--strong); padding: 4px 10px 4px 0; }
td { border-bottom: 1px solid var(--line); padding: 4px 10px 4px 0; vertical-align: top; } .r { text-align: right; }
pre { background: #f6f6f4; border-radius: 6px; padding: 10px 12px; overflow-x: auto; font: 12px/1.5 ui-monospace, Menlo, Consolas, monospace; white-space: pre-wrap; }
hr { border: 0; border-top: 1px solid var(--strong); margin: 20px 0; }
.verdicts { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 10px; }
.verdicts b, .verdicts small { display: block; } .verdicts small { color: var(--quiet); }
.good, .sampled { color: #2b6b3f; } .soon { color: #8a5300; } .bad { color: #b3261e; } .none { color: var(--quiet); }
footer { margin-top: 30px; border-top: 1px solid var(--strong); padding-top: 8px; color: var(--quiet); font-size: 12px; }
@media print { main { padding: 0; max-width: none; } tr, li, pre { break-inside: avoid; } }
`.trim();
