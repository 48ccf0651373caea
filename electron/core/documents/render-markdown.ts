import type { PaperBlock, PaperDocument } from '../../../shared/domain/documents/paper-document.ts';

/** The document as Markdown (CommonMark with GitHub's tables). */
export function renderMarkdown({ title, subtitle, header = [], blocks, footer }: PaperDocument): string {
  const parts = [
    `# ${inline(title)}`,
    ...(subtitle === undefined ? [] : [inline(subtitle)]),
    ...(header.length === 0 ? [] : [header.map(([label, value]) => `- **${inline(label)}:** ${inline(value)}`).join('\n')]),
    ...blocks.map(blockText),
    ...(footer === undefined ? [] : ['---', inline(footer)]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function blockText(block: PaperBlock): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level + 1)} ${marks(block.text)}`;
    case 'paragraph':
      return block.tone === 'strong' ? `**${inline(block.text)}**` : inline(block.text);
    case 'list':
      return block.items.map((item, place) => `${block.ordered ? `${place + 1}.` : '-'} ${inline(item)}`).join('\n');
    case 'facts':
      return block.facts.map(([label, value]) => `- **${inline(label)}:** ${inline(value)}`).join('\n');
    case 'table':
      return [
        row(block.columns.map(({ title }) => title)),
        `| ${block.columns.map(({ align }) => (align === 'right' ? '---:' : '---')).join(' | ')} |`,
        ...block.rows.map(row),
        ...(block.note === undefined ? [] : ['', inline(block.note)]),
      ].join('\n');
    case 'code':
      return fence(block.text);
    case 'rule':
      return '---';
    case 'verdicts':
      return block.verdicts
        .map(({ name, words, note }) => `- **${inline(name)}:** ${inline(words)}${note === undefined ? '' : ` (${inline(note)})`}`)
        .join('\n');
  }
}

const row = (cells: readonly string[]): string => `| ${cells.map((cell) => marks(cell).replaceAll('\n', '<br>')).join(' | ')} |`;

/** What Markdown would read as marks is written so that it is read as text. */
const marks = (text: string): string => text.replaceAll(/[\\`*_[\]<>|#~]/g, (mark) => `\\${mark}`);

/** The same where a line begins: a number or a dash would begin a list. */
const inline = (text: string): string =>
  marks(text)
    .replaceAll(/^(\s*)([-+])(?=\s)/gm, '$1\\$2')
    .replaceAll(/^(\s*\d+)([.)])(?=\s)/gm, '$1\\$2');

/** A fence longer than any run of backticks inside. */
function fence(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const mark = '`'.repeat(longest + 1);
  return `${mark}\n${text}\n${mark}`;
}
