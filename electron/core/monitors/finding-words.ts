const numbers = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'];
/** "Two promises are", "12 promises are". */
export const some = (n: number, one: string, many: string): string => `${numbers[n] ?? n} ${n === 1 ? one : many}`;

/** "1 monitor", "9 monitors". */
export const plural = (n: number, one: string): string => `${n} ${n === 1 ? one : `${one}s`}`;

/** "Two promises are missed, one is at risk"; null when all hold. */
export function brokenWords(missed: number, atRisk: number): string | null {
  if (missed > 0)
    return `${some(missed, 'promise is', 'promises are')} missed${atRisk > 0 ? `, ${some(atRisk, 'is', 'are').toLowerCase()} at risk` : ''}`;
  return atRisk > 0 ? `${some(atRisk, 'promise is', 'promises are')} at risk` : null;
}

/** "9 promises this month: 2 met, 2 missed, 5 not proven". */
export function promiseCounts(promises: number, verdicts: readonly (readonly [string, number])[]): string {
  const counted = verdicts.filter(([, n]) => n > 0).map(([words, n]) => `${n} ${words}`);
  return `${plural(promises, 'promise')} this month: ${counted.join(', ')}`;
}
