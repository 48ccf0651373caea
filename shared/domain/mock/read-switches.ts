import type { InjectedDrift, InjectedError } from './mock-settings.ts';
import type { RateLimit } from './rate-window.ts';

/** `300` or `50-300`, in milliseconds; null when it is neither. */
export function readLatency(text: string): { readonly latencyMinMs: number; readonly latencyMaxMs: number } | null {
  const [, first, second] = /^(\d{1,6})(?:-(\d{1,6}))?(?:\s?ms)?$/.exec(text.trim()) ?? [];
  if (first === undefined) return null;
  const [a, b] = [Number(first), Number(second ?? first)];
  return Math.max(a, b) > 600_000 ? null : { latencyMinMs: Math.min(a, b), latencyMaxMs: Math.max(a, b) };
}

/** `5%:500`, or `5%` for 500; null when it is no share with a status. */
export function readErrorShare(text: string): InjectedError | null {
  const [, percent, status] = /^(\d{1,3}(?:\.\d{1,2})?)\s?%(?::([45]\d\d))?$/.exec(text.trim()) ?? [];
  if (percent === undefined || Number(percent) === 0 || Number(percent) > 100) return null;
  return { percent: Number(percent), status: Number(status ?? 500) };
}

/** `2%`, without a status. */
export function readPercent(text: string): number | null {
  const [, percent] = /^(\d{1,3}(?:\.\d{1,2})?)\s?%$/.exec(text.trim()) ?? [];
  return percent === undefined || Number(percent) > 100 ? null : Number(percent);
}

const units: Readonly<Record<string, number>> = {
  s: 1,
  sec: 1,
  second: 1,
  m: 60,
  min: 60,
  minute: 60,
  h: 3600,
  hour: 3600,
  d: 86_400,
  day: 86_400,
};

/** `10/min`, `100/h`, `5/30s`; null when it is no limit. */
export function readLimit(text: string): RateLimit | null {
  const [, count, amount, unit] = /^(\d{1,7})\s?\/\s?(\d{1,6})?\s?([a-z]+)$/i.exec(text.trim()) ?? [];
  const seconds = units[unit?.toLowerCase() ?? ''];
  if (count === undefined || seconds === undefined || Number(count) === 0 || Number(amount ?? 1) === 0) return null;
  return { count: Number(count), windowSeconds: Number(amount ?? 1) * seconds };
}

/** `POST /payments`, or `POST /payments:/amount/value` for one field of it; null when it names no endpoint. */
export function readDrift(text: string): InjectedDrift | null {
  const [, method, path, field] = /^([A-Za-z]+)\s+(\/[^\s]*?)(?::(\/[^\s]+))?$/.exec(text.trim()) ?? [];
  return method === undefined || path === undefined ? null : { endpoint: `${method.toUpperCase()} ${path}`, field: field ?? '' };
}
