import { setImmediate } from 'node:timers/promises';
import type { PaperBlock, PaperDocument } from '../../../shared/domain/documents/paper-document.ts';
import { drawMark, markColor } from './draw-mark.ts';
import { Paper, paperInk, type TextStyle } from './paper.ts';
import { writeTable } from './write-table.ts';

const margin = 46;
/** Milliseconds. */
const longestPart = 15;
const body: TextStyle = { size: 9.5 };
const quiet: TextStyle = { size: 8.5, color: paperInk.quiet };
const headings: Readonly<Record<1 | 2 | 3, TextStyle>> = {
  1: { size: 14, weight: 600, tracking: -0.15 },
  2: { size: 11, weight: 600 },
  3: { size: 9.5, weight: 600 },
};

/** Writes from the top to the bottom of pages; a block that does not fit begins the next page. */
export class Flow {
  readonly paper: Paper;
  readonly left = margin;
  readonly right: number;
  y = margin;
  readonly #bottom: number;

  constructor(paper: Paper) {
    this.paper = paper;
    this.right = paper.width - margin;
    this.#bottom = paper.height - margin - 16;
  }

  /** Makes room for `height` points, on the next page if this one has too little. */
  room(height: number): void {
    if (this.y + height <= this.#bottom || this.y === margin) return;
    this.paper.addPage();
    this.y = margin;
  }

  /** A wrapped text under one tag. */
  text(tag: string, words: string, style: TextStyle, indent = 0): void {
    const lead = style.size * 1.42;
    for (const line of this.paper.wrap(words, style, this.right - this.left - indent)) {
      this.room(lead);
      this.y += lead;
      this.paper.tag(tag, () => this.paper.write(line, this.left + indent, this.y - lead * 0.28, style));
    }
  }
}

/** The document as a tagged PDF of as many pages as it takes. */
export async function renderPdf(document: PaperDocument): Promise<Uint8Array> {
  const paper = new Paper(document);
  const flow = new Flow(paper);
  flow.text('H1', document.title, { size: 21, weight: 600, tracking: -0.45 });
  if (document.subtitle !== undefined) flow.text('P', document.subtitle, { size: 10, color: paperInk.quiet });
  if (document.header && document.header.length > 0) {
    flow.y += 6;
    writeFacts(flow, document.header);
  }
  flow.y += 8;
  paper.line(flow.left, flow.y, flow.right, 1.1, paperInk.text);
  flow.y += 8;
  let since = performance.now();
  for (const block of document.blocks) {
    writeBlock(flow, block);
    // A long document is written in parts: who else waits for an answer has a turn between them.
    if (performance.now() - since < longestPart) continue;
    await setImmediate();
    since = performance.now();
  }
  writeFeet(paper, document.footer ?? document.title);
  return paper.finish();
}

function writeBlock(flow: Flow, block: PaperBlock): void {
  const { paper } = flow;
  switch (block.kind) {
    case 'heading': {
      const style = headings[block.level];
      flow.y += style.size * 0.8;
      // Never the last line of a page.
      flow.room(style.size * 1.4 + 34);
      flow.text(`H${block.level + 1}`, block.text, style);
      flow.y += 2;
      break;
    }
    case 'paragraph':
      flow.text('P', block.text, block.tone === 'quiet' ? quiet : block.tone === 'strong' ? { ...body, weight: 600 } : body);
      flow.y += 4;
      break;
    case 'list':
      paper.within('L', () => block.items.forEach((item, place) => writeItem(flow, block.ordered ? `${place + 1}.` : '•', item)));
      flow.y += 4;
      break;
    case 'facts':
      writeFacts(flow, block.facts);
      flow.y += 4;
      break;
    case 'table':
      writeTable(flow, block.columns, block.rows);
      if (block.note !== undefined) flow.text('P', block.note, quiet);
      flow.y += 6;
      break;
    case 'code':
      flow.y += 3;
      flow.text('Code', block.text, { size: 8.2, color: paperInk.quiet }, 10);
      flow.y += 5;
      break;
    case 'rule':
      flow.room(14);
      flow.y += 7;
      paper.line(flow.left, flow.y, flow.right, 0.6, paperInk.strongLine);
      flow.y += 7;
      break;
    case 'verdicts':
      writeVerdicts(flow, block.verdicts);
      break;
  }
}

/** Number and words stay together; the words hang. */
/** "☐ the key is not expired": what is to be ticked, or was. The bundled letters have no such boxes, so they are drawn. */
const boxed = /^([☐☑]) /;

function writeItem(flow: Flow, label: string, words: string): void {
  const { paper } = flow;
  const box = boxed.exec(words)?.[1];
  const item = box === undefined ? words : words.slice(2);
  const lead = body.size * 1.42;
  const [first, ...others] = paper.wrap(item, body, flow.right - flow.left - 18);
  paper.within('LI', () => {
    flow.room(lead);
    flow.y += lead;
    if (box === undefined)
      paper.tag('Lbl', () => paper.write(label, flow.left + 4, flow.y - lead * 0.28, { ...body, color: paperInk.quiet }));
    else drawBox(paper, flow.left + 3, flow.y - lead * 0.28 - 6.8, box === '☑');
    paper.tag('LBody', () => paper.write(first ?? '', flow.left + 18, flow.y - lead * 0.28, body));
    for (const line of others) {
      flow.room(lead);
      flow.y += lead;
      paper.tag('LBody', () => paper.write(line, flow.left + 18, flow.y - lead * 0.28, body));
    }
  });
}

function drawBox(paper: Paper, x: number, y: number, isTicked: boolean): void {
  paper.decorate((doc) => {
    doc.rect(x, y, 7, 7).lineWidth(0.8).strokeColor(paperInk.quiet).stroke();
    if (!isTicked) return;
    doc
      .moveTo(x + 1.6, y + 3.6)
      .lineTo(x + 3, y + 5.1)
      .lineTo(x + 5.6, y + 1.9)
      .lineWidth(1)
      .strokeColor(paperInk.text)
      .stroke();
  });
}

function writeFacts(flow: Flow, facts: readonly (readonly [string, string])[]): void {
  const { paper } = flow;
  const lead = 13.5;
  const label = Math.min(150, Math.max(60, ...facts.map(([name]) => paper.measure(name, { ...body, color: paperInk.quiet }) + 14)));
  for (const [name, value] of facts) {
    const lines = paper.wrap(value, body, flow.right - flow.left - label);
    lines.forEach((line, place) => {
      flow.room(lead);
      flow.y += lead;
      if (place === 0)
        paper.tag('P', () => paper.write(paper.fit(name, body, label - 6), flow.left, flow.y - 4, { ...body, color: paperInk.quiet }));
      paper.tag('P', () => paper.write(line, flow.left + label, flow.y - 4, body));
    });
  }
}

function writeVerdicts(flow: Flow, verdicts: Extract<PaperBlock, { kind: 'verdicts' }>['verdicts']): void {
  const { paper } = flow;
  for (const { name, mark, words, note } of verdicts) {
    flow.room(15);
    flow.y += 15;
    paper.tag('P', () => {
      paper.write(paper.fit(name, { ...body, weight: 600 }, 170), flow.left, flow.y - 4, { ...body, weight: 600 });
    });
    drawMark(paper, mark, flow.left + 184, flow.y - 7.2, 7.5);
    paper.tag('P', () =>
      paper.write(
        [
          { text: words, weight: 600, color: mark === 'none' ? paperInk.quiet : markColor[mark] },
          { text: note === undefined ? '' : `  ${note}`, color: paperInk.quiet },
        ],
        flow.left + 192,
        flow.y - 4,
        body,
      ),
    );
  }
  flow.y += 6;
}

function writeFeet(paper: Paper, words: string): void {
  const pages = paper.pageCount;
  for (let page = 0; page < pages; page += 1) {
    paper.turnTo(page);
    const y = paper.height - 30;
    const style: TextStyle = { size: 7.5, color: paperInk.quiet };
    // On every page the same: for the eye, not for a screen reader.
    paper.decorate(() => {
      paper.write(paper.fit(words, style, paper.width - margin * 2 - 60), margin, y, style);
      paper.write(`${page + 1} of ${pages}`, paper.width - margin, y, style, 'right');
    });
  }
}
