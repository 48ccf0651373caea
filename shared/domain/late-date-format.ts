/** Formats dates in English; made with its first date, because the first of a process reads tables for longer than many a command takes. */
export function lateDateFormat(options: Intl.DateTimeFormatOptions): { readonly format: (at: number | Date) => string } {
  let made: Intl.DateTimeFormat | null = null;
  return { format: (at) => (made ??= new Intl.DateTimeFormat('en-GB', options)).format(at) };
}
