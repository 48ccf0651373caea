const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** "14 Nov", in UTC. */
export const dayWords = (at: number): string => day.format(at);

/** "+ 1 h", "− 5.5 h". */
export function offsetWords(minutes: number): string {
  return `${minutes < 0 ? '−' : '+'} ${Math.abs(minutes) / 60} h`;
}
