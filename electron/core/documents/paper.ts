import PDFDocument from 'pdfkit';
import { fontBytes, fontParts, type Weight } from './fonts.ts';
import { wrapSpans } from './wrap-spans.ts';

export interface TextStyle {
  readonly size: number;
  readonly weight?: Weight;
  readonly color?: string;
  /** Added between characters, in points. */
  readonly tracking?: number;
}

/** A piece of a line with a look of its own. */
export interface Span {
  readonly text: string;
  readonly weight?: Weight;
  readonly color?: string;
  /** Raised and smaller: a footnote's number. */
  readonly isRaised?: boolean;
}

export type Words = string | readonly Span[];
type Face = { hasGlyphForCodePoint(codePoint: number): boolean };
type Structure = ReturnType<PDFKit.PDFDocument['struct']>;

export const paperInk = {
  text: '#1c1d1b',
  quiet: '#5d5f59',
  faint: '#8b8d86',
  line: '#e3e3df',
  strongLine: '#c9cac4',
  good: '#2b6b3f',
  soon: '#8a5300',
  bad: '#b3261e',
} as const;

export const pageSizes = { A4: [595.28, 841.89], Letter: [612, 792] } as const;

export interface PaperOptions {
  readonly title: string;
  readonly createdAt: number;
  readonly language?: string | undefined;
  readonly page?: keyof typeof pageSizes | undefined;
}

/**
 * A PDF of measured lines in Inter: tagged, titled, and the same bytes for the same calls. Streams stay uncompressed, because the
 * deflate of two runtimes need not agree.
 */
export class Paper {
  readonly width: number;
  readonly height: number;
  readonly #doc: PDFKit.PDFDocument;
  readonly #parents: Structure[] = [];
  readonly #chunks: Uint8Array[] = [];
  readonly #done: Promise<void>;
  readonly #widths = new Map<string, number>();
  readonly #wholeWidths = new Map<string, number>();
  readonly #partOf = new Map<string, string>();

