import { amountField, currencyField, timeField } from './compare-fields.ts';
import { digitsOf } from './compile-side.ts';
import type { Finding } from './classify.ts';
import { dayWords, missingDayWords, offsetWords } from './cause-words.ts';
import type { Side } from './break-class.ts';

const dayMs = 86_400_000;
const quarterMs = 15 * 60_000;

export const causeKinds = [
  'scale',
  'sign',
  'currency',
  'day_month',
  'zone',
  'timing',
  'late',
  'duplicate',
  'day',
  'prefix',
  'rejected',
  'other',
] as const;
export type CauseKind = (typeof causeKinds)[number];

/** What several breaks of one currency have in common. `signature` names it from run to run. */
export interface Cause {
  readonly signature: string;
  readonly kind: CauseKind;
  readonly currency: string;
  /** What the rows share: "right = left × 100". */
  readonly words: string;
  /** The likely reason; empty when there is none to name. */
  readonly likely: string;
  /** The field at fault, for a mapping that makes it. */
  readonly field: string | null;
}

/** How many breaks must share a signature before it is called a cause; one row can look like anything. */
const fewest: Readonly<Record<CauseKind, number>> = {
  scale: 2,
  sign: 2,
  currency: 2,
  day_month: 2,
  zone: 3,
  timing: 1,
  late: 1,
  duplicate: 1,
  day: 5,
  prefix: 5,
  rejected: 1,
  other: 1,
};

const scales = [1000, 100, 10] as const;

/** What a break could be an example of, the most telling first; the last always fits. */
export function causeCandidates(finding: Finding, settleDays: number | null): Cause[] {
  return [...telling(finding, settleDays), otherCause(finding)];
}

function telling(finding: Finding, settleDays: number | null): Cause[] {
  const { currency } = finding;
  const make = (kind: CauseKind, detail: string, words: string, likely: string, field: string | null): Cause => ({
    signature: `${kind}:${currency}:${detail}`,
    kind,
    currency,
    words,
    likely,
    field,
  });
  switch (finding.class) {
    case 'timing':
      return [make('timing', '', `one side, ≤ ${settleDays ?? 0} days`, 'settle window', null)];
    case 'duplicate_left':
    case 'duplicate_right': {
      const shape = `${finding.left.length} left, ${finding.right.length} right`;
      return [make('duplicate', shape, shape, 'one key written more than once', null)];
    }
    case 'missing_left':
    case 'missing_right':
      return missingCauses(finding, make);
    case 'value_mismatch':
      return pairCauses(finding, make);
  }
}

type Make = (kind: CauseKind, detail: string, words: string, likely: string, field: string | null) => Cause;

function pairCauses(finding: Finding, make: Make): Cause[] {
  const [left] = finding.left;
  const [right] = finding.right;
  if (left === undefined || right === undefined) return [];
  const causes: Cause[] = [];
  if (finding.fields.includes(currencyField))
    causes.push(
      make(
        'currency',
        `${left.currency}>${right.currency}`,
        `${left.currency} left, ${right.currency} right`,
        'paid in another currency than asked',
        currencyField,
      ),
    );
  if (finding.fields.includes(amountField)) {
    const scale = scaleOf(left.amount, right.amount);
    if (scale !== null)
      causes.push(make('scale', scale.sign, `right = left ${scale.sign}`, scaleReason(scale.factor, finding.currency), amountField));
    if (right.amount === -left.amount) causes.push(make('sign', '', 'right = −left', 'refunds or fees with the other sign', amountField));
  }
  if (finding.fields.includes(timeField) && left.at !== null && right.at !== null) {
    const apart = right.at - left.at;
    if (right.at === withDayAndMonthSwapped(left.at))
      causes.push(make('day_month', '', 'day ↔ month', 'one side writes the month first', timeField));
    // Seconds of delay do not hide an offset: half a minute either way still is that quarter of an hour.
    const quarters = Math.round(apart / quarterMs);
    if (quarters !== 0 && Math.abs(quarters) <= 104 && Math.abs(apart - quarters * quarterMs) <= 30_000)
      causes.push(make('zone', String(quarters * 15), `right = left ${offsetWords(quarters * 15)}`, 'local time taken for UTC', timeField));
  }
  return causes;
}

function missingCauses(finding: Finding, make: Make): Cause[] {
  const causes: Cause[] = [];
  if (finding.at !== null) {
    const day = Math.floor(finding.at / dayMs);
    causes.push(
      make(
        'day',
        `${finding.class}:${day}`,
        `rows of ${dayWords(day * dayMs)}`,
        // How much of the day is missing is known only when every row was seen.
        '',
        null,
      ),
    );
  }
  const prefix = /^\D{2,24}/.exec(finding.key)?.[0];
  if (prefix !== undefined)
    causes.push(
      make(
        'prefix',
        `${finding.class}:${prefix}`,
        `key begins ${prefix}`,
        `${finding.missingSide === 'right' ? 'right' : 'left'} export lacks that kind`,
        null,
      ),
    );
  return causes;
}

