import type { PaperBlock } from '../../../shared/domain/documents/paper-document.ts';

/** The Markdown that runbooks are written in, as blocks of paper: headings, lists, code and paragraphs; anything else is a paragraph. */
export function markdownBlocks(markdown: string): PaperBlock[] {
  const blocks: PaperBlock[] = [];
  const lines = markdown.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const fence = /^(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== undefined) {
      const close = lines.findIndex((one, index) => index > at && one.trimEnd() === fence);
      const end = close < 0 ? lines.length : close;
      blocks.push({ kind: 'code', text: lines.slice(at + 1, end).join('\n') });
      at = end;
      continue;
    }
    if (line.trim() === '') continue;
    const [, hashes, heading] = /^(#{1,6})\s+(.*)$/.exec(line) ?? [];
    if (hashes !== undefined) {
      blocks.push({ kind: 'heading', level: 3, text: plain(heading ?? '') });
      continue;
    }
    const item = /^\s*(?:[-*]|(\d+)[.)])\s+(.*)$/.exec(line);
    const last = blocks.at(-1);
    const isDirectlyAfter = at > 0 && (lines[at - 1] ?? '').trim() !== '';
    if (item) {
      const ordered = item[1] !== undefined;
      const text = plain(item[2] ?? '');
      if (last?.kind === 'list' && (last.ordered ?? false) === ordered)
        blocks[blocks.length - 1] = { ...last, items: [...last.items, text] };
      else blocks.push({ kind: 'list', items: [text], ordered });
    } else if (last?.kind === 'paragraph' && isDirectlyAfter)
      blocks[blocks.length - 1] = { ...last, text: `${last.text} ${plain(line.trim())}` };
    else if (last?.kind === 'list' && isDirectlyAfter && /^\s+\S/.test(line))
      blocks[blocks.length - 1] = { ...last, items: [...last.items.slice(0, -1), `${last.items.at(-1) ?? ''} ${plain(line.trim())}`] };
    else blocks.push({ kind: 'paragraph', text: plain(line.trim()) });
  }
  return blocks;
}

/** Without the signs for bold, italic and code; a link keeps its address behind its words. */
function plain(text: string): string {
  return text
    .replaceAll(/\[([^\]]+)\]\(([^)\s]+)\)/g, '$1 ($2)')
    .replaceAll(/\*\*([^*]+)\*\*/g, '$1')
    .replaceAll(/(?<![\w*])[*_]([^*_]+)[*_](?![\w*])/g, '$1')
    .replaceAll(/`([^`]+)`/g, '$1');
}
