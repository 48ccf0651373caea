const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** "09:52:14": pauses and limits are matters of seconds. */
export function formatClock(at: number): string {
  return clock.format(at);
}
