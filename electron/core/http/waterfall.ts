import type { PhaseTimings } from './http-types.ts';

const phaseWords = [
  ['waitMs', 'the server'],
  ['downloadMs', 'receiving the answer'],
  ['tlsMs', 'agreeing on encryption'],
  ['tcpMs', 'opening the connection'],
  ['proxyMs', 'the proxy'],
  ['dnsMs', 'looking up the name'],
  ['queueMs', 'waiting for a free connection'],
] as const;

/** Says in one plain sentence where the time went, such as "The server took 92 % of the 340 ms." */
export function explainTimings(timings: PhaseTimings): string {
  const total = timings.totalMs;
  if (total < 1) return 'The whole exchange took less than a millisecond.';
  const shares = phaseWords
    .map(([key, words]) => ({ words, percent: Math.round(((timings[key] ?? 0) / total) * 100) }))
    .filter((share) => share.percent > 0)
    .toSorted((a, b) => b.percent - a.percent);
  const [first, second] = shares;
  if (!first) return `The exchange took ${showMs(total)}.`;
  const opening = first.words.charAt(0).toUpperCase() + first.words.slice(1);
  if (first.percent >= 50 || !second) return `${opening} took ${first.percent} % of the ${showMs(total)}.`;
  return `${opening} took ${first.percent} % and ${second.words} ${second.percent} % of the ${showMs(total)}.`;
}

function showMs(ms: number): string {
  return ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
