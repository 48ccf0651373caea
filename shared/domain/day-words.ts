import { lateDateFormat } from './late-date-format.ts';

// Formatters are made once: making one costs about a hundred times what using it does.
const short = lateDateFormat({ day: 'numeric', month: 'short', timeZone: 'UTC' });
const withYear = lateDateFormat({ day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** "15 Dec", in UTC. */
export const shortDay = (at: number): string => short.format(at);

/** "15 Dec 2026", in UTC. */
export const dayWithYear = (at: number): string => withYear.format(at);
