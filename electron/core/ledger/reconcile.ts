import { createHash } from 'node:crypto';
import type { BreakClass, Side } from '../../../shared/domain/ledger/break-class.ts';
import { BridgeBuilder, type Bridge } from '../../../shared/domain/ledger/bridge.ts';
import { CauseCount, causeCandidates, type Cause } from '../../../shared/domain/ledger/causes.ts';
import { compileClassifier, inStableOrder, type Finding, type KeyGroup, type SideRecord } from '../../../shared/domain/ledger/classify.ts';
import { compileSide, type SourceRow } from '../../../shared/domain/ledger/compile-side.ts';
import type { LedgerSpec } from '../../../shared/domain/ledger/ledger-spec.ts';
import { bucketCount, Staging, unstage, type DuplicateRow, type GroupRow } from './staging.ts';

/** A row that is in no sum: it could not be read, mapped, or has no key. */
export interface Rejection {
  readonly side: Side;
  readonly key: string;
  readonly words: string;
  /** The row as text, for its identity and for the person who looks at it. */
  readonly raw: string;
}

export type Observed =
  | { readonly kind: 'finding'; readonly finding: Finding; readonly signatures: readonly string[] }
  | { readonly kind: 'rejection'; readonly rejection: Rejection };

/** What a run has found out, before it is held against the breaks that are known. */
export interface Reconciliation {
  readonly bridges: readonly Bridge[];
  readonly matched: number;
  /** Rows of each side that are in a break; with the matched and the rejected ones they are all rows. */
  readonly inBreaks: Readonly<Record<Side, number>>;
  readonly rows: Readonly<Record<Side, number>>;
  readonly rejected: Readonly<Record<Side, number>>;
  readonly byClass: Readonly<Partial<Record<BreakClass, number>>>;
  readonly observed: readonly Observed[];
  readonly causeOf: (observed: Observed) => Cause;
  /** The time both files cover. */
  readonly fromAt: number | null;
  readonly toAt: number | null;
  /** SHA-256 over what was found, in the order of the keys: the same files give the same digest, in whatever order their rows are. */
  readonly digest: string;
}

const rejectedCause: Cause = {
  signature: 'rejected',
  kind: 'rejected',
  currency: '',
  words: 'row cannot be read',
  likely: 'value or key is wrong in the file',
  field: null,
};

/** Takes the rows of both sides, then compares them. Few rows need no file. */
export class Reconciler {
  readonly #spec: LedgerSpec;
  readonly #staging: Staging;
  readonly #read: Readonly<Record<Side, (row: SourceRow) => ReturnType<ReturnType<typeof compileSide>>>>;
  readonly #rejections: Rejection[] = [];
  readonly #rejected = { left: 0, right: 0 };
  /** Keys of breaks that are open, and whether these files have them. Written by key, never added to: a key of the file would keep its whole chunk of text alive. */
  readonly #watched: Map<string, boolean>;
  /** Those of them that stand in a row that could not be read. */
  readonly #unread = new Set<string>();
  readonly #prefixes = new Map<string, number>();
  #sampled = 0;

  constructor(spec: LedgerSpec, file: string, watched: readonly string[] = []) {
    this.#spec = spec;
    this.#staging = new Staging(file, spec.timeTolerance.kind !== 'shown');
    this.#read = { left: compileSide(spec, 'left'), right: compileSide(spec, 'right') };
    this.#watched = new Map(watched.map((key) => [key, false]));
  }