  constructor({ title, createdAt, language = 'en', page = 'A4' }: PaperOptions) {
    const [width, height] = pageSizes[page];
    this.width = width;
    this.height = height;
    this.#doc = new PDFDocument({
      size: [width, height],
      margin: 0,
      // No standard font: pdfkit would read it from beside itself, and a bundle has nothing there.
      font: null as unknown as string,
      tagged: true,
      lang: language,
      displayTitle: true,
      pdfVersion: '1.7',
      // The types lag behind: pdfkit knows PDF/UA since 0.14.
      subset: 'PDF/UA' as unknown as 'PDF/A-1',
      compress: false,
      bufferPages: true,
      autoFirstPage: true,
      info: {
        Title: title,
        CreationDate: new Date(createdAt),
        ModDate: new Date(createdAt),
        Producer: 'Quartermaster',
        Creator: 'Quartermaster',
      },
    });
    this.#doc.on('data', (chunk: Uint8Array) => this.#chunks.push(chunk));
    this.#done = new Promise((resolve, reject) => {
      this.#doc.on('end', () => resolve());
      this.#doc.on('error', reject);
    });
  }

  get pageCount(): number {
    return this.#doc.bufferedPageRange().count;
  }

  addPage(): void {
    this.#doc.addPage();
  }

  /** Goes back to a page, counted from 0: for feet that name the number of pages. */
  turnTo(page: number): void {
    this.#doc.switchToPage(page);
  }

  measure(words: Words, style: TextStyle): number {
    return asSpans(words).reduce((sum, span) => sum + this.#widthOf(span, style), 0);
  }

  /** Lines that are no wider than `width`; a word that is wider by itself is cut. */
  wrap(words: Words, style: TextStyle, width: number): Span[][] {
    return wrapSpans(asSpans(words), width, (span) => this.#widthOf(span, style));
  }

  /** One line, cut with "…" where it is wider. */
  fit(words: Words, style: TextStyle, width: number): Words {
    if (this.measure(words, style) <= width) return words;
    const spans = [...asSpans(words)];
    while (spans.length > 0) {
      const last = spans.at(-1);
      if (!last) break;
      const letters = Array.from(last.text);
      while (letters.length > 0) {
        letters.pop();
        const cut = [...spans.slice(0, -1), { ...last, text: `${letters.join('').trimEnd()}…` }];
        if (this.measure(cut, style) <= width) return cut;
      }
      spans.pop();
    }
    return '…';
  }

  /** Writes one line with its baseline at `y`; right-aligned it ends at `x`. */
  write(words: Words, x: number, y: number, style: TextStyle, align: 'left' | 'right' = 'left'): void {
    let at = align === 'right' ? x - this.measure(words, style) : x;
    for (const span of asSpans(words)) {
      const size = span.isRaised ? style.size * 0.72 : style.size;
      const baseline = span.isRaised ? y - style.size * 0.34 : y;
      const weight = span.weight ?? style.weight ?? 400;
      this.#doc.fillColor(span.color ?? style.color ?? paperInk.text);
      for (const [text, part] of this.#runs(span.text, weight)) {
        this.#doc
          .font(part)
          .fontSize(size)
          .text(text, at, baseline, { ...textOptions(style, text), baseline: 'alphabetic' });
        at += this.#runWidth(text, part, size, style);
      }
    }
  }

  /** A hairline; what only decorates is no content for a screen reader. */
  line(x1: number, y: number, x2: number, width = 0.6, color: string = paperInk.line): void {
    this.decorate((doc) => doc.moveTo(x1, y).lineTo(x2, y).lineWidth(width).strokeColor(color).stroke());
  }

  decorate(draw: (doc: PDFKit.PDFDocument) => void): void {
    this.#doc.markContent('Artifact', { type: 'Layout' });
    draw(this.#doc);
    this.#doc.endMarkedContent();
  }

  /** Content under a tag of its own: `H1`, `P`, `TD` ... */
  tag(name: string, draw: () => void, options: { scope?: 'Column' | 'Row'; alt?: string } = {}): void {
    const element = this.#doc.struct(name, options, draw);
    this.#attach(element);
    element.end();
  }

  /** A tag that holds tags: `Table`, `TR`, `L` ... */
  within(name: string, work: () => void): void {
    const element = this.#doc.struct(name);
    this.#attach(element);
    this.#parents.push(element);
    work();
    this.#parents.pop();
    element.end();
  }

  async finish(): Promise<Uint8Array> {
    this.#doc.end();
    await this.#done;
    return new Uint8Array(Buffer.concat(this.#chunks));
  }

  #attach(element: Structure): void {
    const parent = this.#parents.at(-1);
    if (parent) parent.add(element);
    else this.#doc.addStructure(element);
  }

  #widthOf(span: Span, style: TextStyle): number {
    const size = span.isRaised ? style.size * 0.72 : style.size;
    const weight = span.weight ?? style.weight ?? 400;
    const key = `${weight}|${span.text}`;
    // Laying a page out measures the same words again and again.
    let width = this.#wholeWidths.get(key);
    if (width === undefined) {
      width = this.#runs(span.text, weight).reduce((sum, [text, part]) => sum + this.#runWidth(text, part, 1, { size: 1 }), 0);
      this.#wholeWidths.set(key, width);
    }
    return width * size + (style.tracking ?? 0) * Array.from(span.text).length;
  }

  #runWidth(text: string, part: string, size: number, style: TextStyle): number {
    const key = `${part}|${text}`;
    let width = this.#widths.get(key);
    if (width === undefined) {
      width = this.#doc.font(part).fontSize(1000).widthOfString(text, textOptions({ size }, text));
      this.#widths.set(key, width);
    }
    return (width * size) / 1000 + (style.tracking ?? 0) * Array.from(text).length;
  }

  /** The text cut where another part of the font must take over; what no part has becomes the replacement character. */
  #runs(text: string, weight: Weight): [text: string, font: string][] {
    const runs: [string, string][] = [];
    for (const letter of clean(text)) {
      const part = this.#partFor(letter, weight);
      const shown = part === null ? '�' : letter;
      const font = part ?? this.#register('latin', weight);
      const last = runs.at(-1);
      if (last && last[1] === font) last[0] += shown;
      else runs.push([shown, font]);
    }
    return runs;
  }

  #partFor(letter: string, weight: Weight): string | null {
    const key = `${weight}|${letter}`;
    const known = this.#partOf.get(key);
    if (known !== undefined) return known === '' ? null : known;
    for (const part of fontParts) {
      const font = this.#register(part, weight);
      this.#doc.font(font);
      // What a font covers is not in pdfkit's own types; the font itself is fontkit's.
      const face = (this.#doc as unknown as { _font: { font: Face } })._font.font;
      if (!face.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0)) continue;
      this.#partOf.set(key, font);
      return font;
    }
    this.#partOf.set(key, '');
    return null;
  }

  #register(part: (typeof fontParts)[number], weight: Weight): string {
    const name = `${part}-${weight}`;
    if (!this.#registered.has(name)) {
      this.#registered.add(name);
      this.#doc.registerFont(name, fontBytes(part, weight));
      this.#rememberLayouts(name);
    }
    return name;
  }

  /** pdfkit lays every text out three times when it has features: to measure it, to place it and to write it. */
  #rememberLayouts(name: string): void {
    const font = (this.#doc.font(name) as unknown as { _font: { layoutRun: (text: string, features: unknown) => unknown } })._font;
    const known = new Map<string, unknown>();
    const layout = font.layoutRun.bind(font);
    font.layoutRun = (text, features) => {
      const key = `${JSON.stringify(features)}|${text}`;
      if (!known.has(key)) known.set(key, layout(text, features));
      return known.get(key);
    };
  }

  readonly #registered = new Set<string>();
}

const asSpans = (words: Words): readonly Span[] => (typeof words === 'string' ? [{ text: words }] : words);

const contextual = /[-:<>=@*+/|()[\]{}]|\dx\d/;

/** Figures of one width, so that columns stand under each other; with them a hyphen is as wide as a figure, and words look torn. */
const textOptions = (style: TextStyle, text: string): PDFKit.Mixins.TextOptions => ({
  lineBreak: false,
  // Contextual forms (arrows, the colon of a time) cost more than all else, and only these letters have any.
  features: {
    kern: true,
    tnum: !text.includes('-'),
    calt: contextual.test(text),
  } as unknown as PDFKit.Mixins.OpenTypeFeatures[],
  ...(style.tracking ? { characterSpacing: style.tracking } : {}),
});

/** Arrows and the like that Inter's parts do not have are written out; what cannot be printed goes. */
function clean(text: string): string {
  return text
    .replaceAll('→', '->')
    .replaceAll('←', '<-')
    .replaceAll('≥', '>=')
    .replaceAll('≤', '<=')
    .replaceAll('\t', '    ')
    .replaceAll(/[\u0000-\u001f]|\u200b|\u200c|\u200d|\ufe0e|\ufe0f/g, '');
}
