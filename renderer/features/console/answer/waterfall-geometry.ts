import type { Timings } from '../../../../shared/contract/console.ts';

export type PhaseName = 'queue' | 'DNS' | 'TCP' | 'proxy' | 'TLS' | 'wait' | 'download' | 'rest';

export interface Phase {
  readonly name: PhaseName;
  readonly ms: number;
  readonly x: number;
  readonly width: number;
}

const gap = 1;
const least = 2;
/** From this share of the whole on, time that no phase took is drawn too: the wait for an answer that never came. */
const notable = 0.02;

/**
 * Places the phases of a call side by side over `width` units, in the order in which they happened and to scale. A phase
 * that did not happen (a connection used again has no DNS, TCP, TLS) is left out; one too short to be seen gets two units,
 * taken from the others in proportion. Time of the whole that belongs to no phase comes last, as the rest.
 */
export function waterfall(timings: Timings, width: number): Phase[] {
  const all: readonly (readonly [PhaseName, number | null])[] = [
    ['queue', timings.queueMs],
    ['DNS', timings.dnsMs],
    ['TCP', timings.tcpMs],
    ['proxy', timings.proxyMs ?? null],
    ['TLS', timings.tlsMs],
    ['wait', timings.waitMs],
    ['download', timings.downloadMs],
  ];
  const measured = all.flatMap(([name, ms]) => (ms === null ? [] : [{ name, ms: Math.max(0, ms) }]));
  const rest = timings.totalMs - measured.reduce((sum, phase) => sum + phase.ms, 0);
  const happened = rest > timings.totalMs * notable ? [...measured, { name: 'rest' as const, ms: rest }] : measured;
  if (happened.length === 0) return [];
  const room = width - gap * (happened.length - 1) - least * happened.length;
  const total = happened.reduce((sum, phase) => sum + phase.ms, 0);
  let x = 0;
  return happened.map(({ name, ms }) => {
    const share = total === 0 ? 1 / happened.length : ms / total;
    const phase = { name, ms, x, width: least + room * share };
    x += phase.width + gap;
    return phase;
  });
}