  add(side: Side, row: SourceRow): void {
    const read = this.#read[side](row);
    if ('rejected' in read) {
      if (this.#watched.has(read.key)) this.#unread.add(read.key);
      return this.reject({ side, key: read.key, words: read.rejected, raw: JSON.stringify(row) });
    }
    if (this.#watched.size > 0 && this.#watched.has(read.key)) this.#watched.set(read.key, true);
    if (this.#sampled < 4000) this.#samplePrefix(read.key);
    this.#staging.add(side, read);
  }

  /** Whether the files have the key of an open break, on either side. */
  isPresent(key: string): boolean {
    return this.#watched.get(key) === true;
  }

  /** Whether the key of an open break stands in a row that could not be read: then the files say nothing of it. */
  isUnread(key: string): boolean {
    return this.#unread.has(key);
  }

  /** A row that cannot be read is counted and kept, never dropped. */
  reject(rejection: Rejection): void {
    this.#rejected[rejection.side] += 1;
    if (this.#rejections.length < mostRejections) this.#rejections.push(rejection);
  }

  get rows(): Readonly<Record<Side, number>> {
    return { left: this.#staging.totals.left.rows + this.#rejected.left, right: this.#staging.totals.right.rows + this.#rejected.right };
  }

  /** Groups and classifies; `pause` is awaited between parts and may throw to stop. */
  async compare(pause: (fraction: number) => Promise<void>): Promise<Reconciliation> {
    const parts = this.#parts();
    for (;;) {
      const step = parts.next();
      if (step.done === true) return step.value;
      await pause(step.value);
    }
  }

  /** The same in one go, for few rows. */
  compareNow(): Reconciliation {
    const parts = this.#parts();
    for (;;) {
      const step = parts.next();
      if (step.done === true) return step.value;
    }
  }

  *#parts(): Generator<number, Reconciliation> {
    const spec = this.#spec;
    const { totals } = this.#staging;
    this.#staging.seal();
    const asOf = latest(totals.left.toAt, totals.right.toAt);
    const classify = compileClassifier(spec, asOf);
    const bridge = new BridgeBuilder();
    for (const side of ['left', 'right'] as const)
      for (const [currency, { minor, rows }] of totals[side].byCurrency) bridge.addRow(side, currency, minor, rows);
    const causes = new CauseCount((side, day) => totals[side].byDay.get(day) ?? 0);
    const observed: Observed[] = [];
    const byClass: Partial<Record<BreakClass, number>> = {};
    const inBreaks = { left: 0, right: 0 };
    const digest = createHash('sha256');
    let matched = 0;
    for (let bucket = 0; bucket < bucketCount; bucket += 1) {
      yield bucket / bucketCount;
      const { rows, pairs } = this.#staging.groups(bucket);
      matched += pairs;
      const repeatedKeys = rows.filter(({ nl, nr }) => nl > 1 || nr > 1).map(({ k }) => k);
      const repeated = repeatedKeys.length > 0 ? byKey(this.#staging.rowsOf(bucket, repeatedKeys)) : null;
      for (const row of rows) {
        const group = row.nl > 1 || row.nr > 1 ? groupOfMany(row.k, repeated?.get(row.k) ?? []) : groupOfOne(row);
        const verdict = classify(group);
        bridge.addEffects(verdict.line, verdict.effects, verdict.class === 'agrees' ? null : verdict.currency);
        if (verdict.class === 'agrees') {
          matched += 1;
          continue;
        }
        inBreaks.left += row.nl;
        inBreaks.right += row.nr;
        byClass[verdict.class] = (byClass[verdict.class] ?? 0) + 1;
        digest.update(digestLine(verdict));
        const candidates = causeCandidates(verdict, spec.settleDays);
        causes.add(verdict, candidates);
        observed.push({ kind: 'finding', finding: verdict, signatures: candidates.map(({ signature }) => signature) });
      }
    }
    yield 1;
    const rejections = this.#rejections.toSorted((a, b) => (a.side + a.raw < b.side + b.raw ? -1 : 1));
    for (const rejection of rejections) {
      observed.push({ kind: 'rejection', rejection });
      digest.update(`rejected ${rejection.side} ${rejection.words} ${rejection.raw}\n`);
    }
    if (rejections.length > 0) byClass.rejected_row = rejections.length;
    const bridges = bridge.build();
    digest.update(JSON.stringify([bridges, matched, this.#rejected]));
    const isCommon = (prefix: string): boolean => (this.#prefixes.get(prefix) ?? 0) * 2 > this.#sampled;
    return {
      bridges,
      matched,
      inBreaks,
      rows: this.rows,
      rejected: { ...this.#rejected },
      byClass,
      observed,
      causeOf: (one) => (one.kind === 'rejection' ? rejectedCause : causes.settle(one.signatures, isCommon)),
      fromAt: latest(totals.left.fromAt, totals.right.fromAt),
      toAt: earliest(totals.left.toAt, totals.right.toAt),
      digest: digest.digest('hex'),
    };
  }

  close(): void {
    this.#staging.close();
  }

  #samplePrefix(key: string): void {
    this.#sampled += 1;
    const prefix = /^\D{2,24}/.exec(key)?.[0];
    if (prefix !== undefined) this.#prefixes.set(prefix, (this.#prefixes.get(prefix) ?? 0) + 1);
  }
}

/** More rejected rows than this are counted but not kept one by one: the file is the wrong one. */
const mostRejections = 10_000;

function groupOfOne(row: GroupRow): KeyGroup {
  return {
    key: row.k,
    left: row.nl === 1 ? [unstage(row.lv ?? '', row.lx ?? '')] : [],
    right: row.nr === 1 ? [unstage(row.rv ?? '', row.rx ?? '')] : [],
  };
}

function groupOfMany(key: string, rows: readonly DuplicateRow[]): KeyGroup {
  const of = (side: 0 | 1): SideRecord[] => inStableOrder(rows.filter(({ s }) => s === side).map(({ v, x }) => unstage(v, x)));
  return { key, left: of(0), right: of(1) };
}

function byKey(rows: readonly DuplicateRow[]): Map<string, DuplicateRow[]> {
  const groups = new Map<string, DuplicateRow[]>();
  for (const row of rows) {
    const group = groups.get(row.k);
    if (group) group.push(row);
    else groups.set(row.k, [row]);
  }
  return groups;
}

function digestLine(finding: Finding): string {
  const side = (records: readonly SideRecord[]): string =>
    records.map(({ currency, amount, at, compared }) => `${currency} ${amount} ${at ?? ''} ${compared}`).join('|');
  return `${finding.class} ${finding.key} ${finding.fields.join(',')} ${side(finding.left)} / ${side(finding.right)}\n`;
}

const latest = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : Math.max(a, b));
const earliest = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : Math.min(a, b));
