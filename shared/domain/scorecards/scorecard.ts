import type { Door } from '../../contract/procedure.ts';
import type { PaperMark } from '../documents/paper-document.ts';
import type { Audience } from './facts.ts';

/** Where a figure leads. */
export type FigureDoor = Door;

/** One figure or word of the page: what is shown, what it is worth to a spreadsheet, and what it comes from. */
export interface Cell {
  readonly text: string;
  /** The figure itself; the text when there is none. */
  readonly value?: number | null;
  readonly unit?: 'share' | 'money' | 'count' | 'date' | 'days';
  readonly mark?: PaperMark;
  readonly tone?: 'strong' | 'quiet';
  /** Said after the text in a quiet tone. */
  readonly aside?: string;
  readonly door?: FigureDoor;
}

export interface Column {
  readonly title: string;
  readonly align?: 'right';
}

export const blockKeys = [
  'verdicts',
  'promises',
  'incidents',
  'dates',
  'risks',
  'cost',
  'breaks',
  'vendors',
  'decisions',
  'evidence',
] as const;
export type BlockKey = (typeof blockKeys)[number];

export interface Block {
  readonly key: BlockKey;
  /** 1 to 10, the same on every page; blocks without anything real are left out. */
  readonly number: number;
  readonly title: string;
  /** How many, as of when, how counted. */
  readonly note: string;
  /** Numbers of the evidence in block 10. */
  readonly sources: readonly number[];
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Rows that the page's audience is not shown. */
  readonly more: number;
  /** How many of the last rows sum the others up. */
  readonly totals?: number;
  /** Sentences below the table. */
  readonly words: readonly Cell[];
}

export interface Evidence {
  readonly number: number;
  readonly words: string;
  readonly sha256: string;
  readonly door: FigureDoor;
}

export interface Edition {
  readonly version: number;
  readonly frozenAt: number;
  readonly frozenBy: string;
  readonly reason: string;
  readonly changes: readonly string[];
  readonly replacedAt: number | null;
}

/** A page ready to be shown or written in any format. */
export interface Scorecard {
  readonly month: string;
  readonly monthWords: string;
  readonly audience: Audience;
  readonly vendorName: string | null;
  /** "Acme Mobile Shop · integration scorecard for the board". */
  readonly overline: string;
  /** The finding in one short sentence: "October: five of nine promises were kept". */
  readonly title: string;
  /** The verdict in one or two sentences. */
  readonly lead: string;
  /** Version, period, as of; right of the title. */
  readonly head: readonly string[];
  /** How it is counted, in three lines. */
  readonly method: readonly string[];
  readonly state: 'frozen' | 'not frozen' | 'so far';
  readonly edition: Edition | null;
  readonly asOf: number;
  readonly blocks: readonly Block[];
  readonly evidence: readonly Evidence[];
  /** Of the facts as they are kept. */
  readonly sha256: string;
}
