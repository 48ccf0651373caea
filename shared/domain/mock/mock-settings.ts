import { shortDay } from '../day-words.ts';
import { grouped } from '../grouped.ts';
import type { RateLimit } from './rate-window.ts';

/** What a mock is told to do; it can be changed while it runs. */
export interface MockSettings {
  /** Whether what is created can be read, changed and removed again in the same run. */
  readonly isStateful: boolean;
  /** Whether a call without credentials is refused where the contract asks for them. */
  readonly asksForCredentials: boolean;
  /** Whether a request that breaks the contract is refused. */
  readonly checksRequests: boolean;
  readonly latencyMinMs: number;
  readonly latencyMaxMs: number;
  readonly errors: readonly InjectedError[];
  readonly limit: RateLimit | null;
  readonly malformedPercent: number;
  readonly sunset: { readonly at: number; /** `POST /payments`; none means all. */ readonly endpoints: readonly string[] } | null;
  readonly drift: readonly InjectedDrift[];
}

/** So many percent of the requests end with this status. */
export interface InjectedError {
  readonly percent: number;
  readonly status: number;
}

/** A field whose type is another than the contract says. */
export interface InjectedDrift {
  /** `POST /payments`; empty means every endpoint. */
  readonly endpoint: string;
  /** JSON pointer into the body; empty means the first field that can be changed. */
  readonly field: string;
}

/** A vendor on a good day. */
export const usualMockSettings: MockSettings = {
  isStateful: true,
  asksForCredentials: true,
  checksRequests: true,
  latencyMinMs: 0,
  latencyMaxMs: 0,
  errors: [],
  limit: null,
  malformedPercent: 0,
  sunset: null,
  drift: [],
};

type Effects = Omit<MockSettings, 'isStateful' | 'asksForCredentials' | 'checksRequests'>;

const calm: Effects = { latencyMinMs: 0, latencyMaxMs: 0, errors: [], limit: null, malformedPercent: 0, sunset: null, drift: [] };

/** Days that a training can play, by name. */
export const mockDays = {
  'a good day': calm,
  'a slow day': { ...calm, latencyMinMs: 800, latencyMaxMs: 3_000 },
  'a bad Tuesday': {
    ...calm,
    latencyMinMs: 200,
    latencyMaxMs: 2_500,
    errors: [
      { percent: 15, status: 503 },
      { percent: 5, status: 500 },
    ],
    limit: { count: 30, windowSeconds: 60 },
    malformedPercent: 2,
  },
} as const satisfies Record<string, Effects>;

export type MockDay = keyof typeof mockDays;
export const mockDayNames = Object.keys(mockDays) as MockDay[];

/** The day that settings play; null when they are a mix of one's own. */
export function dayOfSettings(settings: MockSettings): MockDay | null {
  const effects = JSON.stringify(effectsOf(settings));
  return mockDayNames.find((day) => JSON.stringify(effectsOf({ ...settings, ...mockDays[day] })) === effects) ?? null;
}

const effectsOf = ({ latencyMinMs, latencyMaxMs, errors, limit, malformedPercent, sunset, drift }: MockSettings): unknown[] => [
  latencyMinMs,
  latencyMaxMs,
  errors.map(({ percent, status }) => [percent, status]),
  limit && [limit.count, limit.windowSeconds],
  malformedPercent,
  sunset && [sunset.at, sunset.endpoints],
  drift.map(({ endpoint, field }) => [endpoint, field]),
];

/** What is made to go wrong, in words: "200–2,500 ms, 5 % answered with 500, 10 requests a minute". Empty when nothing is. */
export function effectWords(settings: MockSettings): string {
  const { latencyMinMs, latencyMaxMs, errors, limit, malformedPercent, sunset, drift } = settings;
  const low = Math.min(latencyMinMs, latencyMaxMs);
  const high = Math.max(latencyMinMs, latencyMaxMs);
  return [
    high === 0 ? '' : low === high ? `${count(low)} ms` : `${count(low)}–${count(high)} ms`,
    ...errors.map(({ percent, status }) => `${percent} % answered with ${status}`),
    limit === null ? '' : `${count(limit.count)} ${limit.count === 1 ? 'request' : 'requests'} ${windowWords(limit.windowSeconds)}`,
    malformedPercent === 0 ? '' : `${malformedPercent} % cut off`,
    sunset === null
      ? ''
      : `${sunset.endpoints.length === 0 ? 'everything' : count(sunset.endpoints.length)} ends on ${shortDay(sunset.at)}`,
    ...drift.map(
      ({ endpoint, field }) => `${field === '' ? 'a field' : field} of ${endpoint === '' ? 'every answer' : endpoint} has another type`,
    ),
  ]
    .filter((words) => words !== '')
    .join(', ');
}

function windowWords(seconds: number): string {
  if (seconds === 1) return 'a second';
  if (seconds === 60) return 'a minute';
  if (seconds === 3600) return 'an hour';
  if (seconds === 86_400) return 'a day';
  return `in ${count(seconds)} s`;
}

const count = (value: number): string => grouped(value);