function otherCause(finding: Finding): Cause {
  const { currency } = finding;
  const detail = `${finding.class}:${finding.fields.join('+')}`;
  const words =
    finding.class === 'value_mismatch'
      ? `${finding.fields.join(', ')} ${finding.fields.length === 1 ? 'differs' : 'differ'}`
      : finding.missingSide === 'right'
        ? 'no right row'
        : 'no left row';
  return { signature: `other:${currency}:${detail}`, kind: 'other', currency, words, likely: 'no pattern seen', field: null };
}

/** A right amount that is the left one times or divided by 10, 100 or 1000, exactly. */
function scaleOf(left: number, right: number): { factor: number; sign: string } | null {
  if (left === 0 || right === 0) return null;
  for (const factor of scales) {
    if (right === left * factor) return { factor, sign: `× ${factor}` };
    if (left === right * factor) return { factor, sign: `÷ ${factor}` };
  }
  return null;
}

function scaleReason(factor: number, currency: string): string {
  const digits = digitsOf(currency);
  if (factor === 100 && digits === 0) return `minor units: ${currency} has none`;
  return factor === 10 ** digits || factor === 100 ? 'minor and major units mixed up' : 'another number of decimals';
}

function withDayAndMonthSwapped(at: number): number | null {
  const date = new Date(at);
  const [day, month] = [date.getUTCDate(), date.getUTCMonth() + 1];
  if (day > 12 || day === month) return null;
  return Date.UTC(date.getUTCFullYear(), day - 1, month) + (at % dayMs);
}

/** How often each signature and each class was seen, to decide which signatures are causes. */
export class CauseCount {
  readonly #causes = new Map<string, { cause: Cause; count: number }>();
  readonly #missing = new Map<string, number>();
  /** What is missing of a day, by the day's cause; and by class and day over all currencies. */
  readonly #spans = new Map<string, { fromAt: number; toAt: number; missingSide: Side }>();
  readonly #missingOfDay = new Map<string, number>();
  readonly #settled = new Map<string, Cause>();
  readonly #rowsOfDay: (side: Side, day: number) => number;

  /** `rowsOfDay` is how many rows a side has of a day (days since 1970, UTC). */
  constructor(rowsOfDay: (side: Side, day: number) => number) {
    this.#rowsOfDay = rowsOfDay;
  }

  add(finding: Finding, candidates: readonly Cause[]): void {
    for (const cause of candidates) {
      const known = this.#causes.get(cause.signature);
      if (known) known.count += 1;
      else this.#causes.set(cause.signature, { cause, count: 1 });
      if (cause.kind === 'day' && finding.at !== null && finding.missingSide !== null)
        this.#addToDay(cause, finding.at, finding.missingSide);
    }
    if (finding.missingSide !== null) this.#missing.set(finding.class, (this.#missing.get(finding.class) ?? 0) + 1);
  }

  /**
   * The cause of a break, given its candidates. A day or a kind of key is one only when it holds most of what is missing; `isCommon` says whether
   * nearly every key of the files begins so, which would say nothing.
   */
  settle(signatures: readonly string[], isCommon: (prefix: string) => boolean): Cause {
    let last: Cause | null = null;
    for (const signature of signatures) {
      const known = this.#causes.get(signature);
      if (!known) continue;
      last = known.cause;
      const { cause, count } = known;
      if (count < fewest[cause.kind]) continue;
      if (cause.kind === 'day' || cause.kind === 'prefix') {
        const [, , kind = '', prefix = ''] = signature.split(':');
        if (count * 2 < (this.#missing.get(kind) ?? 0)) continue;
        if (cause.kind === 'prefix' && isCommon(prefix)) continue;
      }
      return cause.kind === 'day' ? this.#dayCause(cause) : cause;
    }
    if (last === null) throw new Error('a break without a candidate');
    return last;
  }

  #addToDay({ signature }: Cause, at: number, missingSide: Side): void {
    const span = this.#spans.get(signature);
    if (span === undefined) this.#spans.set(signature, { fromAt: at, toAt: at, missingSide });
    else {
      span.fromAt = Math.min(span.fromAt, at);
      span.toAt = Math.max(span.toAt, at);
    }
    const day = `${missingSide}:${Math.floor(at / dayMs)}`;
    this.#missingOfDay.set(day, (this.#missingOfDay.get(day) ?? 0) + 1);
  }

  /** The cause of a day in its last words, made once. */
  #dayCause(cause: Cause): Cause {
    const known = this.#settled.get(cause.signature);
    const span = this.#spans.get(cause.signature);
    if (known !== undefined || span === undefined) return known ?? cause;
    const { missingSide, fromAt, toAt } = span;
    const day = Math.floor(fromAt / dayMs);
    const words = missingDayWords({
      missingSide,
      dayAt: day * dayMs,
      fromAt,
      toAt,
      missing: this.#missingOfDay.get(`${missingSide}:${day}`) ?? 0,
      there: this.#rowsOfDay(missingSide === 'right' ? 'left' : 'right', day),
      other: this.#rowsOfDay(missingSide, day),
    });
    const settled = { ...cause, ...words };
    this.#settled.set(cause.signature, settled);
    return settled;
  }
}
