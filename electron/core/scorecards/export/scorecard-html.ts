import type { Block, Cell, Scorecard } from '../../../../shared/domain/scorecards/scorecard.ts';
import { escapeHtml, htmlPage, markSvg } from '../../documents/render-html.ts';

/** The page as one HTML file: nothing is loaded from anywhere, nothing runs; figures' numbers lead to the evidence below. */
export function scorecardHtml(scorecard: Scorecard): string {
  const { overline, monthWords, head, lead, method, blocks, evidence, edition, sha256, month } = scorecard;
  const row = (keys: readonly Block['key'][]): string => {
    const found = blocks.filter(({ key }) => keys.includes(key));
    return found.length === 0 ? '' : `<div class="row">${found.map(blockHtml).join('')}</div>`;
  };
  const body = `<main>
<header><div><p class="over">${escapeHtml(overline)}</p><h1>${escapeHtml(monthWords)}</h1></div><p class="head">${head.map(escapeHtml).join('<br>')}</p></header>
<p class="lead">${escapeHtml(lead)}</p>
<div class="method"><b>How it is counted</b><p>${method.map(escapeHtml).join('<br>')}</p></div>
${row(['verdicts'])}${row(['promises'])}${row(['incidents'])}${row(['dates'])}${row(['risks', 'cost', 'breaks'])}${row(['vendors', 'decisions'])}
<section class="evidence"><h2><i>10</i> Evidence <span>sha256 of each part</span></h2>
<ol>${evidence.map(({ number, words, sha256: hash }) => `<li id="e${number}"><i>${number}</i><span>${escapeHtml(words)}</span><code>${hash}</code></li>`).join('')}</ol>
${edition && edition.reason !== '' ? `<p>Correction ${edition.version - 1}: ${escapeHtml(edition.reason)}</p><ul>${edition.changes.map((change) => `<li>${escapeHtml(change)}</li>`).join('')}</ul>` : ''}
<p class="pack">${edition ? `pack ${month}-v${edition.version}` : `pack ${month}, not frozen`} · sha256 <code>${sha256}</code></p></section>
</main>`;
  return htmlPage({ title: `${overline}, ${monthWords}`, language: 'en', css, body });
}

function blockHtml(block: Block): string {
  const head = block.columns
    .map(({ title, align }) => `<th scope="col"${align === 'right' ? ' class="r"' : ''}>${escapeHtml(title)}</th>`)
    .join('');
  const rows = block.rows.map(
    (row, number) =>
      `<tr${number >= block.rows.length - (block.totals ?? 0) ? ' class="sum"' : ''}>${row
        .map((cell, place) => `<td${block.columns[place]?.align === 'right' ? ' class="r"' : ''}>${cellHtml(cell)}</td>`)
        .join('')}</tr>`,
  );
  const more = block.more > 0 ? `<p class="quiet">and ${block.more} more</p>` : '';
  const words = block.words.length === 0 ? '' : `<p class="quiet">${block.words.map(({ text }) => escapeHtml(text)).join(' ')}</p>`;
  const sources = block.sources.map((number) => `<a href="#e${number}">${number}</a>`).join(', ');
  return `<section><h2><i>${block.number}</i> ${escapeHtml(block.title)} <span>${escapeHtml(block.note)}<sup>${sources}</sup></span></h2>
<table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>${more}${words}</section>`;
}

function cellHtml({ text, mark, tone, aside }: Cell): string {
  const shape = mark === undefined ? '' : `${markSvg(mark)} `;
  const rest = aside === undefined ? '' : escapeHtml(aside);
  const kind = mark ?? tone;
  return kind === undefined ? `${escapeHtml(text)}${rest}` : `<span class="${kind}">${shape}${escapeHtml(text)}</span>${rest}`;
}

const css = `
:root { color-scheme: light; --text: #1c1d1b; --quiet: #5d5f59; --faint: #6f716a; --line: #e3e3df; --strong: #c9cac4; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: var(--text); font: 13px/1.45 Inter, "Segoe UI", system-ui, sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 1060px; margin: 0 auto; padding: 40px 44px; }
header { display: flex; justify-content: space-between; align-items: end; gap: 24px; border-bottom: 2px solid var(--text); padding-bottom: 12px; }
h1 { font-size: 30px; line-height: 1.15; letter-spacing: -0.02em; font-weight: 600; margin: 0; } p { margin: 0; }
.over, .head, .method p, .quiet { color: var(--quiet); } .head { text-align: right; }
.lead { font-size: 17px; line-height: 1.4; font-weight: 500; margin: 16px 0 10px; }
.method { display: grid; grid-template-columns: 130px 1fr; margin-bottom: 22px; }
.row { display: flex; gap: 28px; flex-wrap: wrap; margin-bottom: 24px; } section { flex: 1 1 300px; min-width: 0; }
h2 { font-size: 13px; font-weight: 600; display: flex; gap: 8px; margin: 0; padding-bottom: 4px; border-bottom: 1px solid var(--strong); }
h2 i, li i { font-style: normal; font-weight: 500; color: var(--faint); } h2 span { margin-left: auto; font-weight: 400; color: var(--faint); text-align: right; }
sup { font-size: 9px; } a { color: inherit; }
table { width: 100%; border-collapse: collapse; } th { text-align: left; font-size: 11.5px; font-weight: 500; color: var(--faint); padding: 3px 14px 3px 0; }
td { border-top: 1px solid var(--line); padding: 3px 14px 3px 0; vertical-align: top; } .r { text-align: right; } th:last-child, td:last-child { padding-right: 0; }
.sum td { border-top: 1px solid var(--strong); }
.strong { font-weight: 600; } .good, .sampled { color: #2b6b3f; font-weight: 600; } .soon { color: #8a5300; font-weight: 600; } .bad { color: #b3261e; font-weight: 600; } .none { color: var(--quiet); font-weight: 600; }
.evidence { border-top: 2px solid var(--text); padding-top: 8px; color: var(--quiet); font-size: 12px; } .evidence h2 { color: var(--text); }
ol, .evidence ul { padding: 0; margin: 6px 0; } ol { list-style: none; } ol li { display: grid; grid-template-columns: 22px minmax(160px, 1fr) auto; gap: 8px; } .evidence ul { padding-left: 18px; }
code { font: 10.5px/1.5 ui-monospace, Menlo, Consolas, monospace; word-break: break-all; }
@media print { main { padding: 0; max-width: none; } section, tr { break-inside: avoid; } }
`.trim();
