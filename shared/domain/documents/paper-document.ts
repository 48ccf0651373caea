/** How something stands, as paper shows it: shape, word and tone together. */
export type PaperMark = 'good' | 'sampled' | 'soon' | 'bad' | 'none';

export interface PaperColumn {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Share of the width, relative to the other columns; by content when left out. */
  readonly width?: number;
}

/** One piece of a document; every format writes each of them. */
export type PaperBlock =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string; readonly tone?: 'plain' | 'quiet' | 'strong' }
  | { readonly kind: 'list'; readonly items: readonly string[]; readonly ordered?: boolean }
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [label: string, value: string])[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly PaperColumn[];
      readonly rows: readonly (readonly string[])[];
      readonly note?: string;
    }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'rule' }
  | {
      readonly kind: 'verdicts';
      readonly verdicts: readonly { readonly name: string; readonly mark: PaperMark; readonly words: string; readonly note?: string }[];
    };

/** A document for people without the app: the same content as Markdown, HTML or PDF. */
export interface PaperDocument {
  readonly title: string;
  readonly subtitle?: string;
  /** Short facts under the title. */
  readonly header?: readonly (readonly [label: string, value: string])[];
  readonly blocks: readonly PaperBlock[];
  /** Stands at the foot of every page. */
  readonly footer?: string;
  readonly page?: 'A4' | 'Letter';
  /** Epoch ms, written into the file; the same document gives the same bytes. */
  readonly createdAt: number;
  /** BCP 47; English unless told. */
  readonly language?: string;
}
