import { dayWithYear } from '../day-words.ts';
import { grouped } from '../grouped.ts';
import type { RateLimitEvidence, ResponseEvidence } from './evidence.ts';

/** One reading of an answer's headers, for a person. */
export interface Notice {
  readonly kind: 'limit' | 'deprecation' | 'sunset' | 'retry_after' | 'warning' | 'problem' | 'version' | 'unparsed';
  readonly words: string;
  readonly raw: string;
}

/** What the answer's headers say, in words: what runs out first, then what goes away, then the rest. */
export function noticesOf(evidence: ResponseEvidence): Notice[] {
  const { deprecation, sunset, retryAfter, problem } = evidence;
  const notices: (Notice | null)[] = [
    ...evidence.rateLimits.limits.map((limit): Notice => ({ kind: 'limit', words: limitWords(limit), raw: limit.raw })),
    retryAfter && { kind: 'retry_after', words: `Try again in ${durationWords(retryAfter.delayMs)}`, raw: retryAfter.raw },
    sunset && { kind: 'sunset', words: `Stops ${dayWithYear(sunset.date.ms)}`, raw: sunset.raw },
    deprecation && {
      kind: 'deprecation',
      words: deprecation.date
        ? `Deprecated ${deprecation.inEffect === false ? 'from' : 'since'} ${dayWithYear(deprecation.date.ms)}`
        : 'Deprecated',
      raw: deprecation.raw,
    },
    problem && { kind: 'problem', words: problem.detail ?? problem.title ?? problem.type, raw: problem.type },
    ...evidence.warnings.map((warning): Notice => ({ kind: 'warning', words: warning.text, raw: warning.raw })),
    ...evidence.versions
      .filter((version) => version.role === 'resolved')
      .map((version): Notice => ({ kind: 'version', words: `Answered as version ${version.value}`, raw: version.value })),
    ...evidence.unparsed.map((unparsed): Notice => ({
      kind: 'unparsed',
      words: `${unparsed.source} could not be read: ${unparsed.reason}`,
      raw: unparsed.raw,
    })),
  ];
  return notices.filter((notice) => notice !== null);
}

function limitWords(limit: RateLimitEvidence): string {
  const count = (value: number): string => grouped(value);
  const window = limit.windowSeconds === null ? '' : ` in ${durationWords(limit.windowSeconds * 1000)}`;
  if (limit.remaining !== null && limit.limit !== null)
    return `${count(limit.remaining)} of ${count(limit.limit)} ${limit.unit} left${window}`;
  if (limit.remaining !== null) return `${count(limit.remaining)} ${limit.unit} left${window}`;
  if (limit.usedPercent !== null) return `${Math.round(limit.usedPercent)} % of ${limit.policy} used`;
  if (limit.limit !== null) return `${count(limit.limit)} ${limit.unit} allowed${window}`;
  return limit.policy;
}

/** "1 s", "15 min", "24 h", "30 days": the largest unit that leaves no more than one decimal. */
export function durationWords(ms: number): string {
  const units = [
    [86_400_000, 'days'],
    [3_600_000, 'h'],
    [60_000, 'min'],
    [1_000, 's'],
  ] as const;
  const [size, name] = units.find(([unit]) => ms >= unit * (unit === 86_400_000 ? 2 : 1)) ?? [1, 'ms'];
  return `${Math.round((ms / size) * 10) / 10} ${name}`;
}
