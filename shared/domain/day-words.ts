// Formatters are made once: making one costs about a hundred times what using it does.
const short = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const withYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** "15 Dec", in UTC. */
export const shortDay = (at: number): string => short.format(at);

/** "15 Dec 2026", in UTC. */
export const dayWithYear = (at: number): string => withYear.format(at);
