/**
 * A number as English writes it: "12,345", with at most three decimals. Whole numbers are written here, because the first formatter of a
 * process reads tables for longer than many a command takes.
 */
export function grouped(value: number): string {
  if (!Number.isSafeInteger(value)) return value.toLocaleString('en');
  return -1000 < value && value < 1000 ? String(value) : String(value).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}

/** "1 row", "1,204 rows". */
export const plural = (count: number, one: string, many = `${one}s`): string => `${grouped(count)} ${count === 1 ? one : many}`;
