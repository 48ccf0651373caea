/**
 * Formats dates in English: every short month in three letters ("Sep", where en-GB writes "Sept"), no comma ("Tue 15 Dec 2026
 * 09:00"). It is made with its first date, because the first of a process reads tables for longer than many a command takes.
 */
export function lateDateFormat(options: Intl.DateTimeFormatOptions): { readonly format: (at: number | Date) => string } {
  let made: Intl.DateTimeFormat | null = null;
  return {
    format: (at) =>
      (made ??= new Intl.DateTimeFormat('en-GB', options))
        .format(at)
        .replace(/\bSept\b/, 'Sep')
        .replaceAll(',', ''),
  };
}
